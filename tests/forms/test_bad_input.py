"""What cannot stand is told beside its field, changes nothing, and stays typed."""

from datetime import timedelta

import pytest
from flask import Flask

from engine.model.errors import StoreUnreachable
from engine.model.reading import Box
from tests.support.browsing import Browser, browse
from tests.support.running import Running

CLERK = "jinsui"
OTHER_CLERK = "jiyuan"
REVIEWER = "guyanchuan"
MAYOR = "shenyanqiu"


def review(running: Running) -> str:
    """Start a case; return the address of the task that waits for its reviewer."""
    return f"/tasks/{running.start(title='年度预算').task_ids[0]}"


def submit(browser: Browser, address: str, **fields: str):
    return browser.post(address, {"_action": "submit", **fields})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "请填写“名称”。"),
        ({"title": "长" * 201}, "“名称”最多 200 个字，现在有 201 个。"),
        ({"title": "甲\x07乙"}, "“名称”里有不能保存的字符。"),
        ({"title": "甲", "amount": "一百"}, "“金额”应填数字。"),
        ({"title": "甲", "amount": "-1"}, "“金额”不得小于 0。"),
        ({"title": "甲", "secret": "1"}, "表单里没有“secret”这一项。"),
    ],
)
def test_a_wrong_answer_is_told_and_nothing_is_started(
    running: Running, app: Flask, fields: dict[str, str], sentence: str
):
    browser = browse(app, CLERK)

    answer = submit(browser, "/start/tiny", **fields)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert running.box(CLERK, Box.STARTED) == ()


def test_what_was_typed_is_kept_and_the_summary_leads_to_the_field(
    running: Running, app: Flask
):
    answer = submit(browse(app, CLERK), "/start/tiny", title="甲", amount="一百")

    assert 'value="甲"' in answer.text
    assert 'value="一百"' in answer.text
    assert '<a href="#amount">' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert running.box(CLERK, Box.STARTED) == ()


def test_a_choice_that_is_not_offered_is_refused(running: Running, app: Flask):
    address = review(running)

    answer = submit(browse(app, REVIEWER), address, decision="随便", opinion="我的话")

    assert answer.status_code == 422
    assert "“结论”请从列出的选项中选。" in answer.text
    assert "我的话" in answer.text


def test_markup_in_answers_is_shown_as_text(running: Running, app: Flask):
    address = review(running)

    answer = submit(browse(app, REVIEWER), address, opinion="<script>x</script>")

    assert "<script>x" not in answer.text
    assert "&lt;script&gt;x" in answer.text


def test_the_second_click_gets_the_first_ones_receipt(running: Running, app: Flask):
    browser, address = browse(app, REVIEWER), review(running)
    form = {**browser.hidden(address), "_action": "submit", "decision": "同意"}

    first = browser.client.post(address, data=form)
    second = browser.client.post(address, data=form)

    assert first.status_code == second.status_code == 303
    assert first.location == second.location


def test_a_done_task_says_who_and_when_and_keeps_the_words(
    running: Running, app: Flask
):
    address = review(running)
    browser = browse(app, REVIEWER)
    page = browser.hidden(address)
    running.complete(REVIEWER, address.rpartition("/")[2], decision="同意")

    answer = browser.client.post(
        address,
        data={**page, "_action": "submit", "decision": "退回", "opinion": "再核"},
    )

    assert answer.status_code == 409
    assert "顾言川已于 11月23日 09:00 办理了这件事。" in answer.text
    assert "再核" in answer.text


def test_a_stale_page_gets_its_words_back_with_the_new_version(
    running: Running, app: Flask
):
    browser, address = browse(app, REVIEWER), review(running)
    stale = browser.hidden(address)
    browser.post(address, {"_action": "draft", "opinion": "第一稿"})

    answer = browser.client.post(
        address, data={**stale, "_action": "submit", "decision": "同意"}
    )

    assert answer.status_code == 409
    assert "这件事有过变动" in answer.text or "动过这件事" in answer.text
    assert 'value="同意" checked' in answer.text
    assert f'name="_version" value="{int(stale["_version"]) + 1}"' in answer.text


def test_what_may_not_be_seen_is_not_there(running: Running, app: Flask):
    address = review(running)
    case = running.start(title="别人的事").case_id
    browser = browse(app, OTHER_CLERK)

    assert browser.get(address).status_code == 404
    assert browser.get(f"/cases/{case}").status_code == 404
    assert browser.get("/tasks/0").status_code == 404


def test_who_sees_but_may_not_is_told_whose_it_is(running: Running, app: Flask):
    address = review(running)

    answer = submit(browse(app, CLERK), address, decision="同意")

    assert answer.status_code == 403
    assert "秘书长" in answer.text


def test_a_database_that_does_not_answer_is_told_and_nothing_is_half_done(
    light: Running, light_app: Flask, monkeypatch: pytest.MonkeyPatch
):
    browser = browse(light_app, CLERK)
    form = {**browser.hidden("/start/tiny"), "_action": "submit", "title": "甲"}

    with monkeypatch.context() as patched:
        patched.setattr(type(light.engine.store), "read", _unreachable)
        patched.setattr(type(light.engine.store), "begin", _unreachable)
        answer = browser.client.post("/start/tiny", data=form)
        ready = browser.get("/readyz")

    assert answer.status_code == ready.status_code == 503
    assert "数据库暂时连不上" in answer.text
    assert light.box(CLERK, Box.STARTED) == ()


def _unreachable(*_: object) -> None:
    raise StoreUnreachable


def test_an_idle_session_has_ended(light: Running, light_app: Flask):
    browser = browse(light_app, CLERK)
    light.clock.moment += timedelta(minutes=31)

    assert browser.get("/").status_code == 303
