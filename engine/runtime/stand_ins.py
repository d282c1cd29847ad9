"""Who stands in for whom, as shown: acting and delegation with both names."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.model.clock import office_day
from engine.model.office import Grant, GrantKind, GrantScope, Office
from engine.model.principals import grants_in_force
from engine.model.standing import holders, posts_of
from engine.runtime.names import person_name, post_name


class Part(StrEnum):
    """What somebody is in a grant: who gave it, who stands in, or neither."""

    GIVES = "gives"
    TAKES = "takes"
    NEITHER = ""


@dataclass(frozen=True, slots=True)
class StandIn:
    """A grant with names for ids; `subjects` are still slugs or ids of cases.

    `part` is what the asker is in it.
    """

    grant_id: str
    kind: GrantKind
    from_post: str
    to_post: str
    givers: tuple[str, ...]
    takers: tuple[str, ...]
    from_at: datetime
    until_at: datetime | None
    basis: str
    covers_reserved: bool
    scope: GrantScope
    subjects: tuple[str, ...]
    part: Part


def stand_ins_of(office: Office, person_id: str, at: datetime) -> tuple[StandIn, ...]:
    """Return the grants in force that the person gave or stands in by."""
    running = grants_in_force(office, at)
    shown = (stand_in(office, grant, person_id, at) for grant in running)
    return tuple(each for each in shown if each.part)


def stand_in(office: Office, grant: Grant, person_id: str, at: datetime) -> StandIn:
    """Return a grant as shown to this person."""
    on = office_day(at)
    return StandIn(
        grant_id=grant.grant_id,
        kind=grant.kind,
        from_post=post_name(office, grant.from_post),
        to_post=post_name(office, grant.to_post),
        givers=_names(office, grant.from_post, at),
        takers=_names(office, grant.to_post, at),
        from_at=grant.from_at,
        until_at=grant.until_at,
        basis=grant.basis,
        covers_reserved=grant.covers_reserved,
        scope=grant.scope,
        subjects=grant.subjects,
        part=_part(grant, posts_of(office, person_id, on)),
    )


def _part(grant: Grant, posts: tuple[str, ...]) -> Part:
    if grant.from_post in posts:
        return Part.GIVES
    return Part.TAKES if grant.to_post in posts else Part.NEITHER


def _names(office: Office, post_id: str, at: datetime) -> tuple[str, ...]:
    held_by = holders(office, post_id, office_day(at))
    return tuple(person_name(office, each) for each in held_by)
