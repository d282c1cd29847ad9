"""A state sealed: compressed, bound to its case and revision, refused if touched."""

import hashlib
import hmac
import struct

import zstandard

from engine.bpmn.library import LIBRARY
from engine.model.errors import StateUnreadable
from engine.model.keys import KeyRing

SEAL = 1
MAXIMUM_BYTES = 64_000_000
_MAGIC = b"ZF"
_HEAD = struct.Struct(">2sBQB")
_MAC_BYTES = hashlib.sha256().digest_size


def seal(state: bytes, *, case_id: str, revision: int, ring: KeyRing) -> bytes:
    """Return the state as it is stored: head, key id, MAC, compressed body."""
    body = zstandard.ZstdCompressor(level=3).compress(state)
    key_id = ring.current.encode()
    head = _HEAD.pack(_MAGIC, SEAL, revision, len(key_id)) + key_id
    return head + _mac(ring.key, case_id, head, body) + body


def unseal(sealed: bytes, *, case_id: str, revision: int, ring: KeyRing) -> bytes:
    """Return the state that was sealed for this case at this revision.

    Raises:
        StateUnreadable: It was touched, cut, belongs to another case or revision, or
            was sealed in another format or by a key that the ring does not have.
    """
    if len(sealed) < _HEAD.size:
        raise StateUnreadable(case_id=case_id, why="cut")
    magic, number, sealed_at, length = _HEAD.unpack_from(sealed)
    if magic != _MAGIC or number != SEAL:
        raise StateUnreadable(case_id=case_id, why="format")
    if sealed_at != revision:
        raise StateUnreadable(case_id=case_id, why="revision")
    end = _HEAD.size + length
    head, mac, body = (
        sealed[:end],
        sealed[end : end + _MAC_BYTES],
        sealed[end + _MAC_BYTES :],
    )
    key = ring.keys.get(head[_HEAD.size :].decode(errors="replace"))
    if key is None:
        raise StateUnreadable(case_id=case_id, why="key")
    if not hmac.compare_digest(mac, _mac(key, case_id, head, body)):
        raise StateUnreadable(case_id=case_id, why="seal")
    try:
        return zstandard.ZstdDecompressor().decompress(
            body, max_output_size=MAXIMUM_BYTES
        )
    except zstandard.ZstdError as error:
        raise StateUnreadable(case_id=case_id, why="compression") from error


def _mac(key: bytes, case_id: str, head: bytes, body: bytes) -> bytes:
    bound = f"{LIBRARY}\0{case_id}\0".encode()
    return hmac.new(key, bound + head + body, "sha256").digest()
