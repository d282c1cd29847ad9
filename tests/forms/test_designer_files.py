"""The files of a draft over the web: one revision, one winner, plain refusals."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from engine.runtime.make_draft import make_draft
from tests.support.browsing import Browser, browse
from tests.support.running import Running

DESIGNER, AUDITOR, CLERK = "lutunan", "songheng", "jinsui"


class Desk:
    """A designer's browser at one draft."""

    def __init__(self, browser: Browser, draft_id: str) -> None:
        self.browser = browser
        self.address = f"/designer/drafts/{draft_id}"
        self.token = browser.hidden("/office")["_token"]

    def send(self, method: str, path: str, **more) -> TestResponse:
        headers = {"X-Token": self.token, **more.pop("headers", {})}
        return self.browser.client.open(
            self.address + path, method=method, headers=headers, **more
        )

    def save(self, path: str, data: bytes, revision: object = 1) -> TestResponse:
        headers = {"If-Match": f'"{revision}"'}
        return self.send("PUT", f"/files/{path}", data=data, headers=headers)

    def files(self) -> dict:
        return self.browser.get(f"{self.address}/files").json


@pytest.fixture
def draft_id(light: Running) -> str:
    return make_draft(light.engine, "tiny", by=DESIGNER).draft_id


@pytest.fixture
def desk(light_app: Flask, draft_id: str) -> Desk:
    return Desk(browse(light_app, DESIGNER), draft_id)


def test_a_file_is_read_with_the_draft_s_revision(desk: Desk):
    answer = desk.browser.get(f"{desk.address}/files/process.bpmn")

    assert answer.headers["ETag"] == '"1"'
    assert answer.mimetype == "text/plain"
    assert answer.text == desk.files()["files"]["process.bpmn"]


def test_a_save_gives_the_new_revision(desk: Desk):
    answer = desk.save("forms/new.json", '{"key": "新"}'.encode())

    assert answer.json == {"revision": 2}
    assert desk.files()["files"]["forms/new.json"] == '{"key": "新"}'


def test_a_file_is_removed(desk: Desk):
    headers = {"If-Match": "1"}

    answer = desk.send("DELETE", "/files/forms/review.json", headers=headers)

    assert answer.json == {"revision": 2}
    assert "forms/review.json" not in desk.files()["files"]


def test_the_second_of_two_is_told_who_was_first(desk: Desk):
    desk.save("forms/new.json", b"{}")

    answer = desk.save("forms/new.json", b"[]")

    assert answer.status_code == 409
    assert answer.json["type"] == "urn:zhangfa:draft_changed"
    assert "卢图南" in answer.json["detail"]
    assert desk.files()["files"]["forms/new.json"] == "{}"


@pytest.mark.parametrize(
    ("path", "data", "revision", "told"),
    [
        ("..%2fx", b"{}", 1, (422, "文件名不合规定")),
        ("forms/big.json", b" " * 3_000_000, 1, (413, "太大")),
        ("forms/big.json", b" " * 2_100_000, 1, (422, "超过 2 MB")),
        ("process.bpmn", b"<!DOCTYPE x><definitions/>", 1, (422, "DOCTYPE")),
        ("process.bpmn", b"<definitions", 1, (422, "不是完整的 XML")),
        ("forms/new.json", b"{}", 7, (409, "没有保存")),
        ("forms/new.json", b"{}", "x", (400, "格式不对")),
        ("forms/new.json", b"{}", -1, (400, "格式不对")),
    ],
)
def test_bad_input_is_refused_in_words_and_changes_nothing(
    desk: Desk, path, data, revision, told
):
    before = desk.files()

    answer = desk.save(path, data, revision)

    status, words = told
    assert answer.status_code == status
    assert words in answer.json["detail"]
    assert desk.files() == before


def test_a_save_without_the_page_s_token_is_refused(desk: Desk):
    answer = desk.browser.client.put(
        f"{desk.address}/files/forms/new.json", data=b"{}", headers={"If-Match": "1"}
    )

    assert answer.status_code == 403


def test_somebody_who_is_no_designer_may_not_save(light_app, draft_id, desk):
    auditor = Desk(browse(light_app, AUDITOR), draft_id)
    clerk = Desk(browse(light_app, CLERK), draft_id)

    assert auditor.save("forms/new.json", b"{}").status_code == 403
    assert auditor.files()["may_change"] is False
    assert clerk.save("forms/new.json", b"{}").status_code == 403
    assert clerk.browser.get(f"{clerk.address}/files").status_code == 403
    assert desk.files()["revision"] == 1


def test_an_unknown_draft_is_not_found(light_app: Flask):
    desk = Desk(browse(light_app, DESIGNER), "nothing")

    assert desk.save("forms/new.json", b"{}").status_code == 404


def test_a_draft_is_checked_with_what_is_not_saved(desk: Desk):
    body = {"files": {"forms/review.json": "{"}}

    answer = desk.send("POST", "/check", json=body)

    places = {each["element_id"] for each in answer.json["findings"]}
    assert "forms/review.json" in places
    assert desk.files()["revision"] == 1


def test_a_check_of_nonsense_is_refused(desk: Desk):
    assert desk.send("POST", "/check", json={"files": {"x": 1}}).status_code == 400
    assert desk.send("POST", "/check", data=b"{").status_code == 400


def test_scenarios_are_checked_as_they_are_written(desk: Desk):
    written = "# language: zh-CN\n功能: 小事项\n\n  场景: 一\n    那么天下太平\n"
    body = {"files": {"acceptance.feature": written}}

    findings = desk.send("POST", "/check", json=body).json["findings"]

    assert ["第 5 行" in each["text"] for each in findings] == [True]
    assert findings[0]["code"] == "sentence_unknown"
