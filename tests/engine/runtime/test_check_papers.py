"""What is checked of a manifest's papers against diagram and forms."""

import json

import pytest

from engine.assembly import PROCESSES
from engine.runtime.check import check_bundle, read_yardstick
from engine.runtime.folders import read_bundle

FOLDER = PROCESSES / "document_issuing"


def _told(**changed: object) -> list[str]:
    bundle = read_bundle(FOLDER)
    manifest = json.loads(bundle.files["manifest.json"]) | changed
    bundle.files["manifest.json"] = json.dumps(manifest).encode()
    return [finding.text for finding in check_bundle(bundle, read_yardstick())]


def _issue(**changed: object) -> dict[str, object]:
    manifest = json.loads((FOLDER / "manifest.json").read_bytes())
    return manifest["issue"] | changed


def test_the_procedure_as_it_is_has_no_finding():
    assert _told() == []


@pytest.mark.parametrize("place", ["draft.titel", "draft.title", "nobody.body"])
def test_the_text_must_be_a_long_text_of_a_form(place: str):
    assert _told(text=[place]) == [f"正文：没有“{place}”这个多行文字。"]


def test_an_issue_needs_a_text():
    assert _told(text=[]) == ["有正式公文的程序须写明正文在哪里填（text）。"]


def test_what_a_sheet_names_must_be_there():
    rows = [{"label": "拟稿", "by": "drawt"}, {"label": "标题", "value": "draft.("}]

    told = _told(sheet={"title": "拟稿单", "rows": rows})

    assert told[0] == "拟稿单“拟稿”：流程图里没有“drawt”。"
    assert told[1].startswith("拟稿单“标题”的表达式“draft.(”：")


def test_what_an_issue_names_must_be_there():
    told = _told(issue=_issue(number="nummer", signed_by=["king"]))

    assert told == [
        "正式公文：台账里没有“nummer”。",
        "正式公文：流程图里没有“king”。",
    ]
