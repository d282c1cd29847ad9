"""Scenarios written in the browser: completed, corrected at the line, run in place."""

from playwright.sync_api import Locator, expect

from tests.browser.designer.conftest import Draw
from tests.browser.drawing import Drawing

HEAD = "# language: zh-CN\n功能: 试\n\n"
GOOD = """  场景: 秘书长没有主持人的待办
    假如"市教育局"已报送"协调会议",填写:
      | 字段         | 值                     |
      | 协调事项     | 学校取暖改造的资金分担 |
      | 分歧所在     | 两家对列支渠道争执不下 |
      | 是否重大决策 | 否                     |
      | 主持人       | 副秘书长甲             |
      | 会议形式     | 会议                   |
      | 有关部门     | 市财政局、市教育局     |
    那么"秘书长"没有"主持人确定"待办
"""
BAD = GOOD.replace("秘书长没有主持人的待办", "秘书长有待办").replace("没有", "有")
RUN_MS = 120_000


def at_scenarios(draw: Draw) -> Drawing:
    drawing = draw("coordination_meeting")
    drawing.page.get_by_role("link", name="场景", exact=True).click()
    expect(text_of(drawing)).to_be_visible()
    return drawing


def text_of(drawing: Drawing) -> Locator:
    return drawing.page.get_by_label("场景的文字")


def write(drawing: Drawing, text: str) -> None:
    text_of(drawing).fill(text)


def verdict(drawing: Drawing, name: str) -> Locator:
    listed = drawing.page.locator(".scenario-list li")
    return listed.filter(has=drawing.page.get_by_text(name, exact=True))


def test_all_are_run_and_their_verdicts_stand_beside_them(draw: Draw) -> None:
    drawing = at_scenarios(draw)
    write(drawing, HEAD + GOOD + "\n" + BAD)
    expect(drawing.page.locator(".scenario-list li")).to_have_count(2)

    drawing.desk.press("运行全部")

    passed = verdict(drawing, "秘书长没有主持人的待办")
    expect(passed).to_have_class("passed", timeout=RUN_MS)
    failed = verdict(drawing, "秘书长有待办")
    expect(failed).to_have_class("failed", timeout=RUN_MS)
    expect(failed).to_contain_text("秘书长的待办")
    expect(drawing.page.locator(".scenario-side > .quiet")).to_have_text(
        "通过 1 个，未通过 1 个", timeout=RUN_MS
    )


def test_one_is_run_alone_and_a_change_takes_its_verdict(draw: Draw) -> None:
    drawing = at_scenarios(draw)
    write(drawing, HEAD + GOOD + "\n" + BAD)
    drawing.page.get_by_role("button", name="运行“秘书长有待办”").click()
    expect(verdict(drawing, "秘书长有待办")).to_have_class("failed", timeout=RUN_MS)

    assert verdict(drawing, "秘书长没有主持人的待办").get_attribute("class") == ""
    write(drawing, HEAD + GOOD)

    expect(drawing.page.locator(".scenario-list li")).to_have_count(1)
    expect(drawing.page.locator(".scenario-list .verdict")).to_have_count(0)


def test_what_is_wrong_is_marked_with_the_nearest_name(draw: Draw) -> None:
    drawing = at_scenarios(draw)

    write(drawing, HEAD + GOOD.replace("主持人确定", "主持人确认"))

    mark = drawing.page.locator(".cm-lintRange-error")
    expect(mark).to_have_count(1)
    mark.hover()
    told = drawing.page.locator(".cm-tooltip-lint")
    expect(told).to_contain_text("最接近的是“主持人确定”")


def test_sentences_and_names_are_completed(draw: Draw) -> None:
    drawing = at_scenarios(draw)
    write(drawing, HEAD + "  场景: 一\n    ")
    text_of(drawing).press("Control+End")

    text_of(drawing).press_sequentially("那么结局")
    offered = drawing.page.locator(".cm-tooltip-autocomplete li")
    expect(offered.first).to_contain_text("结局为")
    text_of(drawing).press("Escape")
    text_of(drawing).press_sequentially('为"')
    expect(offered.filter(has_text="达成一致")).to_have_count(1)
    offered.filter(has_text="达成一致").click()

    expect(text_of(drawing)).to_contain_text('那么结局为"达成一致')


def test_what_was_written_is_saved(draw: Draw) -> None:
    drawing = at_scenarios(draw)

    write(drawing, HEAD + GOOD)

    expect(drawing.state()).to_contain_text("已保存")
    assert drawing.files()["acceptance.feature"] == HEAD + GOOD
