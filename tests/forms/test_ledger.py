"""The ledger's pages: every clause, what proves it, who acted on it, and the runs."""

import pytest
from flask import Flask

from engine.model.acceptance_run import Accepted
from engine.runtime.ask_acceptance import ask_acceptance
from engine.runtime.run_acceptance import (
    begin_acceptance,
    conclude_acceptance,
    tell_acceptance,
)
from tests.support.browsing import Browser, browse
from tests.support.running import AUDITOR, MAYOR, Running

HOLDS = Accepted(
    "tiny", "先送秘书长", ("42.1",), "passed", "", {"42.1": ("tiny:review",)}
)
FAILS = Accepted("tiny", "先送秘书长", ("42.1",), "failed", "没有待办")
OTHER = Accepted("tiny", "另一个", (), "passed")


@pytest.fixture
def auditor(light_app: Flask) -> Browser:
    return browse(light_app, AUDITOR)


def _ran(light: Running, *found: Accepted) -> str:
    run = ask_acceptance(light.engine, by=AUDITOR)
    begin_acceptance(light.engine, run.run_id, total=len(found))
    conclude_acceptance(light.engine, run.run_id, found)
    light.clock.pass_time(minutes=1)
    return run.run_id


def test_before_the_first_run_nothing_is_judged(auditor: Browser):
    page = auditor.get("/ledger").text

    assert "还没有在这里验收过" in page
    assert "已证明" not in page
    assert "第42条第1句" in page


def test_every_clause_is_listed_and_narrowed(light: Running, auditor: Browser):
    _ran(light, HOLDS)

    page = auditor.get("/ledger").text
    assert "第79条" in page
    assert "已证明" in page
    narrowed = auditor.get("/ledger?verdict=proven").text
    assert "第42条第1句" in narrowed
    assert "第79条" not in narrowed
    assert "没有这样的条款" in auditor.get("/ledger?q=无此字样").text
    by_procedure = auditor.get("/ledger?procedure=tiny").text
    assert "第42条第1句" in by_procedure
    assert "第79条" not in by_procedure


def test_a_clause_shows_its_proof_its_places_and_whoever_acted_on_it(
    light: Running, auditor: Browser
):
    _ran(light, HOLDS)
    light.to_mayor()

    page = auditor.get("/ledger/clauses/42.1").text

    assert "先送秘书长" in page
    assert "秘书长审核" in page
    assert 'class="stop"' in page
    assert "顾言川" in page
    assert "年度预算调整" in page


def test_whoever_does_not_audit_sees_no_cases_there(light: Running, light_app: Flask):
    light.to_mayor()

    page = browse(light_app, "lutunan").get("/ledger/clauses/42.1").text

    assert "年度预算调整" not in page
    assert "谁依据它办过" not in page


def test_nonsense_is_refused(auditor: Browser):
    assert auditor.get("/ledger/clauses/sense").status_code == 400
    assert auditor.get("/ledger/clauses/42.9").status_code == 400
    assert auditor.get("/ledger/runs/missing").status_code == 404
    assert auditor.get("/ledger/runs/missing/progress").status_code == 404


def test_officials_have_no_ledger(light_app: Flask):
    mayor = browse(light_app, MAYOR)

    assert mayor.get("/ledger").status_code == 403
    assert mayor.post("/ledger/runs", {}).status_code == 403
    assert "条款</a>" not in mayor.get("/").text


def test_a_run_is_followed(light: Running, auditor: Browser):
    run = ask_acceptance(light.engine, by=AUDITOR)
    assert "排队中" in auditor.get(f"/ledger/runs/{run.run_id}").text
    begin_acceptance(light.engine, run.run_id, total=3)
    tell_acceptance(light.engine, run.run_id, seen=1)

    assert "已看 1 个场景，共 3 个" in auditor.get(f"/ledger/runs/{run.run_id}").text
    told = auditor.get(f"/ledger/runs/{run.run_id}/progress").json
    assert told == {"state": "running", "total": 3, "seen": 1}
    assert "正在验收，查看进度" in auditor.get("/ledger").text


def test_a_run_says_what_changed_since_the_last(light: Running, auditor: Browser):
    first = _ran(light, HOLDS)
    assert "这是第一次" in auditor.get(f"/ledger/runs/{first}").text
    same = _ran(light, HOLDS)
    assert "结论完全一样" in auditor.get(f"/ledger/runs/{same}").text

    page = auditor.get(f"/ledger/runs/{_ran(light, FAILS, OTHER)}").text

    assert "1 个场景没有通过" in page
    assert "没有待办" in page
    assert "现在不通过的（1）" in page
    assert "新增的（1）" in page
