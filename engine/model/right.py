"""A right: in which post somebody may act, for whom, and what it rests on."""

from dataclasses import dataclass
from enum import StrEnum

from engine.model.office import Grant, GrantKind, GrantScope

ACTING_ARTICLE = ("8.1",)
DELEGATION_ARTICLE = ("7.2",)
PORTFOLIO_ARTICLE = ("7.1",)


class RightKind(StrEnum):
    """Where a right comes from; of several, the first in this order is used."""

    POST = "post"
    PERSON = "person"
    ACTING = "acting"
    DELEGATION = "delegation"


_ORDER = tuple(RightKind)


@dataclass(frozen=True, slots=True)
class Right:
    """`post_id` is always the person's own post; acting, it is the substitute's.

    `principal` is what they answer to; `basis` is the registered basis of the grant.
    A grant reaches only what its `scope` and `subjects` name, and reserved tasks only
    if it `covers_reserved`; one's own right reaches everything.
    """

    person_id: str
    post_id: str
    principal: str
    kind: RightKind
    grant_id: str = ""
    on_behalf_of_post: str = ""
    basis: str = ""
    references: tuple[str, ...] = ()
    scope: GrantScope = GrantScope.ALL
    subjects: tuple[str, ...] = ()
    covers_reserved: bool = True

    @property
    def told(self) -> str:
        """The right as acts and claims record it: `post:mayor`, `acting:<grant>`."""
        if self.kind is RightKind.PERSON:
            return f"person:{self.person_id}"
        return f"{self.kind}:{self.grant_id or self.post_id}"

    @property
    def on_behalf_of(self) -> str:
        """The principal acted for, empty in one's own right."""
        return f"post:{self.on_behalf_of_post}" if self.on_behalf_of_post else ""

    def reaches(self, slug: str, case_id: str) -> bool:
        """Say whether the right holds in a case of that procedure."""
        return is_within(self.scope, self.subjects, slug, case_id)


def precedence(right: Right) -> int:
    """Return the place of the right among others to the same: one's own comes first."""
    return _ORDER.index(right.kind)


def grant_reaches(grant: Grant, slug: str, case_id: str) -> bool:
    """Say whether the grant holds in a case of that procedure."""
    return is_within(grant.scope, grant.subjects, slug, case_id)


def is_within(
    scope: GrantScope, subjects: tuple[str, ...], slug: str, case_id: str
) -> bool:
    """Say whether a case of that procedure falls within the scope."""
    if scope is GrantScope.ALL:
        return True
    return (slug if scope is GrantScope.PROCEDURES else case_id) in subjects


def kind_of(grant: Grant) -> RightKind:
    """Return the kind of right that a grant gives."""
    acting = grant.kind is GrantKind.ACTING
    return RightKind.ACTING if acting else RightKind.DELEGATION
