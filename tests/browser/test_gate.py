"""The gate at the browser: no broken article passes, and what is new comes in force."""

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from engine.acceptance.shipped import FEATURES
from engine.assembly import PROCESSES
from tests.browser.desk import Desk, sit_down
from tests.browser.serving import served
from tests.engine.acceptance.test_gate import SCENARIOS
from tests.support.running import TINY

Seats = Callable[[str], Desk]
# A proof takes seconds; a machine that does other things at once may take longer.
PATIENCE_MS = 400_000
DESIGNER, APPROVER, LEGAL, CLERK = "lutunan", "yezhiwei", "xumingfa", "jinsui"
SECRETARY, MAYOR, OFFICE_CLERK = "guyanchuan", "shenyanqiu", "heqinghe"
# What a form's button says that does not say anything of its own.
SUBMIT = "提交"
FEATURE, DIAGRAM = "acceptance.feature", "process.bpmn"

FLOW = 'sourceRef="newly_raised" targetRef="'
FORM = """{"key": "archive", "title": "归档", "components": [
  {"type": "text", "key": "place", "label": "存放处", "validate": {"required": true}}]}
"""
STEP = """<userTask id="archive" name="归档">
      <extensionElements>
        <zf:task form="archive" candidates="'unit:gov_office'"/>
        <zf:reference to="42.1"/>
      </extensionElements>
      <incoming>to_archive</incoming><outgoing>to_end</outgoing>
    </userTask>
    <sequenceFlow id="to_archive" sourceRef="approve" targetRef="archive"/>
    <endEvent id="ended\""""
ARCHIVED = """    并且"市政府办公室"办理"归档",填写:
      | 字段   | 值     |
      | 存放处 | 一号柜 |
    那么结局为"通过"
"""


@pytest.fixture(scope="module")
def office_with_tiny(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the shipped procedures and a small one with two scenarios."""
    del chromium  # Asked for first: without a browser nothing is served.
    home = tmp_path_factory.mktemp("gated")
    shutil.copytree(PROCESSES, home / "processes")
    shutil.copytree(FEATURES, home / "features")
    shutil.copytree(TINY, home / "processes" / "tiny")
    (home / "features" / "tiny.feature").write_text(SCENARIOS, encoding="utf-8")
    with served(home / "data", processes=home / "processes") as address:
        yield address


@pytest.fixture
def seats(chromium: Browser, office_with_tiny: str) -> Iterator[Seats]:
    """Give the way to sit somebody down; the same person keeps their seat."""
    desks: dict[str, Desk] = {}

    def take(login: str) -> Desk:
        if login not in desks:
            desk = sit_down(chromium, office_with_tiny, with_javascript=True)
            desk.sign_in(login)
            desks[login] = desk
        return desks[login]

    yield take
    complaints = [words for desk in desks.values() for words in desk.complaints()]
    for desk in desks.values():
        desk.page.context.close()
    assert complaints == []


class Draft:
    """A draft at a designer's desk, its files saved as the editor saves them."""

    def __init__(self, desk: Desk, procedure: str) -> None:
        self.desk = desk
        desk.go("/designer")
        desk.press(f"新建草稿：{procedure}")
        desk.page.wait_for_url(re.compile(r"/designer/drafts/\w{32}"))
        found = re.findall(r"/drafts/(\w{32})", desk.page.url)
        self.path = f"/designer/drafts/{found[0]}"
        self.show()

    def show(self) -> None:
        self.desk.go(f"{self.path}/proofs")

    def read(self) -> dict[str, str]:
        address = f"{self.desk.address}{self.path}/files"
        return dict(self.desk.page.request.get(address).json()["files"])

    def save(self, path: str, text: str) -> None:
        files = f"{self.desk.address}{self.path}/files"
        request = self.desk.page.request
        answer = request.put(
            f"{files}/{path}",
            data=text.encode(),
            headers={
                "X-Token": self._token(),
                "If-Match": str(request.get(files).json()["revision"]),
                "Content-Type": "text/plain",
            },
        )
        assert answer.ok, answer.text()

    def laid_out(self, xml: str) -> str:
        """Return the diagram as the layout's button draws it."""
        answer = self.desk.page.request.post(
            f"{self.desk.address}{self.path}/layout",
            data=xml.encode(),
            headers={"X-Token": self._token(), "Content-Type": "application/xml"},
        )
        assert answer.ok, answer.text()
        return answer.text()

    def prove(self) -> str:
        """Press the button, see progress, wait for the report; return its path."""
        self.show()
        self.desk.press("检验现在的内容")
        page = self.desk.page
        page.wait_for_url("**/designer/proofs/*")
        expect(page.get_by_role("columnheader", name="阶段")).to_be_visible(
            timeout=PATIENCE_MS
        )
        return page.url.removeprefix(self.desk.address)

    def publish(self, why: str) -> None:
        self.desk.fill("为什么发布", why)
        self.desk.press("发布")

    def _token(self) -> str:
        return str(self.desk.page.evaluate("document.body.dataset.token"))


def _skips(diagram: str) -> str:
    """Let the flow of agenda items pass the secretary-general over."""
    assert f'{FLOW}sec_general_review"' in diagram
    changed = diagram.replace(f'{FLOW}sec_general_review"', f'{FLOW}mayor_decision"')
    changed = re.sub(r"<incoming>not_raised</incoming>\s*", "", changed)
    return changed.replace(
        "<incoming>passed</incoming>",
        "<incoming>passed</incoming><incoming>not_raised</incoming>",
    )


def test_no_broken_article_passes_nor_does_deleting_its_scenario_help(seats: Seats):
    desk = seats(DESIGNER)
    draft = Draft(desk, "议题报送")
    files = draft.read()
    draft.save(DIAGRAM, _skips(files[DIAGRAM]))

    draft.prove()
    draft.publish("少一道手续")

    told = desk.page.get_by_role("alert").first
    expect(told).to_contain_text("检验没有通过，不能发布")
    expect(told).to_contain_text("第42条第1句")
    failed = desk.page.locator("details.scenario").filter(has_text="送秘书长审核").first
    expect(failed).to_contain_text("停在这一句")
    assert failed.locator("polyline.way").count() > 0
    assert failed.locator("rect.stop").count() > 0

    name = "各位分管领导全体一致，送秘书长审核"
    draft.show()
    draft.save(FEATURE, _without(files[FEATURE], name))
    draft.prove()
    draft.publish("少一道手续")

    expect(told).to_contain_text("检验没有通过，不能发布")
    expect(told).to_contain_text("第42条")
    gone = desk.page.locator("details.scenario").filter(has_text=name)
    expect(gone.filter(has_text="原来的写法现在不成立")).to_have_count(1)
    desk.go("/designer/procedures/agenda_submission/versions")
    expect(desk.page.locator(".versions > li")).to_have_count(1)


def _without(feature: str, name: str) -> str:
    """Return the feature without the scenario of that name."""
    begin = feature.index(f"场景: {name}")
    begin = feature.rindex("\n\n", 0, begin)
    end = feature.find("\n\n", feature.index(f"场景: {name}"))
    return feature[:begin] + feature[end:]


def test_a_new_step_comes_in_force_and_an_old_case_finishes_on_the_old(seats: Seats):
    _report_in(seats, "旧办件")
    desk = seats(DESIGNER)
    draft = Draft(desk, "小事项")
    files = draft.read()
    draft.save("forms/archive.json", FORM)
    draft.save(DIAGRAM, draft.laid_out(_with_step(files[DIAGRAM])))
    draft.save(FEATURE, files[FEATURE].replace('    那么结局为"通过"\n', ARCHIVED))

    report = draft.prove()
    expect(desk.page.get_by_text("另须法制审核人员签署")).to_be_visible()
    draft.publish("归档要留痕")
    expect(desk.page.get_by_role("alert").first).to_contain_text("还没有第二个人批准")

    _sign(seats(APPROVER), report, "批准发布")
    _sign(seats(LEGAL), report, "法制签署")
    desk.go(report)
    draft.publish("归档要留痕")
    desk.page.wait_for_url("**/versions?*")
    newest = desk.page.locator(".versions > li").first
    for words in ("第 2 版", "归档要留痕", "叶知微", "许明法"):
        expect(newest).to_contain_text(words)

    _report_in(seats, "新办件")
    for title in ("旧办件", "新办件"):
        _decide(seats(SECRETARY), title)
        _decide(seats(MAYOR), title)
    clerk = seats(OFFICE_CLERK)
    clerk.go("/")
    expect(clerk.row("旧办件")).to_have_count(0)
    clerk.open_row("新办件")
    clerk.fill("存放处", "一号柜")
    clerk.press(SUBMIT)
    clerk.page.wait_for_url("**/cases/*")
    expect(clerk.page.locator("main")).to_contain_text("已办结")


def _with_step(diagram: str) -> str:
    changed = diagram.replace(
        '<sequenceFlow id="to_end" sourceRef="approve"',
        '<sequenceFlow id="to_end" sourceRef="archive"',
    )
    changed = changed.replace(
        "<outgoing>to_end</outgoing>", "<outgoing>to_archive</outgoing>"
    )
    return changed.replace('<endEvent id="ended"', STEP)


def _report_in(seats: Seats, title: str) -> None:
    clerk = seats(CLERK)
    clerk.go("/start/tiny")
    clerk.fill("名称", title)
    clerk.press("报送")
    clerk.page.wait_for_url("**/cases/*")


def _decide(desk: Desk, title: str) -> None:
    desk.open_row(title)
    desk.choose("结论", "同意")
    desk.press(SUBMIT)
    desk.page.wait_for_url("**/cases/*")


def _sign(desk: Desk, report: str, button: str) -> None:
    desk.go(report)
    desk.press(button)
    expect(desk.page.get_by_role("status").first).to_contain_text("已签署")
