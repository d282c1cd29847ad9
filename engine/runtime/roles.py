"""Duties in the system itself: who may repair, who may publish."""

from engine.model.desk import desks_of
from engine.model.entitlement import DeskVerb, desks_for, permits_at_desk
from engine.model.errors import RoleMissing
from engine.model.office import Office
from engine.runtime.looking import Here

AUDITOR = "auditor"
DESIGNER = "designer"
# Who signs for the legal office that a clause may be proven otherwise than before.
LEGAL = "legal"
# The second person, without whom nothing is published.
APPROVER = "approver"
# Who alone may let pass what the gate refuses; it shows for ever.
OVERRIDER = "overrider"
REVIEWERS = (DESIGNER, AUDITOR, LEGAL, APPROVER, OVERRIDER)


def has_role(office: Office, person_id: str, role: str) -> bool:
    """Say whether the person has this duty."""
    person = office.people.get(person_id)
    return person is not None and person.active and role in person.roles


def must_have_role(here: Here, role: str | tuple[str, ...], by: str) -> None:
    """Refuse whoever does not have this duty, or one of these.

    Raises:
        RoleMissing: The asker does not have it.
    """
    roles = (role,) if isinstance(role, str) else role
    if not any(has_role(here.picture.office, by, each) for each in roles):
        raise RoleMissing(role=roles[0])


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
