"""When limits are due and which lamp they light."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine.model.calendar import WorkingCalendar, YearCalendar
from engine.model.diagram import LimitUnit
from engine.model.limit import due_at, is_overdue, lamp
from engine.model.reading import Lamp

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
    assert lamp(now, _at(1, 9), due) is expected


def test_a_limit_that_is_due_before_it_starts_is_red_or_yellow():
    assert lamp(_at(3, 0), _at(3, 0), _at(2, 0)) is Lamp.RED
