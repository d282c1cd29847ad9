"""Mutants of what was proven are tried apart; who stops keeps what was found."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.acceptance import gate_strength
from engine.acceptance.gate import prove
from engine.acceptance.gate_strength import run_trial, start_trial
from engine.model.errors import RoleMissing
from engine.model.errors_design import TrialNotPossible
from engine.model.strength import Fate, TrialState
from engine.runtime.ask_strength import ask_strength, stop_strength
from engine.runtime.read_proof import read_proof, read_trial
from tests.engine.acceptance.test_gate import SCENARIOS, Office, skipping
from tests.support.databases import Sqlite
from tests.support.gate import DESIGNER, LEGAL
from tests.support.running import AUDITOR, run_engine

SAMPLE = 6
CLERK = "jinsui"
PATIENCE_S = 120


@pytest.fixture(scope="module")
def office(
    sqlite_databases: Sqlite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = Path(tmp_path_factory.mktemp("strength"))
    with sqlite_databases.fresh(folder) as url:
        running = run_engine(url, folder)
        yield Office(running)
        running.engine.store.close()


@pytest.fixture(scope="module")
def proof_id(office: Office) -> str:
    return proven(office, feature=SCENARIOS)


def proven(office: Office, **files: str) -> str:
    engine = office.running.engine
    draft_id = office.draft(**files)
    prove(engine, draft_id, by=DESIGNER)
    with engine.store.read() as unit:
        return unit.proofs.of_draft(draft_id)[0].proof_id


def test_what_survives_is_kept_with_the_proof(office: Office, proof_id: str):
    engine = office.running.engine
    trial = ask_strength(engine, proof_id, by=AUDITOR, sample=SAMPLE)

    run_trial(engine, trial)

    shown = read_proof(engine, proof_id, by=LEGAL).strength
    assert shown is not None
    assert shown.trial.state is TrialState.DONE
    assert (shown.tally.tried, shown.trial.total) == (SAMPLE, SAMPLE)
    assert shown.tally.caught > 0
    assert len(shown.survivors) == shown.tally.survived > 0
    assert {each.fate for _, each in shown.survivors} == {Fate.SURVIVED}
    assert all(each.words and each.place for _, each in shown.survivors)


def test_who_leaves_leaves_it_running_and_who_stops_it_keeps_what_was_found(
    office: Office, proof_id: str
):
    engine = office.running.engine
    office.running.clock.pass_time(minutes=1)
    trial = start_trial(engine, proof_id, by=DESIGNER, sample=0)
    again = start_trial(engine, proof_id, by=AUDITOR, sample=SAMPLE)
    assert again.trial_id == trial.trial_id

    until = time.monotonic() + PATIENCE_S
    while read_trial(engine, proof_id, by=DESIGNER).tally.tried == 0:
        assert time.monotonic() < until, "nothing was tried"
        time.sleep(0.1)
    stop_strength(engine, proof_id, by=AUDITOR)

    shown = read_trial(engine, proof_id, by=DESIGNER)
    assert shown.trial.state is TrialState.STOPPED
    assert 0 < shown.tally.tried < shown.trial.total
    # Its process ends, and nothing is added to what was kept.
    with gate_strength._TURN:
        later = read_trial(engine, proof_id, by=DESIGNER)
    assert later == shown


def test_nothing_is_measured_by_scenarios_that_do_not_hold(office: Office):
    refused = proven(office, diagram=skipping(office), feature=SCENARIOS)

    with pytest.raises(TrialNotPossible):
        ask_strength(office.running.engine, refused, by=DESIGNER, sample=0)
    assert "try" not in read_proof(office.running.engine, refused, by=DESIGNER).may


def test_only_reviewers_ask_for_it_and_stop_it(office: Office, proof_id: str):
    for verb in (
        lambda: ask_strength(office.running.engine, proof_id, by=CLERK, sample=0),
        lambda: stop_strength(office.running.engine, proof_id, by=CLERK),
        lambda: read_trial(office.running.engine, proof_id, by=CLERK),
    ):
        with pytest.raises(RoleMissing):
            verb()


def test_a_trial_that_hogs_is_ended_and_says_so(
    office: Office, proof_id: str, monkeypatch
):
    monkeypatch.setattr(gate_strength, "WALL_S", 2)
    engine = office.running.engine
    office.running.clock.pass_time(minutes=1)
    trial = ask_strength(engine, proof_id, by=DESIGNER, sample=0)

    run_trial(engine, trial)

    shown = read_trial(engine, proof_id, by=DESIGNER)
    assert shown.trial.state is TrialState.BROKEN
    assert "中断" in shown.trial.why
