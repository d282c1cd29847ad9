"""Who keeps the office's own rows: administrators, and who heads the general office."""

from datetime import datetime

from engine.model.clock import office_day
from engine.model.errors import PersonNotFound, PostNotFound, RoleMissing
from engine.model.office import Office, Person
from engine.model.standing import posts_of
from engine.runtime.chain import Doer
from engine.runtime.deed import Deed
from engine.runtime.roles import ADMINISTRATOR, has_role

GENERAL_OFFICE = "gov_office"


def keeper_of(deed: Deed) -> Doer:
    """Return the asker as one who keeps the office's rows.

    Raises:
        RoleMissing: They neither have the role nor head the general office.
    """
    office = deed.picture.office
    found = keeper(office, deed.ask.by, deed.now)
    if found is None:
        raise RoleMissing(role=ADMINISTRATOR)
    return found


def keeper(office: Office, person_id: str, at: datetime) -> Doer | None:
    """Return the person as one who keeps the office's rows, None if they do not."""
    person = office.people.get(person_id)
    if person is None or not person.active:
        return None
    posts = posts_of(office, person_id, office_day(at))
    unit = office.units.get(GENERAL_OFFICE)
    if unit is not None and unit.head_post in posts:
        head = unit.head_post
        return Doer(person_id, person.name, post=head, right=f"post:{head}")
    if has_role(office, person_id, ADMINISTRATOR):
        post = posts[0] if posts else ""
        return Doer(person_id, person.name, post, right=f"role:{ADMINISTRATOR}")
    return None


def known_person(deed: Deed, person_id: str) -> Person:
    """Return the person.

    Raises:
        PersonNotFound: There is none.
    """
    person = deed.picture.office.people.get(person_id)
    if person is None:
        raise PersonNotFound(person_id=person_id)
    return person


def must_be_post(deed: Deed, post_id: str) -> None:
    """Refuse a post that the office does not have.

    Raises:
        PostNotFound: There is none.
    """
    if post_id not in deed.picture.office.posts:
        raise PostNotFound(post_id=post_id)
