"""The bytes of documents: files named by the SHA-256 of what they hold."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

from engine.model.errors import DocumentRefused

MOST_BYTES = 50 * 1024 * 1024
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written: `sha256` in hex is also the name to fetch it by."""

    sha256: str
    size_bytes: int


def keep(folder: Path, data: bytes) -> str:
    """Write the bytes once and return their SHA-256 (hex).

    Raises:
        DocumentRefused: There are none, or too many.
    """
    return keep_stream(folder, BytesIO(data)).sha256


def keep_stream(folder: Path, source: BinaryIO, most_bytes: int = MOST_BYTES) -> Kept:
    """Write what the stream gives, piece by piece, and return what was written.

    The file is complete and on the disk before it bears its name: a crash leaves at
    most a nameless remnant, never half a document.

    Raises:
        DocumentRefused: The stream gives nothing, or more than `most_bytes`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix="remnant-")
    remnant = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            kept = _copy(source, file, most_bytes)
        target = path_of(folder, kept.sha256)
        target.parent.mkdir(exist_ok=True)
        remnant.replace(target)
    finally:
        remnant.unlink(missing_ok=True)
    _reach_disk(target.parent)
    return kept


def fetch(folder: Path, name: str) -> bytes:
    """Return the bytes kept under this SHA-256.

    Raises:
        FileNotFoundError: Nothing is kept under it.
        ValueError: What is kept no longer has this SHA-256.
    """
    data = path_of(folder, name).read_bytes()
    if hashlib.sha256(data).hexdigest() != name:
        raise ValueError(name)
    return data


def path_of(folder: Path, name: str) -> Path:
    """Return where the bytes of this SHA-256 lie, whether or not they are there.

    Raises:
        ValueError: The name is not a SHA-256 in hex, so it could lead elsewhere.
    """
    if len(name) != hashlib.sha256().digest_size * 2 or set(name) - set(
        "0123456789abcdef"
    ):
        raise ValueError(name)
    return folder / name[:2] / name


def _copy(source: BinaryIO, file: IO[bytes], most_bytes: int) -> Kept:
    digest = hashlib.sha256()
    size = 0
    while piece := source.read(_PIECE):
        size += len(piece)
        if size > most_bytes:
            raise DocumentRefused(why="too_large", most_bytes=most_bytes)
        digest.update(piece)
        file.write(piece)
    if not size:
        raise DocumentRefused(why="empty")
    file.flush()
    os.fsync(file.fileno())
    return Kept(digest.hexdigest(), size)


def _reach_disk(folder: Path) -> None:
    """Write the folder's own entries to the disk, so that the new name survives."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
