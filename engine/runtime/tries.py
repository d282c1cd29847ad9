"""How often a wrong password may be tried, so that nobody's guesses lock out another.

Tries are counted for one account from one place. A place is a browser that has been
let in as this account before, and knows itself by what it was given then, or else an
address: whoever guesses from elsewhere spends their own tries and nobody's else.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from engine.model.access import Place
from engine.model.errors import TooManyTries
from engine.model.keys import KeyRing
from engine.runtime.chain import Doer, Told
from engine.runtime.deed import Deed
from engine.runtime.looking import Here
from engine.runtime.note import note_on_office

MOST_OF_PLACE = 5
# One address may be a whole building's; it takes this many, over all its accounts.
MOST_OF_ADDRESS = 50
WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Count:
    """What a try counts for, as a hash, and how many wrong ones that allows."""

    key: str
    most: int


def counts_of(ring: KeyRing, login: str, place: Place) -> tuple[Count, ...]:
    """Return what a try to sign in as `login` from this place counts for."""
    if _is_known(ring, login, place.browser):
        return (Count(_hash("browser", login, place.browser), MOST_OF_PLACE),)
    return (
        Count(_hash("account", login, place.address), MOST_OF_PLACE),
        Count(_hash("address", place.address), MOST_OF_ADDRESS),
    )


def must_have_tries_left(seen: Here, counts: Iterable[Count]) -> None:
    """Refuse to look at the password where too many were wrong.

    Raises:
        TooManyTries: The facts say until when none is looked at.
    """
    keys = [count.key for count in counts]
    until = seen.unit.tries.blocked_until(keys, now=seen.now)
    if until is not None:
        raise TooManyTries(until=until)


def spend(deed: Deed, counts: Iterable[Count], person_id: str, address: str) -> None:
    """Count a wrong try; where it was the last, the office's chain says so.

    `person_id` is empty for a login that nobody has: what was typed there, which may
    be a password, is kept nowhere.
    """
    deed.unit.tries.drop_before(deed.now - WAIT)
    for count in counts:
        failed = deed.unit.tries.failed(
            count.key, most=count.most, now=deed.now, until=deed.now + WAIT
        )
        if failed == count.most:
            until = (deed.now + WAIT).isoformat()
            details = {"person": person_id, "address": address, "until": until}
            note_on_office(deed, Doer(), Told("block_sign_in", details=details))


def give_back(deed: Deed, counts: Iterable[Count]) -> None:
    """Forget the wrong tries at this account from this place: a right one came."""
    deed.unit.tries.forget([c.key for c in counts if c.most == MOST_OF_PLACE])


def browser_of(ring: KeyRing, login: str) -> str:
    """Return what a browser that was let in as `login` knows itself by."""
    name = secrets.token_urlsafe(24)
    return f"{name}.{_sealed(ring.key, login, name)}"


def _is_known(ring: KeyRing, login: str, browser: str) -> bool:
    name, _, seal = browser.partition(".")
    return bool(name) and any(
        hmac.compare_digest(seal.encode(), _sealed(key, login, name).encode())
        for key in ring.keys.values()
    )


def _sealed(key: bytes, login: str, name: str) -> str:
    told = f"known browser\0{login}\0{name}"
    return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
