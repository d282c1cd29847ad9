"""Acting for somebody: only while it runs, only what it covers, never on both sides."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import update

from engine.model.errors import ZhangfaError
from engine.model.office import GrantScope
from engine.runtime.deliver import deliver_due
from engine.runtime.grant import end_grant, grant_acting
from engine.runtime.start import start_case
from engine.store.tables.task import TASKS
from tests.abuse.served import ADMINISTRATOR, CLERK, MAYOR, Served

HOUR = timedelta(hours=1)
DEPUTY_A, EXECUTIVE_DEPUTY = "fangruolan", "luchengyuan"
SUBSTITUTE = "hanmuzhi"  # of other departments: sees the case by the grant alone
SIGN = {"_action": "submit", "decision": "同意", "opinion": "代为签署"}
Grant = Callable[..., str]


@pytest.fixture
def grant(served: Served) -> Iterator[Grant]:
    """Let one post act for another; whatever was granted ends with the test."""
    running, made = served.running, []
    began = running.clock.moment

    def make(from_post: str = "mayor", to_post: str = "deputy_mayor_b", **more) -> str:
        terms = {"from_at": running.clock(), "until_at": None, "basis": "通知"} | more
        posts = {"from_post": from_post, "to_post": to_post}
        before = known()
        grant_acting(running.engine, by=ADMINISTRATOR, **posts, **terms)
        (grant_id,) = known() - before
        made.append(grant_id)
        return grant_id

    def known() -> set[str]:
        with running.engine.store.read() as unit:
            return {each.grant_id for each in unit.office.load().grants}

    yield make
    running.clock.moment = began
    for grant_id in made:
        with suppress(ZhangfaError):
            end_grant(running.engine, grant_id, by=ADMINISTRATOR)


def sign(served: Served, who: str, task_id: str, **fields: str):
    return served.browser(who).post(f"/tasks/{task_id}", {**SIGN, **fields}, page="/")


def test_a_grant_is_nothing_before_it_begins_and_after_it_ends(served, grant: Grant):
    clock, task_id = served.running.clock, served.running.to_mayor()
    grant(from_at=clock() + HOUR, until_at=clock() + 2 * HOUR)

    early = sign(served, SUBSTITUTE, task_id).status_code
    clock.moment += HOUR
    served.browsers.clear()
    seen = served.browser(SUBSTITUTE).get(f"/tasks/{task_id}").status_code
    clock.moment += HOUR
    served.browsers.clear()
    late = sign(served, SUBSTITUTE, task_id).status_code

    # Who has opened it has acted in the case, and goes on seeing it.
    assert (early, seen, late) == (404, 200, 403)


def test_a_grant_ends_in_the_very_second(served: Served, grant: Grant):
    task_id = served.running.to_mayor()
    grant_id = grant()
    page = served.browser(SUBSTITUTE).hidden(f"/tasks/{task_id}")
    end_grant(served.running.engine, grant_id, by=ADMINISTRATOR)
    before = served.dump()

    answer = served.browser(SUBSTITUTE).client.post(
        f"/tasks/{task_id}", data={**page, **SIGN}
    )

    assert answer.status_code in {403, 404}
    assert served.dump() == before


def test_a_claim_ends_with_its_grant(served: Served, grant: Grant):
    task_id, browser = served.running.to_mayor(), served.browser(SUBSTITUTE)
    grant_id = grant()
    claimed = browser.post(
        f"/tasks/{task_id}/claim", {}, page=f"/tasks/{task_id}"
    ).status_code

    end_grant(served.running.engine, grant_id, by=ADMINISTRATOR)
    done = served.browser(MAYOR).post(f"/tasks/{task_id}", SIGN)

    assert (claimed, done.status_code) == (303, 303)


@pytest.mark.parametrize(
    ("scope", "subjects"),
    [
        (GrantScope.PROCEDURES, ("agenda_submission",)),
        (GrantScope.CASES, ("0" * 32,)),
    ],
)
def test_a_grant_reaches_no_further_than_it_says(
    served: Served, grant: Grant, scope, subjects
):
    task_id = served.running.to_mayor()
    grant(scope=scope, subjects=subjects)

    assert sign(served, SUBSTITUTE, task_id).status_code == 404
    assert served.browser(SUBSTITUTE).get(f"/tasks/{task_id}").status_code == 404


def test_who_is_acted_for_sees_and_does_not_sign(served: Served, grant: Grant):
    task_id = served.running.to_mayor()
    grant()

    answer = sign(served, MAYOR, task_id)

    assert answer.status_code == 403
    assert "第8条" in answer.text
    assert "韩牧之" in answer.text or "副市长乙" in answer.text


def test_a_reserved_task_needs_a_written_authorisation(served: Served, grant: Grant):
    task_id = served.running.to_mayor()
    reserve = update(TASKS).where(TASKS.c.task_id == task_id).values(reserved=True)
    with served.running.engine.store.begin() as unit:
        unit.connection.execute(reserve)
    grant_id, refused = grant(), len(served.refusals())

    answer = sign(served, SUBSTITUTE, task_id)
    end_grant(served.running.engine, grant_id, by=ADMINISTRATOR)
    grant(covers_reserved=True)
    authorised = served.browser(SUBSTITUTE).post(f"/tasks/{task_id}", SIGN)

    assert answer.status_code == 403
    assert "书面授权" in answer.text
    assert "第51条" in answer.text
    assert len(served.refusals()) == refused + 1
    assert authorised.status_code == 303


@pytest.mark.parametrize(
    ("from_post", "to_post"),
    [
        ("mayor", "mayor"),
        ("deputy_mayor_b", "deputy_mayor_a"),
        ("exec_deputy", "mayor"),
        ("deputy_mayor_b", "mayor"),
        ("mayor", "deputy_mayor_a"),
        ("mayor", "no_such_post"),
        ("", ""),
    ],
)
def test_what_was_given_is_not_handed_on(
    served: Served, grant: Grant, from_post: str, to_post: str
):
    grant()
    before = served.dump()

    answer = served.browser(ADMINISTRATOR).post(
        "/office/grants",
        {
            "from_post": from_post,
            "to_post": to_post,
            "from_at": "2026-11-23T09:00",
            "basis": "通知",
        },
        page="/office",
    )

    assert answer.status_code in {404, 409, 422}
    assert served.dump() == before


@pytest.mark.parametrize(
    "terms",
    [
        {"until_at": "2026-11-23T08:00"},
        {"until_at": "2026-11-23T09:00"},
        {"basis": ""},
        {"basis": "长" * 5000},
        {"basis": "\x1b[2J"},
        {"from_at": ""},
        {"from_at": "0001-01-01T00:00+14:00"},
        {"from_at": "9999-12-31T23:59-12:00"},
        {"until_at": "明天"},
        {"from_at": "2026-11-23T09:00\x00"},
    ],
)
def test_a_grant_has_a_span_and_a_basis(served: Served, terms):
    before = served.dump()
    sent = {
        "from_post": "mayor",
        "to_post": "exec_deputy",
        "from_at": "2026-11-23T09:00",
        "until_at": "2026-11-24T09:00",
        "basis": "通知",
    } | terms

    answer = served.browser(ADMINISTRATOR).post("/office/grants", sent, page="/office")

    assert answer.status_code in {400, 422}
    assert served.dump() == before


def test_who_applied_does_not_approve_for_somebody_else(served, grant: Grant):
    task_id = served.running.to_mayor()
    grant(to_post="finance_bureau_clerk")
    before, refused = served.dump(), len(served.refusals())

    answer = sign(served, CLERK, task_id)

    assert answer.status_code == 409
    assert "应当回避" in answer.text
    assert [each["by"] for each in served.refusals()[refused:]] == [CLERK]
    assert served.dump() == before


def test_one_person_signs_once_in_a_round(served: Served, grant: Grant):
    mine, theirs = countersigned(served)
    grant(from_post="deputy_mayor_a", to_post="exec_deputy")
    agree = {"_action": "submit", "decision": "一致", "opinion": "同意"}
    first = served.browser(EXECUTIVE_DEPUTY).post(f"/tasks/{mine}", agree)
    before, refused = served.dump(), len(served.refusals())

    second = served.browser(EXECUTIVE_DEPUTY).post(f"/tasks/{theirs}", agree, page="/")

    assert first.status_code == 303
    assert second.status_code == 409
    assert "已经签过" in second.text
    assert [each["by"] for each in served.refusals()[refused:]] == [EXECUTIVE_DEPUTY]
    assert served.dump() == before


def test_both_names_stand_wherever_it_is_told(served: Served, grant: Grant):
    task_id = served.running.to_mayor()
    grant()
    case_id = served.case_of(task_id)
    sign(served, SUBSTITUTE, task_id, _version="1")

    pages = [
        served.browser(SUBSTITUTE).get(f"/cases/{case_id}").text,
        served.browser(CLERK).get(f"/cases/{case_id}/file").text,
        served.browser("songheng").get(f"/cases/{case_id}/audit").text,
    ]

    assert all("韩牧之" in page for page in pages)
    assert all("代市长" in page for page in pages[:2])
    assert "市长" in pages[2]
    (act,) = [a for a in served.running.acts(case_id) if a.on_behalf_of]
    assert (act.actor, act.on_behalf_of) == (SUBSTITUTE, "mayor")


def countersigned(served: Served) -> tuple[str, str]:
    """Bring an item before two deputies; return the tasks of both."""
    answers = {
        "title": "义务教育学校布局调整",
        "meeting_type": "常务会议",
        "matter_class": "重要事项",
        "urgency": "平件",
        "secrecy": "公开",
        "lead_unit": "finance_bureau",
        "related_units": ["education_bureau"],
        "draft_resolution": "原则同意。",
        "involves_county": False,
        "involves_public_interest": False,
        "consult_records": [
            {
                "unit": "education_bureau",
                "consulted_on": "2026-11-16",
                "position": "同意",
            }
        ],
    }
    engine = served.running.engine
    number = start_case(engine, "agenda_submission", by=CLERK, answers=answers).number
    deliver_due(engine)
    mine, theirs = (
        served.running.box(who, search=number)[0].task_id
        for who in (EXECUTIVE_DEPUTY, DEPUTY_A)
    )
    return mine, theirs
