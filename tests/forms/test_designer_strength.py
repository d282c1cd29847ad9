"""The report's part on strength: asked for, followed, stopped, and what survived."""

import pytest
from flask import Flask

from engine.model.proof import Origin, ProofReport, ScenarioProof
from engine.model.strength import Fate, StrengthTrial, TrialState, TriedMutant
from engine.runtime.ask_strength import ask_strength
from engine.runtime.run_strength import begin_trial, end_trial, tell_trial
from tests.support.browsing import Browser, browse
from tests.support.gate import DESIGNER, REFUSED, changed_draft, proven
from tests.support.running import AUDITOR, Running

HOLDS = ProofReport(scenarios=(ScenarioProof(Origin.DRAFT, "甲", (), "passed"),))
CAUGHT = TriedMutant("limit_dropped", "review", "没有时限", Fate.CAUGHT, "甲", "", 1)
ON_FLOW = TriedMutant("outcome_swapped", "to_end", "走向别处", Fate.SURVIVED, "", "", 2)
ON_STEP = TriedMutant("limit_dropped", "review", "没有提醒", Fate.SURVIVED, "", "", 0)


@pytest.fixture
def proof_id(light: Running) -> str:
    return proven(light, changed_draft(light), HOLDS)


@pytest.fixture
def auditor(light_app: Flask) -> Browser:
    return browse(light_app, AUDITOR)


@pytest.fixture
def trial(light: Running, proof_id: str) -> StrengthTrial:
    asked = ask_strength(light.engine, proof_id, by=AUDITOR, sample=20)
    begin_trial(light.engine, asked.trial_id)
    told = (CAUGHT, ON_FLOW)
    assert tell_trial(light.engine, asked.trial_id, told, total=20)
    return asked


def test_it_is_offered_only_where_scenarios_hold(light, auditor, proof_id):
    assert "试多少处" in auditor.get(f"/designer/proofs/{proof_id}").text

    refused = proven(light, changed_draft(light), REFUSED)
    page = auditor.get(f"/designer/proofs/{refused}").text
    assert "变异检验" not in page
    answer = auditor.post(f"/designer/proofs/{refused}/strength", {"sample": "20"})
    assert answer.status_code == 409
    assert "场景都通过之后" in answer.text


@pytest.mark.usefixtures("trial")
def test_progress_is_told_from_where_one_left_off(auditor, proof_id):
    page = auditor.get(f"/designer/proofs/{proof_id}").text
    assert "正在试，2/20 处：场景抓住 1，检查拦下 0，漏过 1" in page
    assert 'data-after="2"' in page

    address = f"/designer/proofs/{proof_id}/strength/progress"
    told = auditor.get(f"{address}?after=1").json
    assert told["state"] == "running"
    assert [(e["seq"], e["words"]) for e in told["lines"]] == [(2, "走向别处")]
    assert auditor.get(f"{address}?after=2").json["lines"] == []
    assert auditor.get(f"{address}?after=x").status_code == 400


def test_each_survivor_is_told_and_painted_where_it_differs(
    light, auditor, proof_id, trial
):
    tell_trial(light.engine, trial.trial_id, (ON_STEP,))
    end_trial(light.engine, trial.trial_id, TrialState.DONE)

    page = auditor.get(f"/designer/proofs/{proof_id}").text
    assert "抓住 33.3%" in page
    assert "走向别处" in page
    assert 'class="way wrong"' in page
    assert "没有提醒" in page
    assert 'class="stop"' in page
    assert "再做一次" in page


@pytest.mark.usefixtures("trial")
def test_whoever_stops_it_keeps_what_was_found(light, auditor, proof_id):
    answer = auditor.post(f"/designer/proofs/{proof_id}/strength/stop", {})
    assert answer.status_code == 303

    page = auditor.get(f"/designer/proofs/{proof_id}").text
    assert "有人停下了这次变异检验" in page
    assert "走向别处" in page
    assert light.acts("office")[-1].verb == "stop_strength"


@pytest.mark.usefixtures("trial")
def test_one_whose_server_stopped_says_so(light, auditor, proof_id):
    light.clock.pass_time(seconds=25)

    assert "服务停止或重新启动过" in auditor.get(f"/designer/proofs/{proof_id}").text
    again = ask_strength(light.engine, proof_id, by=DESIGNER, sample=0)
    assert again.state is TrialState.QUEUED


def test_nonsense_is_refused(auditor, proof_id):
    address = f"/designer/proofs/{proof_id}/strength"
    assert auditor.post(address, {"sample": "-1"}).status_code == 400
    assert auditor.post(address, {"sample": "12345"}).status_code == 400
    assert auditor.get(f"{address}/progress").status_code == 404
