"""Signing in and out: sessions that live in the database and die there."""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.assembly import Engine
from engine.model.access import Credential, Entered, Place, Session
from engine.model.clock import at, now, office_day
from engine.model.errors import (
    Invalid,
    PasswordWrong,
    PersonNotFound,
    TooBusy,
)
from engine.model.office import Office, Person
from engine.model.standing import posts_of
from engine.outside.password import hash_password, matches
from engine.runtime.chain import Doer, Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.looking import look
from engine.runtime.note import note_on_office
from engine.runtime.stand_ins import StandIn, stand_ins_of
from engine.runtime.tries import (
    Count,
    browser_of,
    counts_of,
    give_back,
    must_have_tries_left,
    spend,
)
from engine.store.unit import Unit

IDLE_AFTER = timedelta(minutes=30)
ENDS_AFTER = timedelta(hours=8)
# Reads do not write: a session is marked as seen at most this often.
TOUCH_EVERY = timedelta(minutes=1)
LEAST_LENGTH = 10
LEAST_CLASSES = 3
LONGEST = 200
NOWHERE = Place()


class PasswordTooWeak(Invalid):
    """Facts: least_length, least_classes."""

    code = "password_too_weak"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: a signed-in person with their roles and the posts they hold now.

    `stand_ins` are the grants in force that concern them.
    """

    person_id: str
    name: str
    roles: tuple[str, ...]
    posts: tuple[str, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()


def sign_in(
    engine: Engine, *, login: str, password: str, place: Place = NOWHERE
) -> Entered:
    """Begin a session and return its secret, of which only the hash is kept.

    Who does not exist and who mistyped get the same answer after the same time.

    Raises:
        PasswordWrong: Login and password do not go together.
        TooManyTries: After five wrong tries at this account from this place, or many
            at any from this address, for a quarter of an hour.
    """
    login = login[:LONGEST]
    counts = counts_of(engine.ring, login, place)
    with look(engine) as seen:
        must_have_tries_left(seen, counts)
        credential = seen.unit.credentials.of_login(login)
    stored = "" if credential is None else credential.password_hash
    fits = matches(stored, password[:LONGEST])
    person_id = "" if credential is None else credential.person_id
    if not fits:
        ask = Ask("sign_in_failed")
        carry_out(
            engine, ask, lambda deed: spend(deed, counts, person_id, place.address)
        )
        raise PasswordWrong
    token = secrets.token_urlsafe(32)
    entering = _Entering(login, stored, token, place.address, counts)
    ask = Ask("sign_in", by=person_id)
    carry_out(engine, ask, lambda deed: _begin(deed, entering))
    return Entered(token, browser_of(engine.ring, login))


def who(engine: Engine, token: str) -> Visitor | None:
    """Return whose session this is, None if there is none or it has ended."""
    if not token:
        return None
    hashed = _hash(token)
    with at(engine.clock()) as moment, engine.store.read() as unit:
        found = unit.sessions.find(hashed, now=moment, seen_since=moment - IDLE_AFTER)
        over = found is None and unit.sessions.has(hashed)
        visitor = None if found is None else _visitor_of(engine, unit, *found)
    if over:
        # Ended for good: a clock that is set back must not bring it to life again.
        with suppress(TooBusy), engine.store.begin() as unit:
            unit.sessions.end(hashed)
    if found is None or visitor is None:
        return None
    session, _ = found
    if moment - session.last_seen_at >= TOUCH_EVERY:
        # Another page of theirs will mark it, if this one has to wait for a turn.
        with suppress(TooBusy), engine.store.begin() as unit:
            unit.sessions.touch(hashed, at=moment)
    return visitor


def as_person(engine: Engine, person_id: str) -> Visitor:
    """Return the person as a visitor, of whom no password was asked.

    Only where one may be anybody: in a sandbox.

    Raises:
        PersonNotFound: There is no such person, or they have left.
    """
    with look(engine) as seen:
        person = seen.office.people.get(person_id)
        if person is None or not person.active:
            raise PersonNotFound(person_id=person_id)
        return _visitor(seen.office, person, seen.now)


def sign_out(engine: Engine, token: str) -> None:
    """End the session; its secret is worth nothing afterwards."""
    visitor = who(engine, token)
    if visitor is not None:
        ask = Ask("sign_out", by=visitor.person_id)
        carry_out(engine, ask, lambda deed: _end(deed, visitor, token))


def change_password(
    engine: Engine, *, by: str, old: str, new: str, place: Place = NOWHERE
) -> str:
    """Set a new password, end all the person's sessions and return a new one's secret.

    Raises:
        PasswordWrong: The old password is not the person's.
        PasswordTooWeak: The new one is short, or of too few kinds of signs.
        TooManyTries: As when signing in.
    """
    _must_be_strong(new)
    with look(engine) as seen:
        person = seen.office.people[by]
        login = person.login
    entered = sign_in(engine, login=login, password=old, place=place)
    sign_out(engine, entered.secret)
    hashed, token = hash_password(new), secrets.token_urlsafe(32)

    def work(deed: Deed) -> None:
        deed.unit.credentials.put(Credential(by, hashed, deed.now))
        deed.unit.sessions.end_of_person(by)
        deed.unit.sessions.add(_session(by, token, deed.now))
        note_on_office(deed, _self(person), Told("change_password"))

    carry_out(engine, Ask("change_password", by=by), work)
    return token


@dataclass(frozen=True, slots=True)
class _Entering:
    login: str
    known: str = field(repr=False)
    token: str = field(repr=False)
    address: str
    counts: tuple[Count, ...]


def _begin(deed: Deed, entering: _Entering) -> None:
    """Write the session, unless password or tries changed while it was hashed."""
    must_have_tries_left(deed, entering.counts)
    credential = deed.unit.credentials.of_login(entering.login)
    if credential is None or credential.password_hash != entering.known:
        raise PasswordWrong
    person = deed.picture.office.people[credential.person_id]
    give_back(deed, entering.counts)
    deed.unit.sessions.drop_expired(deed.now)
    deed.unit.sessions.add(_session(person.person_id, entering.token, deed.now))
    told = Told("sign_in", details={"address": entering.address})
    note_on_office(deed, _self(person), told)


def _end(deed: Deed, visitor: Visitor, token: str) -> None:
    deed.unit.sessions.end(_hash(token))
    person = deed.picture.office.people[visitor.person_id]
    note_on_office(deed, _self(person), Told("sign_out"))


def _must_be_strong(password: str) -> None:
    classes = (str.islower, str.isupper, str.isdigit)
    found = sum(any(map(is_of, password)) for is_of in classes)
    found += any(not sign.isalnum() for sign in password)
    if not LEAST_LENGTH <= len(password) <= LONGEST or found < LEAST_CLASSES:
        raise PasswordTooWeak(least_length=LEAST_LENGTH, least_classes=LEAST_CLASSES)


def _session(person_id: str, token: str, now: datetime) -> Session:
    return Session(_hash(token), person_id, now, now, now + ENDS_AFTER)


def _self(person: Person) -> Doer:
    right = f"person:{person.person_id}"
    return Doer(person_id=person.person_id, name=person.name, right=right)


def _visitor_of(
    engine: Engine, unit: Unit, session: Session, revision: int
) -> Visitor | None:
    """Return the session's person as the office stands; None if they have left."""
    office = engine.library.picture(unit, revision).office
    person = office.people.get(session.person_id)
    if person is None or not person.active:
        return None
    return _visitor(office, person, now())


def _visitor(office: Office, person: Person, now: datetime) -> Visitor:
    held = posts_of(office, person.person_id, office_day(now))
    names = tuple(office.posts[post_id].name for post_id in held)
    standing_in = stand_ins_of(office, person.person_id, now)
    return Visitor(person.person_id, person.name, person.roles, names, standing_in)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
