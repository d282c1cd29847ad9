"""When limits are due and which lamp they light."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from engine.model.calendar import WorkingCalendar, YearCalendar
from engine.model.diagram import Diagram, Element, LimitUnit
from engine.model.limit import (
    NO_TERM,
    Term,
    due_at,
    is_overdue,
    lamp,
    limits_over,
    term_of,
    time_left,
    yellow_at,
)
from engine.model.reading import Lamp, LeftUnit, TimeLeft
from engine.model.waiting import Limit
from tests.support.records import TASK

FEBRUARY = YearCalendar(
    2026,
    "通知",
    holidays=frozenset(date(2026, 2, day) for day in range(15, 24)),
    working_days=frozenset({date(2026, 2, 14), date(2026, 2, 28)}),
)
CALENDAR = WorkingCalendar({2026: FEBRUARY})


def _at(day, hour, minute=0):
    """Give the moment at which the office's clock shows this in February 2026."""
    return datetime(2026, 2, 1, tzinfo=UTC) + timedelta(
        days=day - 1, hours=hour - 8, minutes=minute
    )


@pytest.mark.parametrize(
    ("start", "amount", "unit", "before", "due"),
    [
        (_at(12, 9), 4, LimitUnit.HOURS, False, _at(12, 13)),
        (_at(12, 22), 4, LimitUnit.HOURS, False, _at(13, 2)),
        (_at(12, 9), 2, LimitUnit.CALENDAR_DAYS, True, _at(10, 9)),
        (_at(12, 9), 2, LimitUnit.CALENDAR_DAYS, False, _at(14, 9)),
        (_at(13, 9), 1, LimitUnit.WORKING_DAYS, False, _at(14, 9)),
        (_at(13, 9), 2, LimitUnit.WORKING_DAYS, False, _at(24, 9)),
        (_at(24, 9), 1, LimitUnit.WORKING_DAYS, True, _at(14, 9)),
        (_at(12, 7, 30), 1, LimitUnit.WORKING_DAYS, False, _at(13, 7, 30)),
    ],
)
def test_hours_calendar_days_and_working_days_are_three_things(
    start, amount, unit, before, due
):
    assert due_at(start, amount, unit, CALENDAR, before=before) == due


def test_at_the_due_moment_a_limit_is_still_kept():
    due = _at(12, 9)

    assert not is_overdue(due, due)
    assert is_overdue(due + timedelta(microseconds=1), due)
    assert not is_overdue(due, None)


@pytest.mark.parametrize(
    ("now", "due", "expected"),
    [
        (_at(2, 9), None, Lamp.NONE),
        (_at(2, 9), _at(11, 9), Lamp.GREEN),
        (_at(9, 8, 59), _at(11, 9), Lamp.GREEN),
        (_at(9, 9), _at(11, 9), Lamp.YELLOW),
        (_at(11, 9), _at(11, 9), Lamp.YELLOW),
        (_at(11, 9, 1), _at(11, 9), Lamp.RED),
        (_at(2, 9), _at(3, 10), Lamp.GREEN),
        (_at(2, 10), _at(3, 10), Lamp.YELLOW),
        (_at(1, 9), _at(1, 13), Lamp.GREEN),
        (_at(1, 11, 59), _at(1, 13), Lamp.GREEN),
        (_at(1, 12), _at(1, 13), Lamp.YELLOW),
    ],
)
def test_lamps_turn_near_the_end_and_red_after_it(now, due, expected):
    warn_at = yellow_at(_at(1, 9), due, 0.8) if due else None

    assert lamp(now, due, warn_at) is expected


def test_a_limit_that_is_due_before_it_starts_is_red():
    assert lamp(_at(3, 0), _at(2, 0), _at(2, 0)) is Lamp.RED


def test_a_limits_own_share_says_from_when_it_is_yellow():
    assert yellow_at(_at(1, 9), _at(11, 9), 0.5) == _at(6, 9)
    assert yellow_at(_at(1, 9), _at(11, 9), 1.0) == _at(10, 9)


def test_where_it_was_not_kept_the_last_day_is_yellow():
    assert lamp(_at(9, 9), _at(10, 10), None) is Lamp.GREEN
    assert lamp(_at(9, 10), _at(10, 10), None) is Lamp.YELLOW


DAYS, WORKDAYS = LeftUnit.CALENDAR_DAYS, LeftUnit.WORKING_DAYS
MINUTES = LeftUnit.MINUTES


@pytest.mark.parametrize(
    ("now", "due", "unit", "left"),
    [
        # The 14th is worked, from the 15th to the 23rd nobody works.
        (_at(12, 9), _at(24, 9), "working_days", (3, WORKDAYS, False)),
        (_at(12, 9), _at(24, 9), "calendar_days", (12, DAYS, False)),
        (_at(12, 9), _at(24, 9), "", (12, DAYS, False)),
        (_at(12, 9), _at(24, 9), "hours", (12, DAYS, False)),
        (_at(24, 10), _at(12, 9), "working_days", (3, WORKDAYS, True)),
        (_at(12, 9), _at(12, 8), "working_days", (0, WORKDAYS, True)),
        (_at(14, 9), _at(16, 9), "working_days", (2, DAYS, False)),
        (_at(12, 9), _at(12, 13), "hours", (240, MINUTES, False)),
        (_at(12, 9), _at(12, 8, 20), "hours", (40, MINUTES, True)),
        (_at(12, 9), _at(14, 9), "hours", (2, DAYS, False)),
    ],
)
def test_what_is_left_is_told_in_the_limits_own_unit(now, due, unit, left):
    assert time_left(now, due, unit, CALENDAR) == TimeLeft(*left)


# The process encloses `box`, which encloses `a`; `b` stands beside the box.
DIAGRAM = Diagram(
    slug="p",
    name="",
    elements={
        "box": Element("box", "subProcess", "", "p"),
        "a": Element("a", "userTask", "", "box"),
        "b": Element("b", "userTask", "", "p"),
    },
    flows={},
)


def _limit(element_id, day, token_id=""):
    return Limit("c", element_id, element_id, token_id, _at(1, 0), _at(day, 0), None)


def _task(element_id):
    return replace(TASK, element_id=element_id, token_id="k")


@pytest.mark.parametrize(
    ("element_id", "limits", "over"),
    [
        ("a", [_limit("a", 9, "k"), _limit("box", 3), _limit("p", 2)], ["a"]),
        ("a", [_limit("a", 9, "other"), _limit("box", 3), _limit("p", 2)], ["box"]),
        ("a", [_limit("p", 2)], ["p"]),
        ("b", [_limit("box", 3), _limit("p", 5)], ["p"]),
        ("b", [_limit("a", 3)], []),
    ],
)
def test_a_task_is_under_its_own_limit_or_the_nearest_scopes(element_id, limits, over):
    found = limits_over(DIAGRAM, _task(element_id), limits)

    assert [limit.key for limit in found] == over


def test_a_task_shows_the_limit_that_is_due_first():
    early = replace(_limit("a", 3), warn_at=_at(2, 0), unit="hours")

    assert term_of([_limit("a", 9), early]) == Term(_at(3, 0), _at(2, 0), "hours")
    assert term_of([replace(early, due_at=None)]) == NO_TERM
