"""What reviewers find: a proof to start, its history, what changed, where to look."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from engine.model.proof import Objection, Origin, ProofReport, ScenarioProof
from engine.runtime.publish_draft import publish_draft
from engine.runtime.sign_proof import approve_proof
from tests.support.browsing import Browser, browse
from tests.support.gate import (
    APPROVER,
    DESIGNER,
    LEGAL,
    approved,
    changed_draft,
    proven,
)
from tests.support.running import AUDITOR

HOLDS = ProofReport(
    scenarios=(ScenarioProof(Origin.DRAFT, "先送秘书长审核", ("42.1",), "passed"),)
)


@pytest.fixture(params=[AUDITOR, LEGAL])
def reviewer(light_app: Flask, request: pytest.FixtureRequest) -> Browser:
    return browse(light_app, request.param)


def test_a_reviewer_starts_a_proof_from_their_own_page(light, reviewer):
    draft_id = changed_draft(light)

    page = reviewer.get("/designer").text
    assert f'action="/designer/drafts/{draft_id}/proofs"' in page
    assert "新建草稿" not in page


def test_the_history_of_a_procedure_tells_what_changed(light, reviewer):
    draft_id = changed_draft(light)
    proof_id = proven(light, draft_id)

    assert "/designer/procedures/tiny/proofs" in reviewer.get("/designer").text
    page = reviewer.get("/designer/procedures/tiny/proofs").text
    assert f"/designer/proofs/{proof_id}" in page
    assert "比当时的现行版本（第 1 版）" in page
    assert "程序说明（manifest.json）：改动" in page


def test_the_report_says_what_changed_and_which_clauses_are_proven(light, reviewer):
    draft_id = changed_draft(light)
    proof_id = proven(light, draft_id, HOLDS)

    page = reviewer.get(f"/designer/proofs/{proof_id}").text
    assert "与当时的现行版本相比改了什么" in page
    assert "程序说明（manifest.json）：改动" in page
    clauses = page[page.index('id="clauses"') : page.index('id="scenarios"')]
    assert "第42条第1句" in clauses
    assert "先送秘书长审核" in clauses
    for way in (
        "#changes",
        "#clauses",
        "#strength",
        f"/designer/drafts/{draft_id}/sandbox",
        "/designer/procedures/tiny/proofs",
        "/ledger?procedure=tiny",
    ):
        assert f'href="{way}"' in page
    assert re.search(r'href="/designer/compare\?a=version:\w+&amp;b=proof:\w+"', page)


def test_a_draft_names_its_base_and_what_was_published_since(light, reviewer):
    draft_id = changed_draft(light)
    for address in (
        f"/designer/drafts/{draft_id}",
        f"/designer/drafts/{draft_id}/proofs",
    ):
        assert (
            "基于第 1 版（2026年11月23日 09:00 起施行）" in reviewer.get(address).text
        )
        assert "其后已发布" not in reviewer.get(address).text

    other = changed_draft(light, name="又一个")
    publish_draft(
        light.engine, other, by=DESIGNER, proof_id=approved(light, other), why="改名"
    )

    for address in (
        f"/designer/drafts/{draft_id}",
        f"/designer/drafts/{draft_id}/proofs",
    ):
        assert "其后已发布第 2 版" in reviewer.get(address).text


def test_the_printed_report_has_a_place_for_every_signature_that_is_missing(
    light, reviewer
):
    proof_id = proven(light, changed_draft(light), replace(HOLDS, needs_legal=True))
    approve_proof(light.engine, proof_id, by=APPROVER, words="同意")

    page = reviewer.get(f"/designer/proofs/{proof_id}").text
    signing = page[page.index("signing") : page.index("stages")]
    assert re.findall(r'<th scope="row">([^<]+)</th>', signing) == ["批准", "法制签署"]
    assert "叶知微" in signing
    assert "同意" in signing


def test_every_reason_is_on_paper_though_the_page_folds_some(light, reviewer):
    many = tuple(Objection("scenario_failed", f"理由{n}甲") for n in range(12))
    proof_id = proven(light, changed_draft(light), ProofReport(objections=many))

    page = reviewer.get(f"/designer/proofs/{proof_id}").text
    paper = page[page.index('<ol class="paper-only" start="9">') :]
    assert "结论：不能发布，理由 12 条" in page
    assert [n for n in range(12) if f"理由{n}甲" in paper] == [8, 9, 10, 11]
