"""Who may see a case: decided alike for one case and for a list of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.model.case import Case
from engine.model.clock import office_day
from engine.model.office import Office
from engine.model.principals import principals_of
from engine.model.right import Right
from engine.model.standing import portfolio_of, posts_of, units_of

AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Sight:
    """How far somebody sees now.

    Of the cases: those they started or acted in, those started by `units` (theirs and
    those in their charge), those of which `principals` are candidates or owner; all of
    them for an auditor.
    """

    person_id: str
    units: frozenset[str]
    principals: Mapping[str, tuple[Right, ...]]
    is_auditor: bool


def sight_of(office: Office, person_id: str, at: datetime) -> Sight:
    """Return how far the person sees at that moment; nobody unknown sees anything."""
    on = office_day(at)
    person = office.people.get(person_id)
    units = units_of(office, person_id, on)
    for post_id in posts_of(office, person_id, on):
        units |= portfolio_of(office, post_id, on)
    return Sight(
        person_id,
        units,
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

    Args:
        owner: The procedure's owner, a principal.
        candidates: Principals of every task that the case has or had.
        acted: Everybody who acted in it.
    """
    if sight.is_auditor:
        return True
    if not sight.principals:
        return False
    if sight.person_id in {case.initiator, *acted}:
        return True
    if case.initiator_unit and case.initiator_unit in sight.units:
        return True
    return any(
        right.reaches(case.slug, case.case_id)
        for principal in (owner, *candidates)
        for right in sight.principals.get(principal, ())
    )
