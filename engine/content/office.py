"""`office/*.json`: a whole office, as it is seeded, imported and exported."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import validate

from engine.content.authored import (
    AuthoredSchema,
    Day,
    Listed,
    Many,
    Moment,
    Part,
    Whole,
    Words,
    YesNo,
    read_authored,
    refuse,
)
from engine.model.office import (
    Absence,
    Appointment,
    Grant,
    GrantKind,
    GrantScope,
    Office,
    Person,
    Portfolio,
    Post,
    Unit,
)

ROLES = (
    "auditor",
    "administrator",
    "designer",
    "legal",
    "approver",
    "overrider",
)
_ID = validate.Regexp(
    r"[a-z0-9][a-z0-9_-]{0,63}\Z", error="编号只能用小写字母、数字、下划线和连字符"
)


@dataclass(frozen=True, slots=True)
class OfficeSeed:
    """An office and the first passwords of its people, by person."""

    office: Office
    passwords: Mapping[str, str] = field(repr=False)


def _strings(known: tuple[str, ...] = ()) -> Many:
    inner = Listed(known) if known else Words(required=True, maximum=64)
    return Many(inner, load_default=list)


class _Unit(AuthoredSchema):
    unit_id = Words(_ID, required=True)
    name = Words(required=True, maximum=80)
    short_name = Words(maximum=40)
    head_post = Words(maximum=64)
    kind = Listed(("department", "office", "county", "outside"), default="department")


class _Post(AuthoredSchema):
    post_id = Words(_ID, required=True)
    name = Words(required=True, maximum=80)
    unit_id = Words(maximum=64)
    rank = Whole(strict=True, required=True)
    kinds = _strings()


class _Person(AuthoredSchema):
    person_id = Words(_ID, required=True)
    name = Words(required=True, maximum=40)
    login = Words(_ID, required=True)
    roles = _strings(ROLES)
    active = YesNo(load_default=True)
    email = Words(maximum=200)
    password = Words(maximum=200)


class _Period(AuthoredSchema):
    from_on = Day(required=True)
    until_on = Day(load_default=None)


class _Appointment(_Period):
    person_id = Words(required=True)
    post_id = Words(required=True)


class _Portfolio(_Period):
    post_id = Words(required=True)
    unit_id = Words(required=True)


class _Absence(AuthoredSchema):
    absence_id = Words(required=True)
    person_id = Words(required=True)
    kind = Words(required=True)
    from_at = Moment(required=True)
    until_at = Moment(load_default=None)
    basis = Words()


class _Grant(AuthoredSchema):
    grant_id = Words(required=True)
    kind = Listed(tuple(GrantKind))
    from_post = Words(required=True)
    to_post = Words(required=True)
    from_at = Moment(required=True)
    until_at = Moment(load_default=None)
    scope = Listed(tuple(GrantScope), default=GrantScope.ALL)
    subjects = _strings()
    basis = Words(required=True)
    covers_reserved = YesNo(load_default=False)


class _Office(AuthoredSchema):
    name = Words(maximum=80)
    units = Many(Part(_Unit), required=True)
    posts = Many(Part(_Post), required=True)
    people = Many(Part(_Person), required=True)
    appointments = Many(Part(_Appointment), required=True)
    portfolios = Many(Part(_Portfolio), load_default=list)
    absences = Many(Part(_Absence), load_default=list)
    grants = Many(Part(_Grant), load_default=list)


def read_office(data: bytes, path: str = "office/demo.json") -> OfficeSeed:
    """Return the office and the first passwords of its people.

    Raises:
        BundleRejected: Everything that is wrong with it, dangling ids included.
    """
    loaded = read_authored(_Office(), data, path)
    wrong = list(_dangling(loaded))
    if wrong:
        refuse(path, {"": wrong})
    passwords = {
        each["person_id"]: each["password"]
        for each in loaded["people"]
        if each["password"]
    }
    people = ({**each, "roles": tuple(each["roles"])} for each in loaded["people"])
    posts = ({**each, "kinds": tuple(each["kinds"])} for each in loaded["posts"])
    office = Office(
        revision=1,
        units={each["unit_id"]: Unit(**each) for each in loaded["units"]},
        posts={each["post_id"]: Post(**each) for each in posts},
        people={each["person_id"]: _person(each) for each in people},
        appointments=tuple(Appointment(**each) for each in loaded["appointments"]),
        portfolios=tuple(Portfolio(**each) for each in loaded["portfolios"]),
        absences=tuple(Absence(**each) for each in loaded["absences"]),
        grants=tuple(_grant(each) for each in loaded["grants"]),
    )
    return OfficeSeed(office, passwords)


def _person(loaded: dict[str, Any]) -> Person:
    return Person(**{name: part for name, part in loaded.items() if name != "password"})


def _grant(loaded: dict[str, Any]) -> Grant:
    return Grant(
        **{
            **loaded,
            "kind": GrantKind(loaded["kind"]),
            "scope": GrantScope(loaded["scope"]),
            "subjects": tuple(loaded["subjects"]),
        }
    )


def _dangling(loaded: dict[str, Any]) -> Iterator[str]:
    """Tell every id that stands twice and every one that names nothing."""
    known = {}
    for rows, key in (
        ("units", "unit_id"),
        ("posts", "post_id"),
        ("people", "person_id"),
    ):
        ids = [each[key] for each in loaded[rows]]
        known[key] = set(ids)
        yield from (f"{rows} 中 {each} 重复" for each in _twice(ids))
    yield from (
        f"登录名 {each} 重复"
        for each in _twice(row["login"] for row in loaded["people"])
    )
    named = (
        ("units", "head_post", "post_id"),
        ("posts", "unit_id", "unit_id"),
        ("appointments", "person_id", "person_id"),
        ("appointments", "post_id", "post_id"),
        ("portfolios", "post_id", "post_id"),
        ("portfolios", "unit_id", "unit_id"),
        ("absences", "person_id", "person_id"),
        ("grants", "from_post", "post_id"),
        ("grants", "to_post", "post_id"),
    )
    for rows, name, key in named:
        for row in loaded[rows]:
            if row[name] and row[name] not in known[key]:
                yield f"{rows} 的 {name}“{row[name]}”没有登记"


def _twice(ids: Iterable[str]) -> list[str]:
    every = list(ids)
    return sorted({each for each in every if every.count(each) > 1})
