"""The bytes of documents: files named by the SHA-256 of what they hold."""

import hashlib
import os
import tempfile
from pathlib import Path


def keep(folder: Path, data: bytes) -> str:
    """Write the bytes once and return their SHA-256 (hex).

    The file is complete and on the disk before it bears its name: a crash leaves at
    most a nameless remnant, never half a document.
    """
    name = hashlib.sha256(data).hexdigest()
    target = folder / name[:2] / name
    if target.exists():
        return name
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, remnant = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(remnant).replace(target)
    return name


def fetch(folder: Path, name: str) -> bytes:
    """Return the bytes kept under this SHA-256.

    Raises:
        FileNotFoundError: Nothing is kept under it.
        ValueError: What is kept no longer has this SHA-256.
    """
    data = (folder / name[:2] / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != name:
        raise ValueError(name)
    return data
