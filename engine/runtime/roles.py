"""Duties in the system itself: who may repair, who may publish."""

from engine.model.desk import desks_of
from engine.model.entitlement import DeskVerb, desks_for, permits_at_desk
from engine.model.errors import RoleMissing
from engine.runtime.looking import Here

AUDITOR = "auditor"
DESIGNER = "designer"
# Whoever may look at drafts and at what the gate found.
REVIEWERS = tuple(desk.value for desk in desks_for(DeskVerb.REVIEW))
# Whoever may stop new cases on a version.
STOPPERS = tuple(desk.value for desk in desks_for(DeskVerb.STOP))
# Whoever may let running cases go on with another version.
MOVERS = tuple(desk.value for desk in desks_for(DeskVerb.MIGRATE))


def is_allowed(here: Here, verb: DeskVerb, by: str) -> bool:
    """Say whether anything that the person is to the office allows them this."""
    return permits_at_desk(desks_of(here.picture.office, by, here.now), verb)


def must_be_allowed(here: Here, verb: DeskVerb, by: str) -> None:
    """Refuse whoever the table does not allow this.

    Raises:
        RoleMissing: The asker does not have the duty that does.
    """
    if not is_allowed(here, verb, by):
        raise RoleMissing(role=desks_for(verb)[0].value)
