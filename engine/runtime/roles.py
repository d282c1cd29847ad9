"""Duties in the system itself: who may repair, who may publish."""

from engine.model.errors import RoleMissing
from engine.runtime.deed import Deed

ADMINISTRATOR = "administrator"
DESIGNER = "designer"


def must_have_role(deed: Deed, role: str) -> None:
    """Refuse whoever does not have this duty.

    Raises:
        RoleMissing: The asker does not have it.
    """
    person = deed.picture.office.people.get(deed.ask.by)
    if person is None or not person.active or role not in person.roles:
        raise RoleMissing(role=role)
