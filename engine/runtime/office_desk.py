"""Who keeps the office's own rows: administrators, and who heads the general office."""

from engine.model.desk import desks_of, is_role
from engine.model.entitlement import DeskVerb, desks_for, permits_at_desk
from engine.model.errors import PersonNotFound, PostNotFound, RoleMissing
from engine.model.office import Person
from engine.runtime.chain import Doer
from engine.runtime.deed import Deed


def keeper_of(deed: Deed, verb: DeskVerb) -> Doer:
    """Return the asker as one who may change the office's rows so.

    Raises:
        RoleMissing: They neither have the role nor head the general office.
    """
    found = doer_at_desk(deed, verb)
    if found is None:
        raise RoleMissing(role=desks_for(verb)[0].value)
    return found


def doer_at_desk(deed: Deed, verb: DeskVerb, *, gives: str = "") -> Doer | None:
    """Return the asker as the table lets them do this, None if it does not.

    Args:
        gives: The post whose authority would be given away.
    """
    office, by = deed.picture.office, deed.ask.by
    for desk, post_id in desks_of(office, by, deed.now, gives=gives).items():
        if permits_at_desk((desk,), verb):
            right = f"role:{desk}" if is_role(desk) else f"post:{post_id}"
            return Doer(by, office.people[by].name, post=post_id, right=right)
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
