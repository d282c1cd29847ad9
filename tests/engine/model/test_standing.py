"""Who stands where."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from engine.model.office import (
    Absence,
    Appointment,
    Office,
    Person,
    Portfolio,
    Post,
    Unit,
)
from engine.model.standing import (
    deputies_in_charge,
    head_posts,
    holders,
    is_away,
    leavers,
    posts_of,
    principal_name,
    resolve,
    units_of,
)

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
OFFICE = Office(
    revision=1,
    units={
        "finance": Unit("finance", "财政局", head_post="head"),
        "health": Unit("health", "卫生局"),
    },
    posts={
        "mayor": Post("mayor", "市长", "", 1),
        "b": Post("b", "副市长乙", "", 4),
        "a": Post("a", "副市长甲", "", 3),
        "head": Post("head", "局长", "finance", 20),
        "clerk": Post("clerk", "经办人", "finance", 60),
    },
    people={
        "wang": Person("wang", "王", "wang"),
        "li": Person("li", "李", "li"),
        "sun": Person("sun", "孙", "sun", active=False),
        "zhou": Person("zhou", "周", "zhou"),
    },
    appointments=(
        Appointment("wang", "clerk", date(2026, 1, 1)),
        Appointment("wang", "head", date(2026, 1, 1)),
        Appointment("li", "a", date(2026, 1, 1), DAY),
        Appointment("sun", "clerk", date(2026, 1, 1)),
        Appointment("zhou", "mayor", date(2026, 4, 1)),
    ),
    portfolios=(
        Portfolio("b", "health", date(2026, 1, 1)),
        Portfolio("b", "finance", date(2026, 1, 1)),
        Portfolio("a", "finance", date(2026, 1, 1), DAY),
    ),
    absences=(),
    grants=(),
)


def test_posts_stand_by_rank_and_only_in_their_time():
    assert posts_of(OFFICE, "wang", DAY) == ("head", "clerk")
    assert posts_of(OFFICE, "li", DAY) == ("a",)
    assert posts_of(OFFICE, "li", DAY + timedelta(days=1)) == ()
    assert posts_of(OFFICE, "zhou", DAY) == ()
    assert posts_of(OFFICE, "sun", DAY) == ()


def test_a_leader_belongs_to_no_unit():
    assert units_of(OFFICE, "wang", DAY) == {"finance"}
    assert units_of(OFFICE, "li", DAY) == frozenset()


def test_deputies_in_charge_are_distinct_and_by_rank():
    units = ["health", "finance"]

    assert deputies_in_charge(OFFICE, units, DAY) == ("a", "b")
    assert deputies_in_charge(OFFICE, units, DAY + timedelta(days=1)) == ("b",)
    assert deputies_in_charge(OFFICE, [], DAY) == ()


def test_head_posts_leave_out_units_without_one():
    assert head_posts(OFFICE, ["health", "finance", "unknown"]) == ("head",)


@pytest.mark.parametrize(
    ("principal", "people"),
    [
        ("post:head", {"wang"}),
        ("head:finance", {"wang"}),
        ("unit:finance", {"wang"}),
        ("in_charge:finance", {"li"}),
        ("person:li", {"li"}),
        ("person:sun", {"wang"}),
        ("person:zhou", set()),
        ("person:nobody", set()),
        ("post:unknown", set()),
        ("unit:", set()),
        ("nonsense", set()),
    ],
)
def test_a_principal_means_people_at_a_moment(principal, people):
    assert resolve(OFFICE, principal, NOON) == people


def test_a_leavers_work_falls_on_unit_or_post():
    later = DAY + timedelta(days=1)

    assert leavers(OFFICE, later) == {"li": "post:a", "sun": "unit:finance"}


def test_the_day_is_the_offices_and_not_that_of_utc():
    last_minute = datetime(2026, 3, 2, 15, 59, tzinfo=UTC)

    assert resolve(OFFICE, "post:a", last_minute) == {"li"}
    assert resolve(OFFICE, "post:a", last_minute + timedelta(minutes=1)) == frozenset()


def test_a_post_is_away_only_while_all_its_holders_are():
    leave = Absence("x", "wang", "leave", NOON, NOON + timedelta(hours=2), "请假")
    office = replace(OFFICE, absences=(leave,))

    assert is_away(office, "head", NOON)
    assert not is_away(office, "head", NOON + timedelta(hours=2))
    assert not is_away(office, "mayor", NOON)
    assert holders(office, "head", DAY) == ("wang",)


def test_principals_have_names():
    named = [principal_name(OFFICE, p) for p in ("unit:health", "post:a", "post:zz")]

    assert named == ["卫生局", "副市长甲", "zz"]
