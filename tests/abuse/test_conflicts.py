"""Somebody was first, or it is not theirs: who and when is told, nothing is changed."""

import pytest

from engine.runtime.claim import claim_task
from engine.runtime.transfer import transfer_task
from tests.abuse.served import (
    AUDITOR,
    CLERK,
    MAYOR,
    OTHER_CLERK,
    REVIEWER,
    Served,
)

AT = "11月23日 09:00"
ELSE = "yezhiwei"
FORM = {"_action": "submit", "decision": "同意", "opinion": "我刚写的话"}


def test_a_stale_page_is_told_who_moved_and_when(served: Served):
    task_id = review(served)
    page = served.browser(REVIEWER).hidden(f"/tasks/{task_id}")
    served.program(REVIEWER).call(
        "PUT",
        f"/tasks/{task_id}/draft",
        {"version": int(page["_version"]), "answers": {"opinion": "在别处写的"}},
    )
    before = served.dump()

    answer = post(served, REVIEWER, task_id, page)

    assert answer.status_code == 409
    assert "顾言川" in answer.text
    assert AT in answer.text
    assert "我刚写的话" in answer.text
    assert served.dump() == before


def test_a_second_submit_from_another_page_is_told_who_and_when(served: Served):
    task_id = review(served)
    page = served.browser(REVIEWER).hidden(f"/tasks/{task_id}")
    served.running.complete(REVIEWER, task_id, decision="同意")
    before = served.dump()

    answer = post(served, REVIEWER, task_id, page)

    assert answer.status_code == 409
    assert f"顾言川已于 {AT} 办理了这件事" in answer.text
    assert "我刚写的话" in answer.text
    assert served.dump() == before


def test_the_same_key_twice_is_one_deed(served: Served):
    task_id = review(served)
    page = served.browser(REVIEWER).hidden(f"/tasks/{task_id}")

    first = post(served, REVIEWER, task_id, page)
    before = served.dump()
    again = post(served, REVIEWER, task_id, page)

    assert first.location == again.location
    assert served.dump() == before


def test_the_same_key_for_something_else_is_refused(served: Served):
    task_id, other = review(served), review(served)
    page = served.browser(REVIEWER).hidden(f"/tasks/{task_id}")
    post(served, REVIEWER, task_id, page)
    before = served.dump()

    answer = post(served, REVIEWER, other, {**page, "_version": "1"})

    assert answer.status_code == 422
    assert served.dump() == before


def test_keys_belong_to_who_sent_them(served: Served):
    task_id, body = review(served), {"answers": {"decision": "同意"}}
    address = f"/tasks/{task_id}/complete"
    key = {"Idempotency-Key": "abuse-1"}
    done = served.program(REVIEWER).call("POST", address, body, headers=key)

    other = served.program(MAYOR).call("POST", address, body, headers=key)

    assert done.status_code == 200
    assert other.status_code in {403, 409}


def test_a_task_claimed_by_another_says_who_and_when(served: Served):
    task_id = review(served)
    served.running.to_everybody(task_id, REVIEWER, ELSE)
    page = served.browser(ELSE).hidden(f"/tasks/{task_id}")
    version = served.running.version(task_id)
    claim_task(served.running.engine, task_id, by=REVIEWER, version=version)
    before = served.dump()

    answers = [
        post(served, ELSE, task_id, page),
        served.browser(ELSE).post(f"/tasks/{task_id}/claim", page, page="/"),
        served.browser(ELSE).post(
            f"/tasks/{task_id}", {**page, "_action": "draft"}, page="/"
        ),
    ]

    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert all("顾言川" in answer.text for answer in answers)
    assert all(AT in answer.text for answer in answers)
    assert "我刚写的话" in answers[0].text
    assert served.dump() == before


def test_a_task_transferred_while_it_was_open_is_told(served: Served):
    task_id = review(served)
    page = served.browser(REVIEWER).hidden(f"/tasks/{task_id}")
    transfer_task(
        served.running.engine, task_id, by=REVIEWER, to_person=ELSE, reason="请您办"
    )
    before = served.dump()

    answer = post(served, REVIEWER, task_id, page)

    assert answer.status_code in {403, 409}
    assert "叶知微" in answer.text
    assert "我刚写的话" in answer.text
    assert served.dump() == before


def test_a_finished_case_is_finished(served: Served):
    task_id = served.running.to_mayor()
    case_id = served.case_of(task_id)
    page = served.browser(CLERK).hidden(f"/cases/{case_id}")
    served.running.complete(MAYOR, task_id, decision="同意")
    before = served.dump()

    answers = [
        served.browser(CLERK).client.post(
            f"/cases/{case_id}/{verb}",
            data={**page, "words": "请快", "outcome": "撤回", "reason": "重报"},
        )
        for verb in ("urge", "cancel")
    ]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert served.dump() == before


DEEDS = [
    ("/tasks/{task}", {**FORM}),
    ("/tasks/{task}", {**FORM, "_action": "draft"}),
    ("/tasks/{task}/claim", {}),
    ("/tasks/{task}/release", {}),
    ("/tasks/{task}/transfer", {"to_person": OTHER_CLERK, "reason": "我来办"}),
    ("/tasks/{task}/withdraw", {}),
    ("/cases/{case}/urge", {"words": "请快"}),
    ("/cases/{case}/cancel", {"outcome": "撤回", "reason": "不办了"}),
    ("/cases/{case}/suspend", {"reason": "等一等"}),
    ("/cases/{case}/resume", {"reason": "继续"}),
]


@pytest.mark.parametrize(("address", "fields"), DEEDS)
def test_what_may_not_be_seen_is_not_there_to_be_done(served: Served, address, fields):
    task_id = review(served)
    address = address.format(task=task_id, case=served.case_of(task_id))
    before = served.dump()

    answer = served.browser(OTHER_CLERK).post(address, fields, page="/")
    missing = served.browser(OTHER_CLERK).post(
        address.replace(address.split("/")[2], "0" * 32), fields, page="/"
    )

    assert answer.status_code == missing.status_code == 404
    assert answer.text == missing.text
    assert served.dump() == before


# (address, fields, who sees it and may not, the article that says so)
FORBIDDEN = [
    (*DEEDS[0], CLERK, "第42条"),
    (*DEEDS[0], AUDITOR, "第42条"),
    (*DEEDS[1], CLERK, "第42条"),
    (*DEEDS[2], CLERK, "第42条"),
    (*DEEDS[3], AUDITOR, "第42条"),
    (*DEEDS[4], CLERK, "第42条"),
    (*DEEDS[5], CLERK, "第42条"),
    (*DEEDS[6], AUDITOR, ""),
    (*DEEDS[7], AUDITOR, "第42条"),
    (*DEEDS[8], CLERK, "第42条"),
    (*DEEDS[9], AUDITOR, "第42条"),
]


@pytest.mark.parametrize(("address", "fields", "who", "article"), FORBIDDEN)
def test_what_is_seen_and_not_theirs_names_the_article_and_is_recorded(
    served: Served, address, fields, who, article
):
    task_id = review(served)
    address = address.format(task=task_id, case=served.case_of(task_id))
    before, refused = served.dump(), len(served.refusals())

    answer = served.browser(who).post(address, fields, page="/")

    assert answer.status_code == 403, answer.text
    assert f"依据：{article}" in answer.text or not article
    assert [each["by"] for each in served.refusals()[refused:]] == [who]
    assert served.dump() == before


@pytest.mark.parametrize(
    ("who", "address", "fields"),
    [
        (MAYOR, "/start/tiny", {"title": "甲"}),
        (
            CLERK,
            "/office/appointments",
            {"person": CLERK, "post": "mayor", "from_on": "2026-11-23"},
        ),
        (
            AUDITOR,
            "/office/absences",
            {
                "person": CLERK,
                "kind": "休假",
                "from_at": "2026-11-23T09:00",
                "basis": "自己写的",
            },
        ),
        (
            CLERK,
            "/office/portfolios",
            {"post": "mayor", "unit": "finance_bureau", "from_on": "2026-11-23"},
        ),
        (
            CLERK,
            "/office/grants",
            {
                "from_post": "mayor",
                "to_post": "finance_bureau_clerk",
                "from_at": "2026-11-23T09:00",
                "basis": "自己写的",
            },
        ),
    ],
)
def test_reaching_for_the_office_is_recorded(served: Served, who, address, fields):
    before, refused = served.dump(), len(served.refusals())

    answer = served.browser(who).post(
        address, {"_action": "submit", **fields}, page="/"
    )

    assert answer.status_code == 403, answer.text
    assert [each["by"] for each in served.refusals()[refused:]] == [who]
    assert served.dump() == before


def test_the_api_says_the_same(served: Served):
    task_id = review(served)
    clerk, refused = served.program(CLERK), len(served.refusals())

    answer = clerk.call(
        "POST", f"/tasks/{task_id}/complete", {"answers": {"decision": "同意"}}
    )
    hidden = served.program(OTHER_CLERK).call("GET", f"/tasks/{task_id}")

    assert answer.status_code == 403
    assert answer.json["basis"].startswith("第42条")
    assert hidden.status_code == 404
    assert len(served.refusals()) == refused + 1


def review(served: Served) -> str:
    """Start a case; return the id of its reviewer's task."""
    return served.running.start(by=CLERK).task_ids[0]


def post(served: Served, who: str, task_id: str, page: dict[str, str]):
    return served.browser(who).client.post(f"/tasks/{task_id}", data={**page, **FORM})
