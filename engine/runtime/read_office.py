"""The office as shown: who holds which post, in charge of what, away, acted for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.assembly import Engine
from engine.model.clock import office_day
from engine.model.desk import desks_of
from engine.model.entitlement import DeskVerb, permits_at_desk
from engine.model.office import Absence, Grant, GrantScope, Office, Post
from engine.model.principals import grants_in_force
from engine.model.procedure import Procedure
from engine.model.reference import Reference
from engine.model.standing import holders, portfolio_of
from engine.runtime.looking import Look, look
from engine.runtime.names import person_name, unit_name
from engine.runtime.procedures import in_force
from engine.runtime.stand_ins import StandIn, stand_in


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
    """A grant in force, or one to come; `reaches` are names of procedures and cases."""

    stand_in: StandIn
    in_force: bool
    may_end: bool
    reaches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReservedShown:
    """A task that does not pass to a substitute without written authority."""

    procedure: str
    task: str
    clauses: tuple[str, ...]


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
    reserved: tuple[ReservedShown, ...]
    absences: tuple[AbsenceShown, ...]
    people: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    may: frozenset[DeskVerb]


def read_office(engine: Engine, *, by: str) -> OfficeRead:
    """Return the office as it stands; everybody in it may know who holds what."""
    with look(engine) as seen:
        office, now = seen.office, seen.now
        posts = sorted(office.posts.values(), key=lambda post: (post.rank, post.name))
        mine, procedures = desks_of(office, by, now), in_force(seen)
        people = sorted(office.people.values(), key=lambda person: person.name)
        return OfficeRead(
            posts=tuple(_post(seen, post) for post in posts),
            grants=_grants(seen, by, procedures),
            reserved=_reserved(procedures),
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


def _grants(
    seen: Look, by: str, procedures: Mapping[str, Procedure]
) -> tuple[GrantShown, ...]:
    """Return the grants that have not ended yet."""
    office, now = seen.office, seen.now
    live = [g for g in office.grants if g.until_at is None or g.until_at > now]
    running = {grant.grant_id for grant in grants_in_force(office, now)}
    named = {slug: each.manifest.name for slug, each in procedures.items()}
    named |= _numbers(seen, live)
    return tuple(
        GrantShown(
            stand_in=stand_in(office, grant, by, now),
            in_force=grant.grant_id in running,
            may_end=_may_give(office, by, grant.from_post, now),
            reaches=tuple(named.get(each, each) for each in grant.subjects),
        )
        for grant in live
    )


def _numbers(seen: Look, grants: Iterable[Grant]) -> Mapping[str, str]:
    """Return the numbers of the cases that are granted for, by case id."""
    cases = {
        each
        for grant in grants
        if grant.scope is GrantScope.CASES
        for each in grant.subjects
    }
    found = seen.unit.cases.find_many(cases) if cases else {}
    return {case_id: case.number for case_id, case in found.items()}


def _reserved(procedures: Mapping[str, Procedure]) -> tuple[ReservedShown, ...]:
    """Return what the diagrams in force reserve.

    Source: article 51 (what only the mayor signs).
    """
    return tuple(
        ReservedShown(
            procedure=procedure.manifest.name,
            task=element.name,
            clauses=tuple(Reference.parse(each).label for each in element.references),
        )
        for procedure in procedures.values()
        for element in procedure.diagram.elements.values()
        if element.reserved
    )


def _absence(office: Office, absence: Absence) -> AbsenceShown:
    return AbsenceShown(
        person=person_name(office, absence.person_id),
        kind=absence.kind,
        from_at=absence.from_at,
        until_at=absence.until_at,
        basis=absence.basis,
    )
