"""Who may see a case: decided alike for one case and for a list of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.model.case import Case
from engine.model.clock import office_day
from engine.model.entitlement import Relation, Verb, permits
from engine.model.office import Office
from engine.model.principals import principals_of
from engine.model.right import Right
from engine.model.standing import portfolio_of, posts_of, units_of

AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Sight:
    """How far somebody sees now.

    Of the cases: those they started or acted in, those started by `units` (theirs) and
    by those in their `charge`, those of which `principals` are candidates or owner; all
    of them for an auditor.
    """

    person_id: str
    units: frozenset[str]
    charge: frozenset[str]
    principals: Mapping[str, tuple[Right, ...]]
    is_auditor: bool


def sight_of(office: Office, person_id: str, at: datetime) -> Sight:
    """Return how far the person sees at that moment; nobody unknown sees anything."""
    on = office_day(at)
    person = office.people.get(person_id)
    charges = (
        portfolio_of(office, post_id, on) for post_id in posts_of(office, person_id, on)
    )
    return Sight(
        person_id,
        units_of(office, person_id, on),
        frozenset[str]().union(*charges),
        principals_of(office, person_id, at),
        person is not None and person.active and AUDITOR in person.roles,
    )


def may_see_case(
    sight: Sight,
    case: Case,
    *,
    owner: str,
    candidates: Iterable[str],
    acted: Iterable[str],
) -> bool:
    """Say whether the case may be seen; who may not is told that there is none.

    Arguments as of `relations`.
    """
    found = relations(sight, case, owner=owner, candidates=candidates, acted=acted)
    return permits(found, Verb.SEE)


def relations(
    sight: Sight,
    case: Case,
    *,
    owner: str,
    candidates: Iterable[str],
    acted: Iterable[str],
) -> Iterator[Relation]:
    """Give what the person is to the case as a whole, what is quickly told first.

    Args:
        owner: The procedure's owner, a principal.
        candidates: Principals of every task that the case has or had.
        acted: Everybody who acted in it.
    """
    if sight.is_auditor:
        yield Relation.AUDITOR
    if not sight.principals:
        return
    if sight.person_id == case.initiator:
        yield Relation.INITIATOR
    if case.initiator_unit and case.initiator_unit in sight.units:
        yield Relation.INITIATOR_UNIT
    if case.initiator_unit and case.initiator_unit in sight.charge:
        yield Relation.IN_CHARGE
    if sight.person_id in {*acted}:
        yield Relation.ACTED
    if _stands_for(sight, case, (owner,)):
        yield Relation.OWNER
    if _stands_for(sight, case, candidates):
        yield Relation.ELSEWHERE


def _stands_for(sight: Sight, case: Case, principals: Iterable[str]) -> bool:
    return any(
        right.reaches(case.slug, case.case_id)
        for principal in principals
        for right in sight.principals.get(principal, ())
    )
