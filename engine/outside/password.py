"""Password hashes: argon2id at the measured cost, a few at a time."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB, two passes, one lane: about 130 ms, where the library's default takes the
# better part of a second and two sign-ins would fill a small machine.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_TURNSTILE = BoundedSemaphore(2)
_NOBODY = _HASHER.hash("nobody signs in with this")


def hash_password(password: str) -> str:
    """Return the encoded hash, with its salt and cost inside."""
    with _TURNSTILE:
        return _HASHER.hash(password)


def matches(stored: str, password: str) -> bool:
    """Say whether the password is the one hashed.

    An empty hash costs the same time as a real one, so that the answer does not tell
    whether the login exists.
    """
    with _TURNSTILE:
        try:
            return _HASHER.verify(stored or _NOBODY, password) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False
