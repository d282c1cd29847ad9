from dataclasses import replace
from threading import Barrier, Thread

import pytest

from engine.model.case import CaseState
from engine.model.waiting import Timer
from engine.store.store import Store
from tests.support.records import DAY, NOW, a_case, put_case

TIMER = Timer("c1", "k1", "wait", due_at=NOW, next_try_at=NOW)
LATER = NOW + DAY


@pytest.fixture
def office(store: Store) -> Store:
    put_case(store)
    with store.begin() as unit:
        unit.timers.replace_for_case("c1", [TIMER])
    return store


def test_a_timer_is_due_after_its_moment(office: Store):
    with office.begin() as unit:
        at_it = unit.timers.due_cases(NOW, 10), unit.timers.claim_due("c1", NOW)
        after = unit.timers.due_cases(LATER, 10), unit.timers.claim_due("c1", LATER)

    assert at_it == ((), ())
    assert after == (("c1",), (TIMER,))


def test_a_timer_fires_once(office: Store):
    with office.begin() as unit:
        unit.timers.claim_due("c1", LATER)

    with office.begin() as unit:
        assert unit.timers.claim_due("c1", LATER) == ()
        assert unit.timers.due_cases(LATER, 10) == ()
        assert unit.timers.of_case("c1") == ()


def test_many_workers_fire_it_once(office: Store):
    together = Barrier(6)
    fired = []

    def worker() -> None:
        together.wait()
        with office.begin() as unit:
            fired.extend(unit.timers.claim_due("c1", LATER))

    threads = [Thread(target=worker) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert fired == [TIMER]


def test_a_deed_that_fails_leaves_the_timer_to_fire(office: Store):
    with pytest.raises(ZeroDivisionError), office.begin() as unit:
        assert unit.timers.claim_due("c1", LATER)[len("x") // 0]

    with office.begin() as unit:
        assert unit.timers.claim_due("c1", LATER) == (TIMER,)


def test_the_case_waits_for_exactly_what_was_written(office: Store):
    other = replace(TIMER, token_id="k2", due_at=LATER, next_try_at=LATER)

    with office.begin() as unit:
        unit.timers.replace_for_case("c1", [other])
        replaced = unit.timers.of_case("c1")
        unit.timers.replace_for_case("c1", [])
        none = unit.timers.of_case("c1")

    assert (replaced, none) == ((other,), ())


def test_a_fired_timer_is_not_written_back(office: Store):
    with office.begin() as unit:
        unit.timers.claim_due("c1", LATER)
        unit.timers.replace_for_case("c1", [TIMER])

        assert unit.timers.of_case("c1") == ()


def test_a_case_that_does_not_run_fires_nothing(store: Store):
    put_case(store, a_case("c1", state=CaseState.SUSPENDED))
    with store.begin() as unit:
        unit.timers.replace_for_case("c1", [TIMER])

        assert unit.timers.due_cases(LATER, 10) == ()


def test_an_unknown_case_has_nothing_to_fire(store: Store):
    with store.begin() as unit:
        assert unit.timers.claim_due("c9", LATER) == ()
