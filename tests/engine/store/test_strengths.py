from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from engine.model.strength import (
    Fate,
    StrengthTrial,
    Tally,
    TrialState,
    TriedMutant,
)
from engine.store.store import Store
from tests.engine.store.test_procedure_drafts import DRAFT
from tests.engine.store.test_proofs import PROOF
from tests.support.records import NOW

LATER = NOW + timedelta(minutes=1)
TRIAL = StrengthTrial(
    trial_id="t1",
    proof_id="p1",
    sample=20,
    total=0,
    state=TrialState.QUEUED,
    asked_by="songheng",
    asked_at=NOW,
    seen_at=NOW,
    done_at=None,
)


def mutant(fate: Fate) -> TriedMutant:
    return TriedMutant("limit_dropped", "review", "没有时限", fate, "", "", 3)


@pytest.fixture
def office(store: Store) -> Store:
    with store.begin() as unit:
        unit.procedure_drafts.add(DRAFT, b"one")
        unit.proofs.add(PROOF, b"files")
        unit.strengths.add(TRIAL)
    return store


def test_trials_of_a_proof_are_listed_newest_first(office: Store):
    newer = replace(TRIAL, trial_id="t2", asked_at=LATER)
    with office.begin() as unit:
        unit.strengths.add(newer)

        assert unit.strengths.of_proof("p1") == (newer, TRIAL)
        assert unit.strengths.of_proof("p9") == ()
        assert unit.strengths.find("t1") == TRIAL


def test_a_trial_begins_once_and_shows_that_it_lives(office: Store):
    with office.begin() as unit:
        assert unit.strengths.begin("t1", at=NOW)
        assert not unit.strengths.begin("t1", at=NOW)
        assert unit.strengths.see("t1", at=LATER, total=12)
        assert unit.strengths.under_way("p1") == replace(
            TRIAL, state=TrialState.RUNNING, total=12, seen_at=LATER
        )


def test_what_became_of_each_mutant_is_counted_and_survivors_are_told(office: Store):
    with office.begin() as unit:
        unit.strengths.tell("t1", [mutant(Fate.CAUGHT), mutant(Fate.SURVIVED)])
        unit.strengths.tell("t1", [mutant(Fate.REFUSED), mutant(Fate.SURVIVED)])

        assert unit.strengths.tally("t1") == Tally(refused=1, caught=1, survived=2)
        assert unit.strengths.survivors("t1") == (
            (2, mutant(Fate.SURVIVED)),
            (4, mutant(Fate.SURVIVED)),
        )
        assert [seq for seq, _ in unit.strengths.survivors("t1", after=2)] == [4]


def test_the_score_leaves_out_what_nobody_can_publish():
    assert Tally(refused=5, caught=3, survived=1).score == 0.75
    assert Tally(refused=5).score == 1.0


def test_a_trial_ends_once_and_nothing_of_it_changes_then(office: Store):
    with office.begin() as unit:
        unit.strengths.tell("t1", [mutant(Fate.SURVIVED)])
        assert unit.strengths.end("t1", TrialState.STOPPED, at=LATER)
        assert not unit.strengths.end("t1", TrialState.DONE, at=LATER)
        assert not unit.strengths.see("t1", at=LATER)
        assert unit.strengths.under_way("p1") is None
    for deed in (
        "UPDATE strength_trials SET state = 'done'",
        "DELETE FROM tried_mutants",
        "UPDATE tried_mutants SET fate = 'caught'",
    ):
        with (
            pytest.raises(DatabaseError, match="stay as they are"),
            office.begin() as unit,
        ):
            unit.connection.execute(text(deed))


def test_a_trial_that_shows_no_life_is_given_up(office: Store):
    with office.begin() as unit:
        assert unit.strengths.give_up(unseen_since=NOW, at=LATER) == 0
        assert unit.strengths.give_up(unseen_since=LATER, at=LATER) == 1
        found = unit.strengths.find("t1")
    assert found is not None
    assert (found.state, found.done_at) == (TrialState.BROKEN, LATER)
