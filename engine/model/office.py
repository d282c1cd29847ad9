"""A frozen picture of the office: units, posts, people, who holds what, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Unit:
    unit_id: str
    name: str
    short_name: str = ""
    head_post: str = ""
    kind: str = "department"


@dataclass(frozen=True, slots=True)
class Post:
    """`rank` orders opinions (1 is the mayor); `leader` posts belong to no unit."""

    post_id: str
    name: str
    unit_id: str
    rank: int
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """`roles` are duties in the system itself: auditor, administrator, designer."""

    person_id: str
    name: str
    login: str
    roles: tuple[str, ...] = ()
    active: bool = True
    email: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person holds a post from a day until a day (inclusive; None: open)."""

    person_id: str
    post_id: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A deputy's post is in charge of a unit from a day until a day (article 7)."""

    post_id: str
    unit_id: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    absence_id: str
    person_id: str
    kind: str
    from_at: datetime
    until_at: datetime | None
    basis: str


class GrantKind(StrEnum):
    ACTING = "acting"
    DELEGATION = "delegation"


class GrantScope(StrEnum):
    ALL = "all"
    PROCEDURES = "procedures"
    CASES = "cases"


@dataclass(frozen=True, slots=True)
class Grant:
    """`to_post` may act for `from_post` (articles 7, 8); never cascading.

    `subjects` are slugs or case ids by `scope`; `covers_reserved` is the written
    authorisation without which tasks of article 51 wait.
    """

    grant_id: str
    kind: GrantKind
    from_post: str
    to_post: str
    from_at: datetime
    until_at: datetime | None
    scope: GrantScope
    subjects: tuple[str, ...]
    basis: str
    covers_reserved: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """Everything dated; `revision` moves with every change. Methods in authority.py."""

    revision: int
    units: Mapping[str, Unit]
    posts: Mapping[str, Post]
    people: Mapping[str, Person]
    appointments: tuple[Appointment, ...]
    portfolios: tuple[Portfolio, ...]
    absences: tuple[Absence, ...]
    grants: tuple[Grant, ...]
