"""The designer's pages: what stands where, who may press what, and what refuses."""

import pytest
from flask import Flask

from engine.model.proof import (
    FlowShown,
    LostClause,
    Objection,
    Origin,
    ProofReport,
    ScenarioChange,
    ScenarioProof,
    Stage,
    StageDone,
    Told,
)
from engine.runtime.ask_proof import ask_proof
from engine.runtime.publish_draft import publish_draft
from engine.runtime.run_proof import begin_proof, tell_proof
from tests.support.browsing import Browser, browse
from tests.support.gate import (
    APPROVER,
    DESIGNER,
    LEGAL,
    OVERRIDER,
    REFUSED,
    TOUCHED,
    approved,
    changed_draft,
    proven,
)
from tests.support.running import AUDITOR, Running

CLERK = "jinsui"
REPORT = ProofReport(
    stages=(StageDone(Stage.ACCEPT, passed=False, words="草稿的场景 1 个"),),
    scenarios=(
        ScenarioProof(
            Origin.DRAFT,
            "先送秘书长审核",
            ("42.1",),
            "failed",
            reason="秘书长的待办：无",
            sentence='那么"秘书长"有"秘书长审核"待办',
            walked={"tiny": ("to_fill_in", "to_review")},
        ),
    ),
    changes=(ScenarioChange("removed", "删去的", "场景: 删去的", "", ("42.1",)),),
    lost=(LostClause("42.1", ("先送秘书长审核",)),),
    flows=4,
    unwalked=(FlowShown("to_end", "“市长确定”到“办结”"),),
    objections=(
        Objection(
            "scenario_failed",
            "场景“先送秘书长审核”（第42条第1句）没有通过：秘书长的待办：无",
            ("42.1",),
        ),
    ),
    needs_legal=True,
)


@pytest.fixture
def draft_id(light: Running) -> str:
    return changed_draft(light)


@pytest.fixture
def designer(light_app: Flask) -> Browser:
    return browse(light_app, DESIGNER)


def test_the_list_shows_versions_drafts_and_where_they_stand(light, designer, draft_id):
    light.start()
    proven(light, draft_id, REFUSED)

    page = designer.get("/designer").text

    assert "小事项" in page
    assert "第 1 版" in page
    assert "在办 1 件" in page
    assert "小小事项" in page
    assert "不通过" in page


def test_a_draft_is_made_and_opened(designer: Browser):
    answer = designer.post("/designer/drafts", {"slug": "tiny"}, page="/designer")

    assert answer.status_code == 303
    assert "/designer/drafts/" in answer.location


def test_only_reviewers_see_any_of_it(light_app: Flask, draft_id):
    clerk, auditor = browse(light_app, CLERK), browse(light_app, AUDITOR)

    assert clerk.get("/designer").status_code == 403
    assert "设计</a>" not in clerk.get("/").text
    assert "设计</a>" in auditor.get("/").text
    page = auditor.get("/designer").text
    assert "新建草稿" not in page
    assert auditor.get(f"/designer/drafts/{draft_id}/proofs").status_code == 200


def test_progress_is_told_from_where_one_left_off(light, designer, draft_id):
    proof = ask_proof(light.engine, draft_id, by=DESIGNER)
    begin_proof(light.engine, proof.proof_id)
    tell_proof(light.engine, proof.proof_id, [Told(Stage.CHECK, "检查", "passed")])
    tell_proof(light.engine, proof.proof_id, [Told(Stage.ACCEPT, "场景甲", "failed")])
    address = f"/designer/proofs/{proof.proof_id}"

    page = designer.get(address).text
    told = designer.get(f"{address}/progress?after=1").json

    assert "检验中" in page
    assert "场景甲" in page
    assert 'data-after="2"' in page
    assert told["state"] == "running"
    assert [(e["seq"], e["words"], e["marked"]) for e in told["lines"]] == [
        (2, "场景甲", "不通过")
    ]
    assert designer.get(f"{address}/progress?after=x").status_code == 400


def test_a_run_whose_server_stopped_says_so(light, designer, draft_id):
    proof = ask_proof(light.engine, draft_id, by=DESIGNER)
    begin_proof(light.engine, proof.proof_id)

    light.clock.pass_time(seconds=25)

    address = f"/designer/proofs/{proof.proof_id}"
    assert "检验中断了" in designer.get(address).text
    assert designer.get(f"{address}/progress").json["state"] == "broken"
    again = ask_proof(light.engine, draft_id, by=DESIGNER)
    assert again.proof_id != proof.proof_id


def test_the_report_names_article_scenario_and_sentence_and_paints_the_way(
    light, designer, draft_id
):
    proof_id = proven(light, draft_id, REPORT)

    page = designer.get(f"/designer/proofs/{proof_id}").text

    assert "不能发布，理由 1 条" in page
    assert "第42条第1句" in page
    assert "停在这一句：那么&#34;秘书长&#34;有&#34;秘书长审核&#34;待办" in page
    assert page.count('class="way"') == 4  # two flows, whole and near
    assert 'class="stop"' in page
    assert "失去证明的条款（1）" in page
    assert "“市长确定”到“办结”" in page
    assert "场景: 删去的" in page


def test_publishing_what_was_refused_says_article_and_scenario_on_the_report(
    light, designer, draft_id
):
    proof_id = proven(light, draft_id, REPORT)
    address = f"/designer/proofs/{proof_id}"

    answer = designer.post(f"{address}/publish", {"why": "急用"}, page=address)

    assert answer.status_code == 422
    assert "检验没有通过，不能发布" in answer.text
    assert "依据：第42条第1句" in answer.text
    assert "先送秘书长审核" in answer.text
    assert "急用</textarea>" in answer.text


def test_a_second_person_approves_and_the_designer_publishes(
    light, light_app, designer, draft_id
):
    proof_id = proven(light, draft_id)
    address = f"/designer/proofs/{proof_id}"
    alone = designer.post(f"{address}/publish", {"why": "改名"}, page=address)
    assert alone.status_code == 403
    assert "还没有第二个人批准" in alone.text
    assert "批准发布" not in designer.get(address).text

    approver = browse(light_app, APPROVER)
    approver.post(f"{address}/sign", {"kind": "approve", "words": "同意"}, page=address)
    answer = designer.post(f"{address}/publish", {"why": "改名"}, page=address)

    assert answer.status_code == 303
    page = designer.get(answer.location).text
    assert "第 2 版" in page
    assert "改名" in page
    assert "叶知微" in page
    assert "已停用" in page


def test_everybody_is_offered_only_their_own_signature(light, light_app, draft_id):
    proof_id = proven(light, draft_id, REPORT)
    address = f"/designer/proofs/{proof_id}"

    offered = {
        person: [
            kind
            for kind in ("approve", "legal", "override")
            if f'name="kind" value="{kind}"'
            in browse(light_app, person).get(address).text
        ]
        for person in (DESIGNER, APPROVER, LEGAL, OVERRIDER, AUDITOR)
    }

    assert offered == {
        DESIGNER: [],
        APPROVER: [],
        LEGAL: ["legal"],
        OVERRIDER: ["override"],
        AUDITOR: [],
    }


def test_an_override_shows_on_the_version_for_ever(
    light, light_app, designer, draft_id
):
    proof_id = proven(light, draft_id, REFUSED)
    address = f"/designer/proofs/{proof_id}"
    signing = {"kind": "override", "words": "防汛急用"}
    overrider = browse(light_app, OVERRIDER)
    empty = overrider.post(
        f"{address}/sign", {"kind": "override", "words": ""}, page=address
    )
    assert empty.status_code == 422
    overrider.post(f"{address}/sign", signing, page=address)
    browse(light_app, APPROVER).post(
        f"{address}/sign", {"kind": "approve"}, page=address
    )
    designer.post(f"{address}/publish", {"why": "防汛"}, page=address)
    later = changed_draft(light, name="又一个")
    publish_draft(
        light.engine,
        later,
        by=DESIGNER,
        proof_id=approved(light, later),
        why="恢复常态",
    )

    page = designer.get("/designer/procedures/tiny/versions").text

    assert "特批发布" in page
    assert "防汛急用" in page
    assert "顾言川" in page


def test_new_cases_are_stopped_and_resumed_from_the_page(light, designer):
    address = "/designer/procedures/tiny/versions"
    with light.engine.store.read() as unit:
        version_id = unit.versions.current("tiny").version_id

    designer.post(f"{address}/{version_id}/stop", {"reason": "有误"}, page=address)
    stopped = browse_start(light, designer)
    designer.post(f"{address}/{version_id}/resume", {"reason": "无误"}, page=address)

    assert stopped == 409
    assert browse_start(light, designer) == 200


def browse_start(light: Running, browser: Browser) -> int:
    del light
    return browser.get("/start/tiny").status_code


def test_an_old_version_is_restored_as_a_draft(light, designer, draft_id):
    version = publish_draft(
        light.engine,
        draft_id,
        by=DESIGNER,
        proof_id=approved(light, draft_id),
        why="改名",
    )
    address = "/designer/procedures/tiny/versions"

    answer = designer.post(f"{address}/{version.based_on}/restore", {}, page=address)

    assert answer.status_code == 303
    assert "已恢复为草稿" in designer.get(answer.location).text


def test_what_came_into_force_meanwhile_is_said_and_taken_over(
    light, designer, draft_id
):
    other = changed_draft(light, name="另一个")
    publish_draft(
        light.engine,
        draft_id,
        by=DESIGNER,
        proof_id=approved(light, draft_id),
        why="改名",
    )
    address = f"/designer/drafts/{other}/proofs"

    before = designer.get(address).text
    designer.post(f"/designer/drafts/{other}/rebase", {}, page=address)

    assert "现行版本已经更换" in before
    assert "现行版本已经更换" not in designer.get(address).text


def test_a_draft_is_discarded(designer: Browser, draft_id):
    designer.post(f"/designer/drafts/{draft_id}/discard", {}, page="/designer")

    page = designer.get(f"/designer/drafts/{draft_id}/proofs").text
    assert "已经废弃" in page
    assert "检验现在的内容" not in page


def test_a_comparison_tells_changes_in_words_and_marks_the_diagram(
    light, designer, draft_id
):
    with light.engine.store.read() as unit:
        version_id = unit.versions.current("tiny").version_id
    address = f"/designer/compare?a=version:{version_id}&b=draft:{draft_id}"

    page = designer.get(address).text
    diagram = designer.get(f"/designer/compare/diagram?of=draft:{draft_id}")

    assert "<del>小事项</del> → <ins>小小事项</ins>" in page
    assert diagram.mimetype == "application/xml"
    assert 'id="tiny"' in diagram.text
    for wrong in ("version:x", "what", "draft:x", "proof:x"):
        answer = designer.get(f"/designer/compare?a={wrong}&b=draft:{draft_id}")
        assert answer.status_code == 404


def test_the_legal_office_is_asked_for_where_scenarios_were_touched(
    light, light_app, designer, draft_id
):
    proof_id = approved(light, draft_id, TOUCHED)
    address = f"/designer/proofs/{proof_id}"

    before = designer.get(address).text
    browse(light_app, LEGAL).post(
        f"{address}/sign", {"kind": "legal", "words": "已修订"}, page=address
    )
    answer = designer.post(f"{address}/publish", {"why": "修订"}, page=address)

    assert "还没有法制审核人员签署" in before
    assert answer.status_code == 303


def test_nonsense_is_refused(designer: Browser, light, draft_id):
    proof_id = proven(light, draft_id)
    address = f"/designer/proofs/{proof_id}"

    assert designer.get("/designer/proofs/nothing").status_code == 404
    assert designer.get("/designer/drafts/nothing/proofs").status_code == 404
    assert designer.get("/designer/procedures/nothing/versions").status_code == 404
    wrong = designer.post(f"{address}/sign", {"kind": "x"}, page=address)
    assert wrong.status_code == 400
