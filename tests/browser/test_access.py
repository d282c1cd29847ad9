"""Every page: nothing for axe at WCAG 2.2 AA, no sideways scroll, a quiet console."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import Seat
from tests.browser.desk import Desk
from tests.browser.serving import ROOT

AXE = (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
# At the page's end the form's foot lies in its place: axe counts what it covers while
# it floats as too small, though one scroll uncovers it.
ASK_AXE = """async () => {
  window.scrollTo(0, document.body.scrollHeight);
  const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const found = await axe.run(document, { runOnly: { type: 'tag', values } });
  return found.violations.map((each) => [each.id, ...each.nodes.map((n) => n.html)]);
}"""
UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true })"
NARROW = ViewportSize(width=390, height=844)
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def _at(path: str) -> Callable[[Desk], None]:
    return lambda desk: desk.go(path)


def _task(desk: Desk) -> None:
    desk.page.locator("tbody tr a").first.click()
    desk.page.wait_for_url("**/tasks/*")
    desk.page.locator("[data-drawn]").wait_for()


def _task_with_errors(desk: Desk) -> None:
    _task(desk)
    desk.press("签署")
    expect(desk.page.locator(".summary")).to_be_visible()


def _task_sheet(desk: Desk) -> None:
    _task(desk)
    desk.page.get_by_role("link", name="打印", exact=True).click()
    desk.page.wait_for_url("**/sheet")


def _case(desk: Desk) -> None:
    _task(desk)
    desk.page.locator(".trail a").last.click()
    desk.page.locator("[data-drawn]").wait_for()
    desk.page.evaluate(UNFOLD)


def _case_file(desk: Desk) -> None:
    _case(desk)
    desk.page.get_by_role("link", name="打印案卷").click()
    desk.page.wait_for_url("**/file")


def _form(desk: Desk) -> None:
    desk.go("/start/agenda_submission")
    desk.press("增加一行")


def _form_with_errors(desk: Desk) -> None:
    desk.go("/start/agenda_submission")
    desk.choose("涉及群众切身利益", "是")
    desk.press("报送")
    expect(desk.page.locator(".summary")).to_be_visible()


def _standing_act(desk: Desk) -> None:
    _task(desk)
    desk.page.locator(".trail a").last.click()
    desk.page.get_by_role("link", name="撤下", exact=True).click()
    desk.page.wait_for_url("**/acts/**")


def _document(desk: Desk) -> None:
    desk.go("/registers/document_issuing")
    desk.page.get_by_role("link", name=re.compile("供暖")).click()
    desk.page.locator("[data-drawn]").wait_for()


def _text_versions(desk: Desk) -> None:
    _document(desk)
    desk.page.get_by_role("link", name="与第 1 稿").click()
    desk.page.wait_for_url("**/versions**")


def _document_sheet(desk: Desk) -> None:
    _document(desk)
    desk.page.get_by_role("link", name="发文拟稿单").click()
    desk.page.wait_for_url("**/sheet")


def _audit(desk: Desk) -> None:
    desk.go("/registers/agenda_submission")
    desk.page.locator("tbody a").first.click()
    desk.page.get_by_role("link", name="留痕核验").click()
    desk.page.wait_for_url("**/audit")


def _office_unfolded(desk: Desk) -> None:
    desk.go("/office")
    desk.page.evaluate(UNFOLD)


def _wrong_password(desk: Desk) -> None:
    desk.go("/sign-in")
    desk.fill("账号", "nobody")
    desk.fill("密码", "wrong")
    desk.press("登录")
    expect(desk.page.get_by_role("alert")).to_be_visible()


MAYOR, DEPUTY, CLERK, AUDITOR = "shenyanqiu", "fangruolan", "jinsui", "songheng"
PAGES: dict[str, tuple[str, Callable[[Desk], None]]] = {
    "sign-in": ("", _at("/sign-in")),
    "sign-in refused": ("", _wrong_password),
    "to do": (DEPUTY, _at("/")),
    "to read": (CLERK, _at("/?box=to_read")),
    "done": (DEPUTY, _at("/?box=done")),
    "started": (CLERK, _at("/?box=started")),
    "nothing overdue": (CLERK, _at("/?due=overdue")),
    "task": (MAYOR, _task),
    "task with errors": (DEPUTY, _task_with_errors),
    "task sheet": (MAYOR, _task_sheet),
    "case": (MAYOR, _case),
    "case file": (MAYOR, _case_file),
    "document": (MAYOR, _document),
    "versions of a text": (MAYOR, _text_versions),
    "document's sheet": (MAYOR, _document_sheet),
    "standing act": (MAYOR, _standing_act),
    "what may I start": (CLERK, _at("/start")),
    "start form": (CLERK, _form),
    "start form with errors": (CLERK, _form_with_errors),
    "inbox on paper": (DEPUTY, _at("/print")),
    "registers": (CLERK, _at("/registers")),
    "register": (CLERK, _at("/registers/agenda_submission")),
    "office": ("wanweixin", _office_unfolded),
    "audit chain": (AUDITOR, _audit),
    "not found": (CLERK, _at("/tasks/none")),
    "no such page": (CLERK, _at("/nowhere")),
    "API": (CLERK, _at("/api/docs")),
}


@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_use(name: str, seat: Seat) -> None:
    login, open_page = PAGES[name]
    desk = seat(login)
    open_page(desk)

    desk.page.evaluate(AXE)
    violations = desk.page.evaluate(ASK_AXE)
    desk.page.set_viewport_size(NARROW)
    needed, given = desk.page.evaluate(WIDTHS)
    narrow_violations = desk.page.evaluate(ASK_AXE)

    assert violations == []
    assert narrow_violations == []
    assert needed <= given


def test_a_page_that_another_may_not_see_says_so(seat: Seat) -> None:
    mayor = seat(MAYOR)
    _task(mayor)
    stranger = seat("hesheng")

    stranger.page.goto(mayor.page.url)

    expect(stranger.page.get_by_role("heading", level=1)).to_have_text("找不到事项")
