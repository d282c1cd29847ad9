"""How a person is let in: credential and session."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Credential:
    """A password's argon2 hash; `failed` counts wrong tries since the last right."""

    person_id: str
    password_hash: str = field(repr=False)
    changed_at: datetime
    failed: int = 0
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser: `token_hash` is the SHA-256 (hex) of its 256-bit secret."""

    token_hash: str = field(repr=False)
    person_id: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
