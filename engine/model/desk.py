"""What somebody is to the office itself: its keepers, who gives authority, roles."""

from collections.abc import Mapping
from datetime import datetime

from engine.model.clock import office_day
from engine.model.entitlement import Desk
from engine.model.office import Office
from engine.model.standing import posts_of

GENERAL_OFFICE = "gov_office"
_ROLES = (
    Desk.ADMINISTRATOR,
    Desk.DESIGNER,
    Desk.AUDITOR,
    Desk.LEGAL,
    Desk.APPROVER,
    Desk.OVERRIDER,
)
_SEC_GENERAL = "sec_general"


def desks_of(
    office: Office, person_id: str, at: datetime, *, gives: str = ""
) -> Mapping[Desk, str]:
    """Return what the person is to the office now, each with the post it comes by.

    Posts come first, for an act in a post says more than one in a role. A role needs
    no post: the first that they hold stands with it, or none.

    Args:
        gives: The post whose authority would be given away.
    """
    person = office.people.get(person_id)
    if person is None or not person.active:
        return {}
    posts = posts_of(office, person_id, office_day(at))
    unit = office.units.get(GENERAL_OFFICE)
    found: dict[Desk, str] = {}
    for post_id in posts:
        if unit is not None and unit.head_post == post_id:
            found.setdefault(Desk.OFFICE_HEAD, post_id)
        if post_id == gives:
            found.setdefault(Desk.HOLDER, post_id)
        if _SEC_GENERAL in office.posts[post_id].kinds:
            found.setdefault(Desk.SEC_GENERAL, post_id)
    first = posts[0] if posts else ""
    found |= {role: first for role in _ROLES if role in person.roles}
    return found | {Desk.OFFICIAL: first}


def is_role(desk: Desk) -> bool:
    """Say whether it comes by a duty in the system, not by a post."""
    return desk in _ROLES
