"""The pages, walked as officials walk them, without JavaScript."""

from io import BytesIO

import pytest
from flask import Flask

from tests.support.browsing import browse
from tests.support.running import ADMINISTRATOR, AUDITOR, Running, act_for_mayor

CLERK = "jinsui"
REVIEWER = "guyanchuan"
MAYOR = "shenyanqiu"
SUBSTITUTE = "luchengyuan"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def test_a_case_walks_through_all_its_people(light: Running, light_app: Flask):
    clerk = browse(light_app, CLERK)
    started = clerk.post(
        "/start/tiny", {"_action": "submit", "title": "年度预算", "amount": "3"}
    )
    case = started.location.partition("?")[0]

    for person, decision in ((REVIEWER, "同意"), (MAYOR, "同意")):
        browser = browse(light_app, person)
        row = light.box(person)[0]
        assert "年度预算" in browser.get("/").text
        address = f"/tasks/{row.task_id}"
        done = browser.post(
            address, {"_action": "submit", "decision": decision, "opinion": "可行"}
        )
        assert done.status_code == 303

    page = clerk.get(case).text
    assert "已办结" in page
    assert "秘书长 顾言川" in page
    assert "可行" in page


def test_the_inbox_finds_two_characters_and_keeps_its_filter(
    light: Running, light_app: Flask
):
    light.start(title="城市供水管理")
    light.start(title="道路命名")
    browser = browse(light_app, REVIEWER)

    page = browser.get("/?search=供水").text

    assert "城市供水管理" in page
    assert "道路命名" not in page
    assert 'value="供水"' in page


def test_strange_words_in_the_address_are_no_fault(light: Running, light_app: Flask):
    light.start()
    browser = browse(light_app, REVIEWER)

    answer = browser.get("/?box=x&due=y&after=z&slug='--&search=%25&said=<b>")

    assert answer.status_code == 200
    assert "<b>" not in answer.text


def test_a_task_page_says_why_it_is_here(light: Running, light_app: Flask):
    task = light.start().task_ids[0]

    page = browse(light_app, REVIEWER).get(f"/tasks/{task}").text

    assert "为什么到我这里" in page
    assert "秘书长" in page
    assert "第42条" in page


def test_an_acting_official_sees_for_whom_they_sign(light: Running, light_app: Flask):
    act_for_mayor(light)
    task = light.to_mayor()
    browser = browse(light_app, SUBSTITUTE)

    assert "代市长" in browser.get("/").text
    assert "代市长" in browser.get(f"/tasks/{task}").text


def test_a_draft_is_there_again(light: Running, light_app: Flask):
    task = light.start().task_ids[0]
    browser, address = browse(light_app, REVIEWER), f"/tasks/{task}"

    saved = browser.post(address, {"_action": "draft", "opinion": "拟同意"})

    assert saved.status_code == 303
    assert "拟同意" in browser.get(address).text


def test_the_script_saves_and_learns_the_new_version(light: Running, light_app: Flask):
    task = light.start().task_ids[0]
    browser, address = browse(light_app, REVIEWER), f"/tasks/{task}"
    form = browser.hidden(address)

    answer = browser.client.put(
        f"{address}/draft",
        data={**form, "opinion": "拟同意"},
        headers={"X-Token": form["_token"], "Accept": "application/json"},
    )

    assert answer.json["version"] == light.version(task)


def test_the_script_is_refused_in_json(light: Running, light_app: Flask):
    task = light.start().task_ids[0]
    browser = browse(light_app, REVIEWER)
    form = browser.hidden(f"/tasks/{task}")

    answer = browser.client.put(
        f"/tasks/{task}/draft",
        data={**form, "_version": "77"},
        headers={"X-Token": form["_token"], "Accept": "application/json"},
    )

    assert answer.status_code == 409
    assert answer.content_type == "application/problem+json"


def test_a_document_goes_up_and_only_ever_comes_down_as_a_download(
    light: Running, light_app: Flask
):
    task = light.start().task_ids[0]
    browser = browse(light_app, REVIEWER)
    form = browser.hidden(f"/tasks/{task}")
    sent = {**form, "file": (BytesIO(PDF), "方案.pdf")}

    up = browser.client.post(f"/tasks/{task}/documents", data=sent)
    down = browser.get(up.json["address"])

    assert down.data == PDF
    assert down.headers["Content-Disposition"].startswith("attachment")
    assert down.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_of_no_known_kind_is_refused(light: Running, light_app: Flask):
    task = light.start().task_ids[0]
    browser = browse(light_app, REVIEWER)
    form = browser.hidden(f"/tasks/{task}")

    answer = browser.client.post(
        f"/tasks/{task}/documents",
        data={**form, "file": (BytesIO(b"MZ"), "x.exe")},
        headers={"Accept": "application/json"},
    )

    assert answer.status_code == 422
    assert answer.json["detail"] == "附件不能上传：不支持这种文件。"


def test_who_started_it_urges_and_ends_it(light: Running, light_app: Flask):
    case = light.start().case_id
    browser, address = browse(light_app, CLERK), f"/cases/{case}"

    urged = browser.post(f"{address}/urge", {"words": "请尽快"}, page=address)
    page = browser.get(address).text
    silent = browser.post(
        f"{address}/cancel", {"outcome": "撤回", "reason": " "}, page=address
    )
    ended = browser.post(
        f"{address}/cancel", {"outcome": "撤回", "reason": "重报"}, page=address
    )

    assert urged.status_code == 303
    assert "请尽快" in page
    assert silent.status_code == 422
    assert ended.status_code == 303
    assert "已终止" in browser.get(address).text


def test_a_deed_is_taken_back_while_nobody_has_opened_what_followed(
    light: Running, light_app: Flask
):
    task = light.start().task_ids[0]
    light.complete(REVIEWER, task, decision="同意")
    browser = browse(light_app, REVIEWER)

    answer = browser.post(f"/tasks/{task}/withdraw", {}, page=f"/tasks/{task}")

    assert answer.status_code == 303
    assert len(light.box(REVIEWER)) == 1


def test_a_notice_is_read_and_leads_to_its_case(light: Running, light_app: Flask):
    case = light.start().case_id
    browse(light_app, CLERK).post(
        f"/cases/{case}/urge", {"words": "请尽快"}, page=f"/cases/{case}"
    )
    browser = browse(light_app, REVIEWER)
    before = browser.get("/?box=to_read").text

    notice = before.partition('href="/notices/')[2].partition('"')[0]
    answer = browser.get(f"/notices/{notice}")

    assert answer.location == f"/cases/{case}"


@pytest.mark.parametrize("person", [CLERK, REVIEWER, ADMINISTRATOR, AUDITOR])
@pytest.mark.parametrize(
    "address", ["/", "/start", "/registers", "/registers/tiny", "/office", "/print"]
)
def test_everybody_can_look_around(light: Running, light_app: Flask, person, address):
    light.start()

    assert browse(light_app, person).get(address).status_code == 200


def test_printed_pages_stand_by_themselves(light: Running, light_app: Flask):
    receipt = light.start(title="年度预算")
    task, case = receipt.task_ids[0], receipt.case_id
    browser = browse(light_app, REVIEWER)

    for address in (f"/tasks/{task}/sheet", f"/cases/{case}/file"):
        page = browser.get(address).text
        assert "年度预算" in page
        assert "打印" in page


def test_the_diagram_is_sent_as_it_was_published(light: Running, light_app: Flask):
    case = light.start().case_id

    answer = browse(light_app, CLERK).get(f"/cases/{case}/diagram")

    assert answer.mimetype == "application/xml"
    assert b"definitions" in answer.data


def test_the_marks_tell_where_the_case_stands(light: Running, light_app: Flask):
    case = light.start().case_id

    answer = browse(light_app, CLERK).get(f"/cases/{case}/marks")

    assert set(answer.json.values()) == {"done", "active"}


def test_auditors_see_the_chain_and_others_do_not(light: Running, light_app: Flask):
    case = light.start().case_id

    seen = browse(light_app, AUDITOR).get(f"/cases/{case}/audit")
    refused = browse(light_app, CLERK).get(f"/cases/{case}/audit")

    assert "核验通过" in seen.text
    assert refused.status_code == 403


def test_the_office_is_changed_from_its_page(light_app: Flask):
    browser = browse(light_app, ADMINISTRATOR)

    granted = browser.post(
        "/office/grants",
        {
            "from_post": "mayor",
            "to_post": "exec_deputy",
            "from_at": "2026-11-23T09:00",
            "basis": "代行主持工作通知1号",
        },
        page="/office",
    )
    page = browser.get("/office").text
    malformed = browser.post(
        "/office/absences",
        {"person": CLERK, "kind": "休假", "from_at": "昨天", "basis": "x"},
        page="/office",
    )

    assert granted.status_code == 303
    assert "陆承远（常务副市长）代行沈砚秋（市长）的职务" in page
    assert malformed.status_code == 400


def test_the_sign_in_page_names_the_demos_people(light_app: Flask):
    page = browse(light_app).get("/sign-in").text

    assert "演示机构" in page
    assert "Zhangfa-2026" in page
