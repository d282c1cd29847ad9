"""The key ring, in a file outside the database, for its owner's eyes only."""

import json
import os
import secrets
import stat
from pathlib import Path

from engine.model.keys import KeyRing

KEY_BYTES = 32
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_ring(path: Path) -> KeyRing:
    """Return the keys that seal states and acts, made at the first set-up.

    Whoever can rewrite a table cannot make its seals fit: the keys are not in it.

    Raises:
        PermissionError: Others than its owner can reach the file.
        ValueError: The file does not hold a key ring.
    """
    if not path.exists():
        _create(path, KeyRing("k1", {"k1": secrets.token_bytes(KEY_BYTES)}))
    if path.stat().st_mode & _OTHERS:
        raise PermissionError(f"{path}: only its owner may reach it (chmod 600)")
    return _parsed(path)


def _create(path: Path, ring: KeyRing) -> None:
    """Write the first ring; of two processes at once the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _written(path, ring)
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _written(path: Path, ring: KeyRing) -> Path:
    keys = {name: key.hex() for name, key in ring.keys.items()}
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump({"current": ring.current, "keys": keys}, file)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _parsed(path: Path) -> KeyRing:
    try:
        stored = json.loads(path.read_text())
        keys = {name: bytes.fromhex(key) for name, key in stored["keys"].items()}
        ring = KeyRing(stored["current"], keys)
        sound = len(ring.key) >= KEY_BYTES
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: not a key ring") from error
    if not sound:
        raise ValueError(f"{path}: the key is too short")
    return ring
