"""What a manifest may say of text, sheet and issue."""

import json

import pytest

from engine.content.manifest import read_manifest
from engine.model.errors import BundleRejected
from engine.model.issue import IssuePlan, SheetPlan, SheetRow
from tests.engine.content.test_manifest import MANIFEST

ISSUE = {
    "number": "doc_number",
    "signed_at": "signed_at",
    "signed_by": ["sign"],
    "parts": {"kind": "'通知'", "issuer": "'市政府'", "title": "draft.title"},
}
SHEET = {
    "title": "拟稿单",
    "rows": [
        {"label": "标题", "value": "draft.title"},
        {"label": "拟稿", "by": "draft"},
    ],
}


def _read(**changed):
    return read_manifest(json.dumps({**MANIFEST, **changed}).encode())


def _findings(**changed) -> str:
    with pytest.raises(BundleRejected) as refused:
        _read(**changed)
    return "".join(each.text for each in refused.value.facts["findings"])


def test_a_manifest_says_nothing_of_papers():
    manifest = _read()

    assert (manifest.text, manifest.sheet, manifest.issue) == ((), None, None)


def test_text_sheet_and_issue_are_read():
    manifest = _read(text=["draft.body", "proof.body"], sheet=SHEET, issue=ISSUE)

    assert manifest.text == ("draft.body", "proof.body")
    assert manifest.sheet == SheetPlan(
        "拟稿单", (SheetRow("标题", "draft.title"), SheetRow("拟稿", "", "draft"))
    )
    assert manifest.issue == IssuePlan(
        "doc_number", "signed_at", "", ("sign",), ISSUE["parts"]
    )


def test_what_is_no_field_of_a_form_is_no_text():
    assert "text" in _findings(text=["body"])


def test_a_cell_is_a_value_or_a_doer():
    assert "写且只写一项" in _findings(sheet={"title": "单", "rows": [{"label": "空"}]})
    both = {"label": "两样", "value": "1", "by": "draft"}
    assert "写且只写一项" in _findings(sheet={"title": "单", "rows": [both]})


def test_an_issue_has_kind_issuer_and_title():
    told = _findings(issue=ISSUE | {"parts": {"kind": "'通知'", "colour": "'红'"}})

    assert "issue.parts.issuer" in told
    assert "issue.parts.title" in told
    assert "issue.parts.colour" in told
