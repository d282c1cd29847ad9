"""Duties in the system itself: who may repair, who may publish."""

from engine.model.errors import RoleMissing
from engine.model.office import Office
from engine.runtime.looking import Here

ADMINISTRATOR = "administrator"
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
