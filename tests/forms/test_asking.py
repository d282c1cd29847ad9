"""Asking one more official for an opinion (加签), by the pages and by the API."""

from flask import Flask

from tests.support.browsing import browse
from tests.support.running import MAYOR, Running

REVIEWER = "guyanchuan"
WORDS = "请就预算口径提出意见"


def test_asking_and_answering_by_the_pages(light: Running, light_app: Flask):
    address = f"/tasks/{light.start().task_ids[0]}"
    asker = browse(light_app, REVIEWER)
    asked = {"to_person": MAYOR, "words": WORDS}

    done = asker.post(f"{address}/add_signer", asked, page=address)

    assert done.status_code == 303
    assert "尚未提出意见" in asker.get(address).text
    other = browse(light_app, MAYOR)
    assert "顾言川请您提意见" in other.get("/").text
    (row,) = light.box(MAYOR)
    page = other.get(f"/tasks/{row.task_id}").text
    assert "秘书长 顾言川" in page
    assert WORDS in page
    assert "加签意见" in page
    assert "<summary>加签</summary>" not in page
    sent = {"_action": "submit", "opinion": "口径应当统一"}
    assert other.post(f"/tasks/{row.task_id}", sent).status_code == 303
    after = asker.get(address).text
    assert "已提出意见" in after
    assert "口径应当统一" in after
    assert "提出加签意见" in after


def test_the_page_offers_neither_oneself_nor_who_was_asked(
    light: Running, light_app: Flask
):
    address = f"/tasks/{light.start().task_ids[0]}"
    asker = browse(light_app, REVIEWER)
    offered = asker.get(address).text.partition('id="signer"')[2]
    assert f'value="{MAYOR}"' in offered
    assert f'value="{REVIEWER}"' not in offered

    asked = {"to_person": MAYOR, "words": WORDS}
    asker.post(f"{address}/add_signer", asked, page=address)

    again = asker.get(address).text.partition('id="signer"')[2]
    assert f'value="{MAYOR}"' not in again
    refused = asker.post(f"{address}/add_signer", asked, page=address)
    assert refused.status_code == 403
    assert "已经征求过这位同志的意见" in refused.text
    assert "第66条第1句" in refused.text


def test_a_question_without_words_is_to_be_corrected(light: Running, light_app: Flask):
    address = f"/tasks/{light.start().task_ids[0]}"
    asker = browse(light_app, REVIEWER)

    asked = {"to_person": MAYOR, "words": " "}
    answer = asker.post(f"{address}/add_signer", asked, page=address)

    assert answer.status_code == 422
    assert light.box(MAYOR) == ()


def test_asking_by_the_api(light: Running, light_app: Flask):
    task_id = light.start().task_ids[0]
    asker = browse(light_app, REVIEWER)
    token = asker.client.get("/api/v1/session").json["token"]

    answer = asker.client.post(
        f"/api/v1/tasks/{task_id}/add_signer",
        json={"to_person": MAYOR, "words": WORDS},
        headers={"X-Token": token},
    )

    assert answer.status_code == 200
    (row,) = asker.client.get(f"/api/v1/tasks/{task_id}").json["asked"]
    assert (row["person"], row["is_pending"]) == (light.name(MAYOR), True)
    browser = browse(light_app, MAYOR)
    (line,) = browser.client.get("/api/v1/inbox").json["rows"]
    assert line["asked_by"] == light.name(REVIEWER)
