from dataclasses import replace
from datetime import timedelta

import pytest

from engine.model.waiting import Limit
from engine.store.store import Store, count_statements
from tests.support.records import DAY, NOW, put_case

LIMIT = Limit(
    case_id="c1",
    key="delivery",
    element_id="review",
    token_id="",
    started_at=NOW,
    due_at=NOW + 2 * DAY,
    remind_at=NOW + DAY,
    notify=("unit:office",),
    warn_at=NOW + DAY,
    unit="working_days",
)


@pytest.fixture
def office(store: Store) -> Store:
    put_case(store)
    with store.begin() as unit:
        unit.limits.put_many([LIMIT])
    return store


def test_a_limit_comes_back(office: Store):
    with office.read() as unit:
        assert unit.limits.of_case("c1") == (LIMIT,)


def test_due_means_after_the_moment_not_at_it(office: Store):
    with office.read() as unit:
        at_it = unit.limits.due(NOW + DAY, 10)
        after = unit.limits.due(NOW + DAY + timedelta(seconds=1), 10)

    assert (at_it, after) == ((), (LIMIT,))


def test_a_reminder_and_the_running_out_are_each_told_once(office: Store):
    late = NOW + 3 * DAY
    with office.begin() as unit:
        told = [
            unit.limits.reminded(LIMIT, at=late),
            unit.limits.reminded(LIMIT, at=late),
        ]
        still_due = len(unit.limits.due(late, 10))
        over = [
            unit.limits.overdue_told(LIMIT, at=late),
            unit.limits.overdue_told(LIMIT, at=late),
        ]
        after = unit.limits.due(late, 10)

    assert (told, still_due, over, after) == ([True, False], 1, [True, False], ())


def test_rework_keeps_the_start_and_what_was_told(office: Store):
    again = replace(LIMIT, started_at=NOW + DAY, due_at=NOW + 5 * DAY)
    with office.begin() as unit:
        unit.limits.reminded(LIMIT, at=NOW + DAY)
        unit.limits.put_many([again])
        (kept,) = unit.limits.of_case("c1")

    assert kept == replace(again, started_at=NOW, reminded_at=NOW + DAY)


def test_an_extended_limit_tells_anew(office: Store):
    moved = replace(
        LIMIT, due_at=NOW + 9 * DAY, remind_at=NOW + 8 * DAY, warn_at=NOW + 7 * DAY
    )
    with office.begin() as unit:
        unit.limits.reminded(LIMIT, at=NOW + DAY)
        extended = unit.limits.extend(LIMIT, moved, seq=4)
        (kept,) = unit.limits.of_case("c1")

    assert extended
    assert kept == replace(moved, extended_by=4)


def test_a_stopped_clock_tells_nothing_and_is_not_extended(office: Store):
    with office.begin() as unit:
        unit.limits.end_tokens("c1", ["", "other"], at=NOW)
        due = unit.limits.due(NOW + 9 * DAY, 10)
        extended = unit.limits.extend(LIMIT, LIMIT, seq=4)

    assert (due, extended) == ((), False)


def test_the_end_of_a_case_stops_its_clocks(office: Store):
    with office.begin() as unit:
        unit.limits.end_case("c1", at=NOW)

    with office.read() as unit:
        assert unit.limits.of_case("c1")[0].ended_at == NOW


def test_many_limits_are_one_statement(office: Store):
    many = [replace(LIMIT, key=f"k{n}") for n in range(20)]

    with count_statements(office) as counted, office.begin() as unit:
        unit.limits.put_many(many)

    assert counted.count == 1
