"""Names for ids: people, posts and units as an official reads them."""

from engine.model.office import Office


def person_name(office: Office, person_id: str) -> str:
    person = office.people.get(person_id)
    return person.name if person is not None else person_id


def post_name(office: Office, post: str) -> str:
    """Return the name of a post, given as its id or as a principal."""
    post_id = post.removeprefix("post:")
    return office.posts[post_id].name if post_id in office.posts else post_id


def unit_name(office: Office, unit: str) -> str:
    """Return the name of a unit, given as its id or as a principal."""
    unit_id = unit.removeprefix("unit:")
    return office.units[unit_id].name if unit_id in office.units else unit_id
