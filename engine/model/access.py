"""How a person is let in: credential, place and session."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Credential:
    """A password's argon2 hash."""

    person_id: str
    password_hash: str = field(repr=False)
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody signs in from; `browser` is what it knows itself by, if at all."""

    address: str = ""
    browser: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Entered:
    """What whoever was let in keeps: the session's secret, and what tells the browser.

    The browser knows itself by it when this person signs in again, for as long as it
    keeps it; it opens nothing.
    """

    secret: str = field(repr=False)
    browser: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser: `token_hash` is the SHA-256 (hex) of its 256-bit secret."""

    token_hash: str = field(repr=False)
    person_id: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
