"""An act (行为): who did what, in which post, acting for whom, by what right."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Act:
    """One link of an audit chain.

    `chain` is a case id, or `office`; `seq` counts from 1 within it. `right` is how the
    actor was entitled (`post:mayor`, `acting:<grant>`, `system`). `details` is JSON of
    plain values, of which `digest` is the SHA-256; `mac` seals this act and `previous`.
    """

    chain: str
    seq: int
    at: datetime
    verb: str
    actor: str
    actor_name: str
    post: str
    on_behalf_of: str
    right: str
    element_id: str
    task_id: str
    references: tuple[str, ...]
    details: Mapping[str, object]
    digest: str = ""
    previous: str = ""
    algorithm: str = "sm3"
    key_id: str = ""
    mac: str = ""


def canonical(value: object) -> bytes:
    """Return the one JSON form of a plain value: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest_of(details: Mapping[str, object]) -> str:
    """Return the SHA-256 (hex) of the act's details."""
    return hashlib.sha256(canonical(details)).hexdigest()


def mac_of(act: Act, key: bytes) -> str:
    """Return the act's MAC (hex): over every field of it, its predecessor's included.

    Raises:
        ValueError: This OpenSSL does not have the act's algorithm.
    """
    sealed = {
        name: getattr(act, name)
        for name in Act.__slots__
        if name not in {"details", "mac", "at"}
    }
    sealed["at"] = act.at.isoformat()
    return hmac.new(key, canonical(sealed), act.algorithm).hexdigest()
