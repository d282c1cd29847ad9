"""What a grant of acting or delegation must be beside those that there are."""

from engine.model.clock import office_day
from engine.model.errors import GrantOverlaps, GrantRefused, PostNotFound
from engine.model.office import Grant, GrantKind, GrantScope, Office
from engine.model.right import ACTING_ARTICLE, DELEGATION_ARTICLE
from engine.model.standing import holders


def check_grant(office: Office, grant: Grant) -> None:
    """Refuse a grant that may not be registered beside those that are.

    Raises:
        PostNotFound: One of its posts does not exist.
        GrantRefused: To oneself, without end, basis or subject, or handed on.
        GrantOverlaps: The post has given the same away for some of that time.
    """
    for post_id in (grant.from_post, grant.to_post):
        if post_id not in office.posts:
            raise PostNotFound(post_id=post_id)
    why = _flaw(office, grant)
    if why:
        raise GrantRefused(why=why, references=articles_of(grant))
    for other in office.grants:
        if other.grant_id == grant.grant_id or not _meet(grant, other):
            continue
        if other.from_post == grant.from_post and other.kind is grant.kind:
            raise GrantOverlaps(
                other=other.grant_id,
                until=other.until_at,
                references=articles_of(grant),
            )
        if grant.from_post == other.to_post or grant.to_post == other.from_post:
            raise GrantRefused(why="chain", references=articles_of(grant))


def articles_of(grant: Grant) -> tuple[str, ...]:
    """Return the articles that a grant of this kind rests on."""
    return ACTING_ARTICLE if grant.kind is GrantKind.ACTING else DELEGATION_ARTICLE


def _flaw(office: Office, grant: Grant) -> str:
    """Return what is wrong with the grant by itself, or nothing."""
    on = office_day(grant.from_at)
    givers = {*holders(office, grant.from_post, on)}
    takers = {*holders(office, grant.to_post, on)}
    if grant.from_post == grant.to_post or givers & takers:
        return "to_self"
    if grant.until_at is not None and grant.until_at <= grant.from_at:
        return "ends_before_begins"
    if not grant.basis.strip():
        return "no_basis"
    if grant.scope is not GrantScope.ALL and not grant.subjects:
        return "no_subjects"
    return ""


def _meet(one: Grant, other: Grant) -> bool:
    """Say whether two grants share a moment and a matter."""
    begins_late = one.until_at is not None and other.from_at >= one.until_at
    ends_early = other.until_at is not None and other.until_at <= one.from_at
    if begins_late or ends_early:
        return False
    # A case belongs to a procedure, which a grant alone cannot tell: held to meet.
    if GrantScope.ALL in {one.scope, other.scope} or one.scope is not other.scope:
        return True
    return bool({*one.subjects} & {*other.subjects})
