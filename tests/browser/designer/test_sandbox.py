"""A draft tried out at once: as whoever is wanted, at any time, kept as a scenario."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize, expect

from engine.acceptance.report import PASSED
from engine.acceptance.run import run_features
from tests.browser.designer.conftest import Draw
from tests.browser.drawing import Drawing
from tests.browser.test_access import ASK_AXE, AXE, NARROW, WIDTHS

NAME = "副秘书长主持的，等他确定"


@pytest.fixture
def drawing(draw: Draw) -> Iterator[Drawing]:
    """Give a draft; sandboxes are closed afterwards, for nobody may have many."""
    drawing = draw("coordination_meeting")
    yield drawing
    drawing.desk.go(f"/designer/drafts/{drawing.draft_id}/sandbox")
    closing = drawing.page.get_by_role("button", name="关闭", exact=True)
    for _ in range(closing.count()):
        closing.first.click()
    expect(closing).to_have_count(0)


def enter(drawing: Drawing) -> None:
    drawing.page.get_by_role("link", name="试运行").click()
    drawing.desk.press("开一个新的试运行")
    drawing.page.wait_for_url("**/office/start/**")


def file_a_case(drawing: Drawing) -> None:
    desk = drawing.desk
    desk.fill("协调事项", "学校取暖改造的资金分担")
    desk.fill("分歧所在", "两家对列支渠道争执不下")
    desk.choose("是否重大决策", "否")
    desk.pick("主持人", "副秘书长甲")
    desk.choose("会议形式", "会议")
    desk.choose("有关部门", "市财政局")
    desk.choose("有关部门", "市教育局")
    desk.press("申请")
    drawing.page.wait_for_url("**/office/cases/**")


def test_a_draft_is_walked_and_kept_as_a_scenario_that_passes(
    drawing: Drawing, tmp_path: Path
) -> None:
    page = drawing.page
    enter(drawing)
    file_a_case(drawing)
    page.locator("[data-drawn]").wait_for()
    expect(page.locator(".diagram-active")).not_to_have_count(0)
    page.get_by_role("button", name="副秘书长甲").click()
    page.wait_for_url("**/office/tasks/**")
    drawing.desk.press("+1 天")
    expect(page.locator(".sandbox-bar time")).to_have_text("2026年11月24日 09:00")
    page.get_by_role("link", name="办件与录制").click()
    page.get_by_role("link", name="存为场景").click()
    page.get_by_label("场景名称").fill(NAME)
    page.get_by_label("第44条第1句").check()
    drawing.desk.press("存进草稿")
    page.wait_for_url("**#scenarios")

    feature = drawing.files()["acceptance.feature"]
    assert f"  @第44条第1句\n  场景: {NAME}\n" in feature
    (tmp_path / "coordination_meeting.feature").write_text(feature, encoding="utf-8")
    verdicts = {each.name: each for each in run_features([*tmp_path.iterdir()])}
    assert verdicts[NAME].verdict == PASSED, verdicts[NAME].reason


def test_one_may_be_anybody_and_the_designer_again(drawing: Drawing) -> None:
    page = drawing.page
    enter(drawing)

    page.get_by_label("身份").select_option(label="市长 沈砚秋")
    drawing.desk.press("换成此人")

    expect(page.locator(".bar .me")).to_contain_text("沈砚秋")
    page.get_by_role("link", name="回到草稿").click()
    expect(page.locator(".bar .me")).to_contain_text("卢图南")


def test_paper_says_that_it_was_only_tried_out(drawing: Drawing) -> None:
    enter(drawing)

    drawing.page.emulate_media(media="print")

    expect(drawing.page.locator(".sandbox-mark")).to_be_visible()
    expect(drawing.page.locator(".sandbox-bar")).to_be_hidden()


@pytest.mark.parametrize("width", [1440, 390])
def test_everybody_can_use_a_sandbox(drawing: Drawing, width: int) -> None:
    page = drawing.page
    page.set_viewport_size(ViewportSize(width=width, height=NARROW["height"]))
    found = []
    page.goto(f"{drawing.desk.address}/designer/drafts/{drawing.draft_id}/sandbox")
    drawing.desk.press("开一个新的试运行")
    page.wait_for_url("**/office/start/**")
    for address in (page.url, page.url.partition("/office")[0]):
        page.goto(address)
        page.evaluate(AXE)
        needed, given = page.evaluate(WIDTHS)
        found += [*page.evaluate(ASK_AXE), *([address] if needed > given else [])]

    assert found == []
