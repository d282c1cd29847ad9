"""The pages of a case's papers: who gets them, and what they say."""

import re
from io import BytesIO

import pypdf
import pytest
from flask import Flask

from engine.model.form import Form
from engine.model.reading import FilledShown
from engine.outside.document_files import path_of
from forms.answer_view import Answered
from forms.papers import Paper, each_text_once
from forms.pdf import FONTS
from tests.support.browsing import Browser, browse
from tests.support.issuing import (
    DRAFTER,
    MAYOR,
    OFFICE,
    STRANGER,
    TITLE,
    a_draft,
    a_numbered_document,
)
from tests.support.records import NOW
from tests.support.running import SUBSTITUTE, Running, act_for_mayor

needs_fonts = pytest.mark.skipif(
    not (FONTS / "title.css").is_file(), reason="run `make setup` first: no forms/fonts"
)
PATHS = ("issue.pdf", "sheet", "versions")


@pytest.mark.parametrize("path", PATHS)
def test_who_may_not_see_the_case_gets_404(light: Running, light_app: Flask, path: str):
    case_id = a_draft(light).case_id

    answer = browse(light_app, STRANGER).get(f"/cases/{case_id}/{path}")

    assert answer.status_code == 404
    assert TITLE not in answer.text


@pytest.mark.parametrize("path", PATHS)
def test_a_case_without_papers_says_so(light: Running, light_app: Flask, path: str):
    case_id = light.start().case_id

    answer = browse(light_app, DRAFTER).get(f"/cases/{case_id}/{path}")

    assert answer.status_code == 404
    assert "没有可以印制的公文" in answer.text


@needs_fonts
def test_a_draft_is_marked_and_not_kept(light: Running, light_app: Flask):
    case_id = a_draft(light).case_id
    before = len(light.acts(case_id))

    answer = browse(light_app, DRAFTER).get(f"/cases/{case_id}/issue.pdf")

    pages = pypdf.PdfReader(BytesIO(answer.data)).pages
    assert answer.mimetype == "application/pdf"
    assert all("送审稿" in page.extract_text() for page in pages)
    assert "%E9%80%81%E5%AE%A1%E7%A8%BF" in answer.headers["Content-Disposition"]
    assert len(light.acts(case_id)) == before


@needs_fonts
def test_the_issue_stays_byte_for_byte_also_when_it_is_printed_later(
    light: Running, light_app: Flask
):
    document = a_numbered_document(light)
    address = f"/cases/{document.case_id}/issue.pdf"

    first = browse(light_app, OFFICE).get(address).data
    light.clock.pass_time(days=2)
    moment = light.clock().isoformat()
    document.do(
        OFFICE,
        seal_used=True,
        seal_kind="电子印章",
        copies=30,
        printed_at=moment,
        supervise=False,
    )
    second = browse(light_app, DRAFTER).get(address).data

    text = pypdf.PdfReader(BytesIO(first)).pages[-1].extract_text()
    assert first == second
    assert "2026年11月23日印发" in text
    assert [a.verb for a in light.acts(document.case_id)].count("render_issue") == 1


@needs_fonts
def test_an_issue_that_was_changed_on_the_disk_is_refused(
    light: Running, light_app: Flask
):
    document = a_numbered_document(light)
    browser = browse(light_app, OFFICE)
    address = f"/cases/{document.case_id}/issue.pdf"
    kept = path_of(
        light.engine.documents,
        _digest(browser, address, document.case_id),
    )
    kept.write_bytes(kept.read_bytes() + b"%")

    answer = browser.get(address)

    assert answer.status_code == 500
    assert b"%PDF" not in answer.data


def _digest(browser: Browser, address: str, case_id: str) -> str:
    """Return what the case's page says is the issue's, once it has been rendered."""
    assert browser.get(address).status_code == 200
    page = browser.get(f"/cases/{case_id}").text
    return re.search(r'class="digest">([0-9a-f]{64})<', page)[1]


def test_the_case_page_offers_its_papers(light: Running, light_app: Flask):
    document = a_draft(light)
    browser = browse(light_app, DRAFTER)

    drafted = browser.get(f"/cases/{document.case_id}").text
    document.sign()
    signed = browser.get(f"/cases/{document.case_id}").text
    document.number()
    numbered = browser.get(f"/cases/{document.case_id}").text

    assert "送审稿（PDF）" in drafted
    assert "校样（PDF）" in signed
    assert "正式公文（PDF）" in numbered
    assert "发文拟稿单" in numbered
    assert "第 2 稿" in numbered
    assert "正式公文（PDF）" in browser.get("/registers/document_issuing").text


def test_the_sheet_shows_opinions_by_rank_and_who_acted(
    light: Running, light_app: Flask
):
    document = a_draft(light)
    document.do(OFFICE, decision="通过", opinion="文稿合规。")
    document.do("luchengyuan", decision="同意", opinion="请市长签发。")
    act_for_mayor(light)
    document.do(SUBSTITUTE, decision="签发", opinion="同意印发。")

    page = browse(light_app, MAYOR).get(f"/cases/{document.case_id}/sheet").text

    at = [page.index(words) for words in ("同意印发。", "请市长签发。", "文稿合规。")]
    assert at == sorted(at)
    assert "陆承远（代市长）" in page or "陆承远（代市长）" in page
    assert "常务副市长 陆承远" in page
    assert "发文拟稿单" in page


def test_two_versions_are_compared_without_colour(light: Running, light_app: Flask):
    document = a_draft(light)
    document.sign()
    browser = browse(light_app, DRAFTER)
    address = f"/cases/{document.case_id}/versions"

    page = browser.get(address).text
    whole = browser.get(f"{address}?from=1&to=1").text
    strange = browser.get(f"{address}?from=x&to=99").text

    assert '<del><span class="unseen">删去：</span>五</del>' in page
    assert '<ins><span class="unseen">增加：</span>二</ins>' in page
    assert "办公室经办人 何清和" in page
    assert "<del>" not in whole.partition('class="compared"')[2]
    assert "第 1 稿与第 2 稿" in strange


def test_words_of_a_text_are_never_markup(light: Running, light_app: Flask):
    case_id = a_draft(light, body="<script>alert(1)</script>").case_id

    page = browse(light_app, DRAFTER).get(f"/cases/{case_id}/versions").text

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_case_file_tells_a_long_text_once():
    text, rows = "正文。" * 40, (("市财政局", "同意"),)
    table = Answered("协商记录", "", ("部门", "意见"), rows)
    papers = [
        Paper(
            FilledShown(name, "p", "", "", NOW, Form("f", title, ()), {}),
            (Answered("结论", "同意"), Answered("正文", text), table),
        )
        for name, title in (("核稿", "核稿单"), ("签发", ""))
    ]

    first, second = each_text_once(papers)

    assert first.answers == papers[0].answers
    assert [each.words for each in second.answers] == [
        "同意",
        "同前，见“核稿单”。",
        "同前，见“核稿单”。",
    ]
    assert all(not each.rows for each in second.answers)
