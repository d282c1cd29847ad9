"""Password hashes: argon2id at the measured cost, a few at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.model.errors import TooBusy

# 19 MiB, two passes, one lane: about 130 ms on a loaded small machine, where the
# library's default takes the better part of a second and two sign-ins would fill it.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _HASHER.hash("nobody signs in with this")
_AT_ONCE = os.cpu_count() or 1
_WAITING = 20
_TURNSTILE = BoundedSemaphore(_AT_ONCE)
_QUEUE = BoundedSemaphore(_AT_ONCE + _WAITING)


def hash_password(password: str) -> str:
    """Return the encoded hash, with its salt and cost inside.

    Raises:
        TooBusy: Too many passwords are being hashed; nothing was done.
    """
    with _turn():
        return _HASHER.hash(password)


def matches(stored: str, password: str) -> bool:
    """Say whether the password is the one hashed.

    An empty hash costs the same time as a real one, so that the answer does not tell
    whether the login exists.

    Raises:
        TooBusy: Too many passwords are being hashed; nothing was done.
    """
    with _turn():
        try:
            _HASHER.verify(stored or _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    return bool(stored)


@contextmanager
def _turn() -> Iterator[None]:
    """Let as many hash as there are processors, a few wait, and refuse the rest."""
    if not _QUEUE.acquire(blocking=False):
        raise TooBusy(why="too many sign-ins at once")
    try:
        with _TURNSTILE:
            yield
    finally:
        _QUEUE.release()
