"""The one clock."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from engine.model import clock

NEW_YEARS_EVE = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)


def test_without_a_deed_there_is_no_time():
    with pytest.raises(LookupError):
        clock.now()


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="2026"), clock.at(datetime(2026, 1, 1)):  # noqa: DTZ001  # naive is the case here
        pass


def test_the_office_is_already_in_the_next_year():
    with clock.at(NEW_YEARS_EVE):
        assert clock.today() == date(2027, 1, 1)


def test_clocks_nest_and_come_back():
    with clock.at(NEW_YEARS_EVE):
        with clock.at(NEW_YEARS_EVE + timedelta(days=1)):
            assert clock.now() == NEW_YEARS_EVE + timedelta(days=1)
        assert clock.now() == NEW_YEARS_EVE


def test_another_offset_is_the_same_moment_in_utc():
    with clock.at(NEW_YEARS_EVE.astimezone(clock.OFFICE_ZONE)):
        assert clock.now().isoformat() == "2026-12-31T16:30:00+00:00"


def test_another_thread_has_no_part_in_it():
    seen = []

    def look():
        try:
            seen.append(clock.now())
        except LookupError:
            seen.append(None)

    with clock.at(NEW_YEARS_EVE):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()

    assert seen == [None]
