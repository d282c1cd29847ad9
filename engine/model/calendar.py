"""The working calendar: which office days are worked, with make-up days (调休)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """One authored year: days off, make-up days, and the notice they stand in."""

    year: int
    notice: str
    holidays: frozenset[date]
    working_days: frozenset[date]


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """All authored years; a year without one is Monday to Friday, and says so."""

    years: Mapping[int, YearCalendar] = field(default_factory=dict)

    def is_authored(self, day: date) -> bool:
        return day.year in self.years

    def is_working_day(self, day: date) -> bool:
        authored = self.years.get(day.year)
        if authored is not None:
            if day in authored.working_days:
                return True
            if day in authored.holidays:
                return False
        return day.weekday() < SATURDAY

    def workdays_after(self, day: date, working_days: int) -> date:
        """Return the working day that many working days after.

        The day itself is not counted; a negative count goes back.
        """
        step = 1 if working_days >= 0 else -1
        left = abs(working_days)
        while left:
            day += timedelta(days=step)
            left -= self.is_working_day(day)
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """Return how many working days come after the first day, up to the last."""
        days = (first + timedelta(days=n + 1) for n in range((last - first).days))
        return sum(map(self.is_working_day, days))
