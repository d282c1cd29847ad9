"""For whom somebody stands at a moment: their own principals and those granted."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from engine.model.clock import office_day
from engine.model.office import Grant, GrantKind, Office
from engine.model.right import (
    ACTING_ARTICLE,
    DELEGATION_ARTICLE,
    PORTFOLIO_ARTICLE,
    Right,
    RightKind,
    kind_of,
    precedence,
)
from engine.model.standing import (
    leavers,
    portfolio_of,
    posts_of,
)


def principals_of(
    office: Office, person_id: str, at: datetime
) -> Mapping[str, tuple[Right, ...]]:
    """Return every principal that the person stands for now, with the rights to it.

    Their own, those of leavers whose work falls back on them, and those of a post
    whose grant to a post of theirs is in force; a right by a grant may reach only
    some cases (`Right.reaches`). Grants do not cascade.
    """
    found: dict[str, list[Right]] = {}
    for right in _rights(office, person_id, at):
        found.setdefault(right.principal, []).append(right)
    return {
        principal: tuple(sorted(rights, key=precedence))
        for principal, rights in found.items()
    }


def grants_in_force(office: Office, at: datetime) -> tuple[Grant, ...]:
    """Return the grants in force; at the moment of its end a grant is no more."""
    return tuple(
        each
        for each in office.grants
        if each.from_at <= at and (each.until_at is None or at < each.until_at)
    )


def _rights(office: Office, person_id: str, at: datetime) -> Iterator[Right]:
    on = office_day(at)
    posts = posts_of(office, person_id, on)
    if not posts:
        return
    yield Right(person_id, posts[0], f"person:{person_id}", RightKind.PERSON)
    fallen = leavers(office, on)
    for post_id in posts:
        yield from _rights_of_post(office, person_id, post_id, on, fallen)
    for grant in grants_in_force(office, at):
        if grant.to_post in posts and grant.from_post not in posts:
            for right in _rights_of_post(
                office, person_id, grant.from_post, on, fallen
            ):
                yield _under(grant, right)


def _rights_of_post(
    office: Office,
    person_id: str,
    post_id: str,
    on: date,
    fallen: Mapping[str, str],
) -> Iterator[Right]:
    """Give the rights that come with a post, whoever exercises them."""
    unit_id = office.posts[post_id].unit_id
    principals = [f"post:{post_id}"]
    principals += [f"unit:{unit_id}"] if unit_id else []
    principals += [
        f"head:{unit.unit_id}"
        for unit in office.units.values()
        if unit.head_post == post_id
    ]
    principals += [f"in_charge:{unit}" for unit in portfolio_of(office, post_id, on)]
    principals += [
        f"person:{who}" for who, place in fallen.items() if place in principals
    ]
    for principal in principals:
        charge = principal.startswith("in_charge:")
        articles = PORTFOLIO_ARTICLE if charge else ()
        yield Right(person_id, post_id, principal, RightKind.POST, references=articles)


def _under(grant: Grant, right: Right) -> Right:
    """Return the right of the post that grants, as the substitute exercises it."""
    acting = grant.kind is GrantKind.ACTING
    return replace(
        right,
        post_id=grant.to_post,
        kind=kind_of(grant),
        grant_id=grant.grant_id,
        on_behalf_of_post=grant.from_post,
        basis=grant.basis,
        references=ACTING_ARTICLE if acting else DELEGATION_ARTICLE,
        scope=grant.scope,
        subjects=grant.subjects,
        covers_reserved=grant.covers_reserved,
    )
