"""Who stands where in the office at a moment: posts, units, heads, portfolios."""

from collections.abc import Iterable
from datetime import date, datetime

from engine.model.clock import office_day
from engine.model.office import Appointment, Office, Portfolio


def posts_of(office: Office, person_id: str, on: date) -> tuple[str, ...]:
    """Return the posts that the person holds on that day, by rank."""
    if not _is_active(office, person_id):
        return ()
    held = (
        each.post_id
        for each in office.appointments
        if each.person_id == person_id and _covers(each, on)
    )
    return by_rank(office, held)


def holders(office: Office, post_id: str, on: date) -> tuple[str, ...]:
    """Return the people who hold the post on that day."""
    return _people(
        each.person_id
        for each in office.appointments
        if each.post_id == post_id
        and _covers(each, on)
        and _is_active(office, each.person_id)
    )


def units_of(office: Office, person_id: str, on: date) -> frozenset[str]:
    """Return the units in which the person has a post; a leader has none."""
    posts = (office.posts[post] for post in posts_of(office, person_id, on))
    return frozenset(post.unit_id for post in posts if post.unit_id)


def head_posts(office: Office, units: Iterable[str]) -> tuple[str, ...]:
    """Return the head posts of the units, each once, by rank."""
    known = (office.units[unit] for unit in units if unit in office.units)
    return by_rank(office, (unit.head_post for unit in known if unit.head_post))


def deputies_in_charge(
    office: Office, units: Iterable[str], on: date
) -> tuple[str, ...]:
    """Return the posts in charge of the units on that day, each once, by rank.

    Source: article 7 (deputies handle what falls to them).
    """
    wanted = frozenset(units)
    posts = (
        each.post_id
        for each in office.portfolios
        if each.unit_id in wanted and _covers(each, on)
    )
    return by_rank(office, posts)


def portfolio_of(office: Office, post_id: str, on: date) -> frozenset[str]:
    """Return the units that the post is in charge of on that day."""
    return frozenset(
        each.unit_id
        for each in office.portfolios
        if each.post_id == post_id and _covers(each, on)
    )


def is_away(office: Office, post_id: str, at: datetime) -> bool:
    """Say whether somebody holds the post, and all who hold it are absent."""
    away = {
        each.person_id
        for each in office.absences
        if each.from_at <= at and (each.until_at is None or at < each.until_at)
    }
    held_by = set(holders(office, post_id, office_day(at)))
    return bool(held_by) and held_by <= away


def has_left(office: Office, person_id: str, on: date) -> bool:
    """Say whether the person holds no post any more, or may not sign in."""
    return not posts_of(office, person_id, on)


def leavers(office: Office, on: date) -> dict[str, str]:
    """Return everybody who left, with the principal on whom their work falls back.

    That is the unit of the post they held last, or the post itself where it belongs
    to no unit; who never held one is not among them.
    """
    last: dict[str, Appointment] = {}
    here: set[str] = set()
    for each in office.appointments:
        if each.from_on > on:
            continue
        if _covers(each, on) and _is_active(office, each.person_id):
            here.add(each.person_id)
        before = last.setdefault(each.person_id, each)
        last[each.person_id] = max(before, each, key=_ended)
    return {
        person_id: _place(office, each.post_id)
        for person_id, each in last.items()
        if person_id not in here
    }


def posts_behind(office: Office, principal: str, on: date) -> tuple[str, ...]:
    """Return the posts that a principal means on that day; none for `person:`."""
    kind, _, named = principal.partition(":")
    match kind:
        case "post":
            return (named,) if named in office.posts else ()
        case "unit" if named in office.units:
            posts = (p.post_id for p in office.posts.values() if p.unit_id == named)
            return by_rank(office, posts)
        case "head":
            return head_posts(office, [named])
        case "in_charge":
            return deputies_in_charge(office, [named], on)
        case "person":
            place = leavers(office, on).get(named)
            return posts_behind(office, place, on) if place else ()
        case _:
            return ()


def resolve(office: Office, principal: str, at: datetime) -> frozenset[str]:
    """Return the people whom a principal means at that moment, in their own right."""
    on = office_day(at)
    kind, _, named = principal.partition(":")
    if kind == "person" and not has_left(office, named, on):
        return frozenset({named})
    posts = posts_behind(office, principal, on)
    return frozenset(person for post in posts for person in holders(office, post, on))


def by_rank(office: Office, posts: Iterable[str]) -> tuple[str, ...]:
    """Return the posts, each once, in the order in which their opinions stand."""
    known = (post for post in dict.fromkeys(posts) if post in office.posts)
    return tuple(sorted(known, key=lambda post: (office.posts[post].rank, post)))


def principal_name(office: Office, principal: str) -> str:
    """Return a principal in an official's words."""
    kind, _, named = principal.partition(":")
    unit = office.units[named].name if named in office.units else named
    match kind:
        case "post":
            return office.posts[named].name if named in office.posts else named
        case "person":
            return office.people[named].name if named in office.people else named
        case "head":
            return f"{unit}主要负责人"
        case "in_charge":
            return f"分管{unit}的领导"
        case _:
            return unit


def _place(office: Office, post_id: str) -> str:
    unit_id = office.posts[post_id].unit_id
    return f"unit:{unit_id}" if unit_id else f"post:{post_id}"


def _ended(appointment: Appointment) -> tuple[date, date]:
    return appointment.until_on or date.max, appointment.from_on


def _covers(row: Appointment | Portfolio, on: date) -> bool:
    return row.from_on <= on and (row.until_on is None or on <= row.until_on)


def _is_active(office: Office, person_id: str) -> bool:
    person = office.people.get(person_id)
    return person is not None and person.active


def _people(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(ids)))
