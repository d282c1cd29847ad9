"""Sandboxes on the web: entered as anybody, apart from the real office."""

import re

import pytest
from flask import Flask

from engine.model.reading import Box
from engine.runtime.make_draft import make_draft
from engine.runtime.read_draft import read_draft
from engine.runtime.save_draft_file import save_draft_file
from tests.support.browsing import Browser, browse
from tests.support.running import Running

DESIGNER, OTHER, CLERK = "lutunan", "songheng", "jinsui"
REVIEWER = "guyanchuan"
_SANDBOX = re.compile(r"/designer/sandboxes/(\w+)/")
_TASK = re.compile(r"/office/tasks/(\w+)")
_TURN = re.compile(r'name="person" value="(\w+)">\s*<input[^>]*value="/tasks/(\w+)"')


@pytest.fixture
def draft(light: Running) -> str:
    return make_draft(light.engine, "tiny", by=DESIGNER).draft_id


@pytest.fixture
def designer(light_app: Flask) -> Browser:
    return browse(light_app, DESIGNER)


def opened(browser: Browser, draft: str) -> str:
    """Open a sandbox; return its id."""
    address = f"/designer/drafts/{draft}/sandbox"
    answer = browser.post(address, {})
    assert answer.status_code == 303, answer.text
    found = _SANDBOX.search(answer.location)
    assert found
    return found[1]


def inside(sandbox: str, page: str = "/") -> str:
    return f"/designer/sandboxes/{sandbox}/office{page}"


def start(browser: Browser, sandbox: str) -> str:
    """Start a case in the sandbox; return its page."""
    fields = {"title": "预算调整", "amount": "3", "_action": "submit"}
    answer = browser.post(inside(sandbox, "/start/tiny"), fields)
    assert answer.status_code == 303, answer.text
    return answer.location


def move(browser: Browser, sandbox: str, **fields: str):
    page = f"/designer/sandboxes/{sandbox}"
    return browser.post(f"{page}/clock", fields, page=page)


def test_opening_leads_to_the_start_form_of_the_draft(designer: Browser, draft: str):
    sandbox = opened(designer, draft)

    page = designer.get(inside(sandbox, "/start/tiny"))

    assert page.status_code == 200
    assert "试运行" in page.text
    assert f'action="{inside(sandbox, "/start/tiny")}"' in page.text


def test_what_is_done_there_is_not_done_in_the_office(
    designer: Browser, draft: str, light: Running
):
    before = light.acts("office")
    sandbox = opened(designer, draft)

    start(designer, sandbox)

    assert light.box(light.holder("finance_bureau_clerk"), Box.STARTED) == ()
    assert light.box(light.holder("sec_general")) == ()
    assert light.acts("office") == before


def test_one_goes_on_as_whoever_has_the_task(designer: Browser, draft: str):
    sandbox = opened(designer, draft)
    page = designer.get(start(designer, sandbox)).text
    turn = _TURN.search(page)
    assert turn
    person, task = turn.groups()

    address = f"/designer/sandboxes/{sandbox}"
    fields = {"person": person, "to": f"/tasks/{task}"}
    answer = designer.post(f"{address}/person", fields, page=address)

    assert answer.location == inside(sandbox, f"/tasks/{task}")
    assert "顾言川" in designer.get(answer.location).text


def test_the_clock_moves_and_the_page_stays(designer: Browser, draft: str):
    sandbox = opened(designer, draft)

    answer = move(designer, sandbox, by="1d", to="/start")

    assert answer.location == inside(sandbox, "/start")
    assert "2026-11-24T09:00" in designer.get(answer.location).text


def test_a_moment_may_be_named(designer: Browser, draft: str):
    sandbox = opened(designer, draft)

    answer = move(designer, sandbox, by="moment", moment="2026-12-01T08:30", to="/")

    assert "2026-12-01T08:30" in designer.get(answer.location).text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"by": "moment", "moment": "2020-01-01T00:00"}, 422),
        ({"by": "moment", "moment": "gestern"}, 400),
        ({"by": "2y"}, 400),
        ({"by": "next"}, 409),
    ],
)
def test_a_clock_that_cannot_move_says_so(
    designer: Browser, draft: str, fields: dict[str, str], status: int
):
    sandbox = opened(designer, draft)

    assert move(designer, sandbox, **fields).status_code == status


def test_nobody_else_enters(designer: Browser, draft: str, light_app: Flask):
    sandbox = opened(designer, draft)
    reviewer, clerk = browse(light_app, OTHER), browse(light_app, CLERK)

    assert reviewer.get(inside(sandbox)).status_code == 404
    assert clerk.get(inside(sandbox)).status_code == 403
    assert browse(light_app).get(inside(sandbox)).status_code == 303


def test_the_session_stays_the_designers(designer: Browser, draft: str):
    sandbox = opened(designer, draft)
    before = designer.client.get_cookie("zhangfa")

    answer = designer.get(inside(sandbox))

    assert "Set-Cookie" not in answer.headers
    assert designer.client.get_cookie("zhangfa") == before
    assert "卢图南" in designer.get("/").text


@pytest.mark.parametrize(
    "page", ["/sign-in", "/sign-out", "/api/v1/me", "/designer", "/healthz"]
)
def test_a_sandbox_has_only_the_pages_of_officials(
    designer: Browser, draft: str, page: str
):
    sandbox = opened(designer, draft)

    assert designer.get(inside(sandbox, page)).status_code == 404


@pytest.mark.parametrize("page", ["/", "/print", "/tasks/none"])
def test_every_page_says_that_it_is_a_sandbox(designer: Browser, draft: str, page: str):
    sandbox = opened(designer, draft)

    assert 'class="sandbox-mark"' in designer.get(inside(sandbox, page)).text


def test_a_deed_inside_needs_the_token_too(designer: Browser, draft: str):
    sandbox = opened(designer, draft)

    answer = designer.client.post(
        inside(sandbox, "/start/tiny"), data={"title": "甲", "_action": "submit"}
    )

    assert answer.status_code == 403
    assert "页面已经失效" in answer.text


def test_a_person_who_is_not_there_is_refused(designer: Browser, draft: str):
    sandbox = opened(designer, draft)
    address = f"/designer/sandboxes/{sandbox}"

    answer = designer.post(f"{address}/person", {"person": "nobody"}, page=address)

    assert answer.status_code == 404


def test_a_draft_that_cannot_run_says_what_is_wrong(
    designer: Browser, draft: str, light: Running
):
    xml = read_draft(light.engine, draft, by=DESIGNER).files["process.bpmn"]
    broken = xml.replace(b"startEvent", b"startEvnt")
    save_draft_file(
        light.engine,
        draft,
        by=DESIGNER,
        path="process.bpmn",
        data=broken,
        revision=1,
    )

    answer = designer.post(f"/designer/drafts/{draft}/sandbox", {})

    assert answer.status_code == 422
    assert "startEvnt" in answer.text


def test_who_has_too_many_is_told_on_the_page(designer: Browser, draft: str):
    for _ in range(3):
        opened(designer, draft)

    answer = designer.post(f"/designer/drafts/{draft}/sandbox", {})

    assert answer.status_code == 409
    assert answer.text.count(">进入<") == 3


def test_a_closed_sandbox_is_gone(designer: Browser, draft: str):
    sandbox = opened(designer, draft)
    address = f"/designer/sandboxes/{sandbox}"

    answer = designer.post(f"{address}/close", {}, page=address)

    assert answer.location == f"/designer/drafts/{draft}/sandbox"
    assert designer.get(inside(sandbox)).status_code == 404


def test_a_walk_is_kept_as_a_scenario_of_the_draft(
    designer: Browser, draft: str, light: Running
):
    sandbox = opened(designer, draft)
    case_id = start(designer, sandbox).partition("/cases/")[2].partition("?")[0]
    address = f"/designer/sandboxes/{sandbox}/recordings/{case_id}"
    shown = designer.get(address).text

    answer = designer.post(address, {"name": "送秘书长审核", "_action": "keep"})

    assert "案件仍在办理" in shown
    assert answer.location == f"/designer/drafts/{draft}#scenarios"
    files = read_draft(light.engine, draft, by=DESIGNER).files
    assert "场景: 送秘书长审核" in files["acceptance.feature"].decode()


def test_a_scenario_needs_a_name_of_its_own(designer: Browser, draft: str):
    sandbox = opened(designer, draft)
    case_id = start(designer, sandbox).partition("/cases/")[2].partition("?")[0]
    address = f"/designer/sandboxes/{sandbox}/recordings/{case_id}"

    nameless = designer.post(address, {"name": " ", "_action": "keep"})
    designer.post(address, {"name": "一", "_action": "keep"})
    again = designer.post(address, {"name": "一", "_action": "keep"})

    assert "请先给场景起一个名称" in nameless.text
    assert again.status_code == 409
    assert 'value="一"' in again.text


ABSENCE = {
    "person": "guyanchuan",
    "kind": "休假",
    "from_at": "2026-11-23T09:00",
    "basis": "年休假",
}
PORTFOLIO = {"post": "deputy_mayor_a", "unit": "finance_bureau"}


def be(browser: Browser, sandbox: str, person: str) -> None:
    address = f"/designer/sandboxes/{sandbox}"
    browser.post(f"{address}/person", {"person": person}, page=address)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/office/absences", ABSENCE | {"until_at": "2026-11-30T09:00"}),
        ("/office/absences", ABSENCE | {"from_at": "2026-11-24T09:00"}),
        ("/office/portfolios", PORTFOLIO | {"from_on": "2026-12-01"}),
        ("/office/appointments", {"from_on": "2026-11-23"}),
        ("/cases/0/incidents/0/retry", {}),
    ],
)
def test_what_no_sentence_tells_is_refused_before_it_is_done(
    designer: Browser, draft: str, path: str, fields: dict[str, str]
):
    sandbox = opened(designer, draft)
    be(designer, sandbox, "wanweixin")

    answer = designer.post(inside(sandbox, path), fields, page=inside(sandbox))

    assert answer.status_code == 422
    assert "没有对应的句子" in answer.text or "才有对应的句子" in answer.text
    assert "停止录制" in answer.text


def test_who_stops_recording_may_do_it(designer: Browser, draft: str):
    sandbox = opened(designer, draft)
    be(designer, sandbox, "wanweixin")
    address = f"/designer/sandboxes/{sandbox}"
    designer.post(f"{address}/recording", {"to": "/office"}, page=address)
    fields = ABSENCE | {"until_at": "2026-11-30T09:00"}

    answer = designer.post(
        inside(sandbox, "/office/absences"), fields, page=inside(sandbox, "/office")
    )

    assert answer.status_code == 303
    assert "年休假" in designer.get(inside(sandbox, "/office")).text


def test_what_a_sentence_tells_is_done_while_recording(designer: Browser, draft: str):
    sandbox = opened(designer, draft)
    be(designer, sandbox, "wanweixin")

    answer = designer.post(
        inside(sandbox, "/office/absences"), ABSENCE, page=inside(sandbox, "/office")
    )

    assert answer.status_code == 303
