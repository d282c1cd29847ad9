from dataclasses import replace
from threading import Barrier, Thread

import pytest

from engine.model.case import CaseState
from engine.model.errors import RevisionOutdated
from engine.model.waiting import Before
from engine.store.store import Store, count_statements
from tests.support.records import CASE, TASK, a_case, put_case, put_task

BEFORE = Before(
    revision=2,
    seq=5,
    task_id="t1",
    by="p1",
    state=CaseState.RUNNING,
    sealed=b"old",
    rows={"register": {"is_major": True}},
)


def test_a_case_comes_back_with_its_state(store: Store):
    put_case(store)

    with store.begin() as unit:
        found = unit.cases.lock("c1")

    assert found == (CASE, b"state")


def test_a_case_and_its_task_are_locked_in_one_statement(store: Store):
    put_case(store)
    put_task(store)

    with count_statements(store) as counted, store.begin() as unit:
        found = unit.cases.lock_with_task("t1")

    assert found == (CASE, b"state", TASK)
    assert counted.count == 1


def test_what_is_not_there_is_none(store: Store):
    with store.begin() as unit:
        found = (
            unit.cases.lock("c9"),
            unit.cases.lock_with_task("t9"),
            unit.cases.find("c9"),
            unit.cases.before("c9"),
        )

    assert found == (None, None, None, None)


def test_saving_moves_the_case_and_its_state(store: Store):
    put_case(store)
    moved = replace(CASE, revision=2, title="决算", state=CaseState.SUSPENDED)

    with store.begin() as unit:
        unit.cases.save(moved, b"new", expected_revision=1)

    with store.read() as unit:
        assert unit.cases.find("c1") == moved
        assert unit.cases.sealed("c1") == b"new"


def test_saving_without_a_state_keeps_the_one_stored(store: Store):
    put_case(store)

    with store.begin() as unit:
        unit.cases.save(replace(CASE, revision=2), expected_revision=1)

    with store.read() as unit:
        assert unit.cases.sealed("c1") == b"state"


def test_saving_over_another_deed_is_refused_and_changes_nothing(store: Store):
    put_case(store)

    with pytest.raises(RevisionOutdated), store.begin() as unit:
        unit.cases.save(replace(CASE, revision=9), b"new", expected_revision=8)

    with store.read() as unit:
        assert unit.cases.find("c1") == CASE


def test_two_deeds_at_once_never_both_save(store: Store):
    put_case(store)
    together = Barrier(6)
    won = []

    def deed() -> None:
        together.wait()
        try:
            with store.begin() as unit:
                unit.cases.save(replace(CASE, revision=2), b"n", expected_revision=1)
            won.append(1)
        except RevisionOutdated:
            pass

    threads = [Thread(target=deed) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(won) == 1


def test_what_withdrawing_restores_is_kept_for_the_last_deed_only(store: Store):
    put_case(store)
    with store.begin() as unit:
        unit.cases.save(
            replace(CASE, revision=2), b"new", expected_revision=1, before=BEFORE
        )
        kept = unit.cases.before("c1")

    with store.begin() as unit:
        unit.cases.save(replace(CASE, revision=3), b"newer", expected_revision=2)
        after = unit.cases.before("c1")

    assert kept == BEFORE
    assert after is None


def test_an_act_alone_moves_the_head_and_not_the_revision(store: Store):
    put_case(store)
    with store.begin() as unit:
        unit.cases.save(replace(CASE), expected_revision=1, before=BEFORE)

    with store.begin() as unit:
        unit.cases.save_head(replace(CASE, acts=2, head="mac2"), expected_acts=1)

    with store.read() as unit:
        assert unit.cases.find("c1") == replace(CASE, acts=2, head="mac2")
        assert unit.cases.before("c1") == BEFORE


def test_two_acts_never_follow_the_same_one(store: Store):
    put_case(store)

    with pytest.raises(RevisionOutdated), store.begin() as unit:
        unit.cases.save_head(replace(CASE, acts=2), expected_acts=0)


def test_open_cases_are_paged_by_id(store: Store):
    for case_id in ("c1", "c2", "c3"):
        put_case(store, a_case(case_id))
    put_case(store, a_case("c4", state=CaseState.FINISHED))

    with store.read() as unit:
        first = unit.cases.open_ids(size=2)
        rest = unit.cases.open_ids(after=first[-1], size=2)

    assert (first, rest) == (("c1", "c2"), ("c3",))


def test_cases_are_found_by_id_and_by_number(store: Store):
    put_case(store)

    with store.read() as unit:
        assert unit.cases.find_many(["c1", "c9"]) == {"c1": CASE}


def test_a_locked_case_makes_the_next_deed_wait_for_what_it_wrote(store: Store):
    put_case(store)
    locked, seen = Barrier(2), []

    def second() -> None:
        locked.wait()
        with store.begin() as unit:
            seen.append(unit.cases.lock("c1"))

    thread = Thread(target=second)
    thread.start()
    with store.begin() as unit:
        unit.cases.lock("c1")
        locked.wait()
        unit.cases.save(replace(CASE, revision=2), b"new", expected_revision=1)
    thread.join()

    assert seen == [(replace(CASE, revision=2), b"new")]
