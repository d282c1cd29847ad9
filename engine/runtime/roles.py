"""Duties in the system itself: who may repair, who may publish."""

from engine.model.errors import RoleMissing
from engine.model.office import Office
from engine.runtime.looking import Here

ADMINISTRATOR = "administrator"
DESIGNER = "designer"


def has_role(office: Office, person_id: str, role: str) -> bool:
    """Say whether the person has this duty."""
    person = office.people.get(person_id)
    return person is not None and person.active and role in person.roles


def must_have_role(here: Here, role: str, by: str) -> None:
    """Refuse whoever does not have this duty.

    Raises:
        RoleMissing: The asker does not have it.
    """
    if not has_role(here.picture.office, by, role):
        raise RoleMissing(role=role)
