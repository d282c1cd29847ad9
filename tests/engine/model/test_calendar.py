"""The working calendar, with make-up days and years that nobody authored."""

from datetime import date

import pytest

from engine.model.calendar import WorkingCalendar, YearCalendar

MAY = YearCalendar(
    2026,
    "通知",
    holidays=frozenset(date(2026, 5, day) for day in (1, 2, 3, 4, 5)),
    working_days=frozenset({date(2026, 5, 9)}),
)
CALENDAR = WorkingCalendar({2026: MAY})


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 4, 30), True),
        (date(2026, 5, 1), False),
        (date(2026, 5, 4), False),
        (date(2026, 5, 6), True),
        (date(2026, 5, 9), True),
        (date(2026, 5, 10), False),
        (date(2027, 5, 4), True),
        (date(2027, 5, 8), False),
    ],
)
def test_holidays_are_off_and_make_up_days_are_on(day, worked):
    assert CALENDAR.is_working_day(day) is worked


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        (date(2026, 4, 30), 0, date(2026, 4, 30)),
        (date(2026, 4, 30), 1, date(2026, 5, 6)),
        (date(2026, 5, 8), 1, date(2026, 5, 9)),
        (date(2026, 5, 8), 2, date(2026, 5, 11)),
        (date(2026, 5, 2), 1, date(2026, 5, 6)),
        (date(2026, 5, 6), -1, date(2026, 4, 30)),
        (date(2026, 5, 11), -1, date(2026, 5, 9)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
    ],
)
def test_working_days_are_counted_without_the_day_itself(day, count, reached):
    assert CALENDAR.workdays_after(day, count) == reached


def test_a_year_without_a_calendar_says_so():
    assert CALENDAR.is_authored(date(2026, 1, 1))
    assert not CALENDAR.is_authored(date(2027, 1, 1))
