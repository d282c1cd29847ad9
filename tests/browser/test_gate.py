"""The gate at the browser: no broken article passes."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Seat
from tests.browser.desk import Desk

# A proof takes seconds; a machine that does other things at once may take longer.
PATIENCE_MS = 400_000
DESIGNER = "lutunan"
FEATURE, DIAGRAM = "acceptance.feature", "process.bpmn"

FLOW = 'sourceRef="newly_raised" targetRef="'


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

    def prove(self) -> None:
        """Press the button, see progress, wait for the report."""
        self.show()
        self.desk.press("检验现在的内容")
        page = self.desk.page
        page.wait_for_url("**/designer/proofs/*")
        expect(page.get_by_role("columnheader", name="阶段")).to_be_visible(
            timeout=PATIENCE_MS
        )

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


def test_no_broken_article_passes_nor_does_deleting_its_scenario_help(seat: Seat):
    desk = seat(DESIGNER)
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
