"""The editor of a draft: its page, and what it asks while one draws."""

import pytest
from flask import Flask
from lxml import etree

from engine.runtime.make_draft import make_draft
from tests.support.browsing import Browser, browse
from tests.support.running import Running

DESIGNER, AUDITOR = "lutunan", "songheng"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"


@pytest.fixture
def address(light: Running) -> str:
    draft = make_draft(light.engine, "tiny", by=DESIGNER)
    return f"/designer/drafts/{draft.draft_id}"


def post(browser: Browser, address: str, **sent):
    headers = {"X-Token": browser.hidden("/office")["_token"]}
    return browser.client.post(address, headers=headers, **sent)


def test_the_page_names_what_is_published_and_may_not_be_renamed(
    light_app: Flask, address: str
) -> None:
    page = browse(light_app, DESIGNER).get(address).text

    published = page.partition('data-published="')[2].partition('"')[0].split()
    assert {"fill_in", "review", "approve"} <= set(published)


def test_a_reviewer_may_look_at_it(light_app: Flask, address: str) -> None:
    assert browse(light_app, AUDITOR).get(address).status_code == 200


def test_the_layout_draws_what_was_sent_and_saves_nothing(
    light_app: Flask, address: str
) -> None:
    browser = browse(light_app, DESIGNER)
    before = browser.get(f"{address}/files").json
    root = etree.fromstring(before["files"]["process.bpmn"].encode())
    for diagram in root.findall(f"{DI}BPMNDiagram"):
        root.remove(diagram)

    drawn = post(browser, f"{address}/layout", data=etree.tostring(root))

    shapes = etree.fromstring(drawn.data).iter(f"{DI}BPMNShape")
    assert {shape.get("bpmnElement") for shape in shapes} >= {"fill_in", "review"}
    assert browser.get(f"{address}/files").json == before


def test_a_hostile_document_is_not_laid_out(light_app: Flask, address: str) -> None:
    hostile = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'

    answer = post(browse(light_app, DESIGNER), f"{address}/layout", data=hostile)

    assert answer.status_code == 422
    assert answer.json["type"] == "urn:zhangfa:xml_refused"


def test_an_expression_says_whom_it_means(light_app: Flask) -> None:
    sent = {"source": "'post:mayor'", "slot": "candidates"}

    answer = post(browse(light_app, DESIGNER), "/designer/expression", json=sent)

    assert answer.json == {"reason": "", "today": ["市长 沈砚秋"], "depends": False}


def test_a_body_that_is_no_expression_is_refused(light_app: Flask) -> None:
    sent = {"source": 1, "slot": "candidates"}

    answer = post(browse(light_app, DESIGNER), "/designer/expression", json=sent)

    assert answer.status_code == 400
