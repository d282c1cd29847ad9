"""The one clock: a ContextVar that a deed sets once and everything below reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")

_now: ContextVar[datetime] = ContextVar("now")


def now() -> datetime:
    """Return the moment of the deed under way, aware, in UTC.

    Raises:
        LookupError: No deed is under way; the machine's clock is never read instead.
    """
    return _now.get()


def today() -> date:
    """Return the office's day of the deed under way."""
    return office_day(now())


def office_day(moment: datetime) -> date:
    """Return the day in the office's zone on which the moment falls."""
    return moment.astimezone(OFFICE_ZONE).date()


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let everything inside the block happen at this moment.

    Raises:
        ValueError: The moment is naive.
    """
    if moment.tzinfo is None:
        raise ValueError(moment)
    token = _now.set(moment.astimezone(UTC))
    try:
        yield _now.get()
    finally:
        _now.reset(token)
