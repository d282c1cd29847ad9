"""The office as shown: who holds which post, in charge of what, away, acted for."""

from dataclasses import dataclass
from datetime import datetime

from engine.assembly import Engine
from engine.model.clock import office_day
from engine.model.desk import desks_of
from engine.model.entitlement import DeskVerb, permits_at_desk
from engine.model.office import Absence, Grant, Office, Post
from engine.model.principals import grants_in_force
from engine.model.standing import holders, portfolio_of
from engine.runtime.looking import Look, look
from engine.runtime.names import person_name, post_name, unit_name


@dataclass(frozen=True, slots=True)
class PostShown:
    """A post with its unit, who holds it today, and the units it is in charge of."""

    post_id: str
    name: str
    unit: str
    holders: tuple[str, ...]
    portfolio: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GrantShown:
    """A grant in force, or one to come."""

    grant_id: str
    kind: str
    from_post: str
    to_post: str
    from_at: datetime
    until_at: datetime | None
    basis: str
    covers_reserved: bool
    in_force: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class AbsenceShown:
    person: str
    kind: str
    from_at: datetime
    until_at: datetime | None
    basis: str


@dataclass(frozen=True, slots=True)
class OfficeRead:
    """The office today; `people` and `units` are (id, name) pairs to choose from.

    `may` names what the asker may change of it.
    """

    posts: tuple[PostShown, ...]
    grants: tuple[GrantShown, ...]
    absences: tuple[AbsenceShown, ...]
    people: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    may: frozenset[DeskVerb]


def read_office(engine: Engine, *, by: str) -> OfficeRead:
    """Return the office as it stands; everybody in it may know who holds what."""
    with look(engine) as seen:
        office, now = seen.office, seen.now
        posts = sorted(office.posts.values(), key=lambda post: (post.rank, post.name))
        mine = desks_of(office, by, now)
        in_force = {grant.grant_id for grant in grants_in_force(office, now)}
        people = sorted(office.people.values(), key=lambda person: person.name)
        return OfficeRead(
            posts=tuple(_post(seen, post) for post in posts),
            grants=tuple(
                _grant(
                    office,
                    grant,
                    in_force=grant.grant_id in in_force,
                    may_end=_may_give(office, by, grant.from_post, now),
                )
                for grant in office.grants
                if grant.until_at is None or grant.until_at > now
            ),
            absences=tuple(
                _absence(office, absence)
                for absence in office.absences
                if absence.until_at is None or absence.until_at > now
            ),
            people=tuple((p.person_id, p.name) for p in people if p.active),
            units=tuple((u.unit_id, u.name) for u in office.units.values()),
            may=frozenset(verb for verb in DeskVerb if permits_at_desk(mine, verb)),
        )


def _post(seen: Look, post: Post) -> PostShown:
    office, on = seen.office, office_day(seen.now)
    return PostShown(
        post_id=post.post_id,
        name=post.name,
        unit=unit_name(office, post.unit_id),
        holders=tuple(
            person_name(office, each) for each in holders(office, post.post_id, on)
        ),
        portfolio=tuple(
            unit_name(office, each)
            for each in sorted(portfolio_of(office, post.post_id, on))
        ),
    )


def _may_give(office: Office, by: str, post_id: str, at: datetime) -> bool:
    desks = desks_of(office, by, at, gives=post_id)
    return permits_at_desk(desks, DeskVerb.GRANT)


def _grant(
    office: Office, grant: Grant, *, in_force: bool, may_end: bool
) -> GrantShown:
    return GrantShown(
        grant_id=grant.grant_id,
        kind=grant.kind,
        from_post=post_name(office, grant.from_post),
        to_post=post_name(office, grant.to_post),
        from_at=grant.from_at,
        until_at=grant.until_at,
        basis=grant.basis,
        covers_reserved=grant.covers_reserved,
        in_force=in_force,
        may_end=may_end,
    )


def _absence(office: Office, absence: Absence) -> AbsenceShown:
    return AbsenceShown(
        person=person_name(office, absence.person_id),
        kind=absence.kind,
        from_at=absence.from_at,
        until_at=absence.until_at,
        basis=absence.basis,
    )
