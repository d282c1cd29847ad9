from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from engine.model.acceptance_run import AcceptanceRun, Accepted
from engine.model.proof import ProofState
from engine.store.store import Store
from tests.support.records import NOW

LATER = NOW + timedelta(minutes=1)
RUN = AcceptanceRun(
    run_id="r1",
    state=ProofState.QUEUED,
    versions={"tiny": "v1"},
    stage_hash="s",
    engine_hash="e",
    asked_by="songheng",
    asked_at=NOW,
    seen_at=NOW,
)
FOUND = Accepted("tiny", "甲", ("42.1",), "passed", "", {"42.1": ("tiny:review",)})
COUNTS = {"passed": 1, "failed": 0, "planned": 0}


def test_a_run_begins_once_tells_how_far_it_is_and_ends_once(store: Store):
    with store.begin() as unit:
        runs = unit.acceptance_runs
        runs.add(RUN)
        assert not runs.see("r9", seen=1, at=LATER)
        assert runs.begin("r1", total=1, at=NOW)
        assert not runs.begin("r1", total=1, at=NOW)
        assert runs.see("r1", seen=1, at=LATER)
        assert runs.under_way() == runs.find("r1")
        assert runs.found("r1") == ()

        assert runs.conclude("r1", [FOUND], COUNTS, LATER)

        assert not runs.conclude("r1", [], COUNTS, LATER)
        assert not runs.break_off("r1", at=LATER)
        assert not runs.see("r1", seen=1, at=LATER)
        assert runs.under_way() is None
        assert runs.found("r1") == (FOUND,)
        done = runs.find("r1")
        assert done is not None
        assert (done.state, done.passed, done.seen) == (ProofState.DONE, 1, 1)


def test_runs_are_listed_newest_first_and_those_that_are_done_found(store: Store):
    newer = replace(RUN, run_id="r2", asked_at=LATER)
    with store.begin() as unit:
        runs = unit.acceptance_runs
        runs.add(RUN)
        runs.begin("r1", total=0, at=NOW)
        runs.conclude("r1", [], COUNTS, NOW)
        runs.add(newer)

        assert [each.run_id for each in runs.newest(size=5)] == ["r2", "r1"]
        assert [each.run_id for each in runs.newest(size=1)] == ["r2"]
        last = runs.last_done()
        assert last is not None
        assert last.run_id == "r1"
        assert runs.last_done(before=NOW) is None


def test_one_that_shows_no_life_is_given_up(store: Store):
    with store.begin() as unit:
        runs = unit.acceptance_runs
        runs.add(RUN)
        runs.give_up(unseen_since=NOW, at=LATER)
        assert runs.under_way() is not None

        runs.give_up(unseen_since=LATER, at=LATER)

        found = runs.find("r1")
        assert found is not None
        assert (found.state, found.done_at) == (ProofState.BROKEN, LATER)


@pytest.mark.parametrize(
    "deed", ["UPDATE acceptance_runs SET failed = 0", "DELETE FROM acceptance_runs"]
)
def test_what_a_run_found_stays_as_it_is(store: Store, deed: str):
    with store.begin() as unit:
        unit.acceptance_runs.add(RUN)
        unit.acceptance_runs.begin("r1", total=1, at=NOW)
        unit.acceptance_runs.conclude("r1", [FOUND], COUNTS, NOW)

    with (
        pytest.raises(DatabaseError, match="stay as they are"),
        store.begin() as unit,
    ):
        unit.connection.execute(text(deed))
