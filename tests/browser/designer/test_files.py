"""Forms, tables and scenarios in their tabs: begun, changed, and dropped again."""

import json

from lxml import etree
from playwright.sync_api import expect

from tests.browser.designer.conftest import Draw
from tests.browser.drawing import Drawing


def _tab(drawing: Drawing, name: str) -> None:
    tabs = drawing.page.get_by_role("navigation", name="草稿的各部分")
    tabs.get_by_role("link", name=name, exact=True).click()


def test_a_form_is_begun_chosen_at_a_task_and_changed(draw: Draw) -> None:
    drawing = draw()
    page = drawing.page
    _tab(drawing, "表单")
    page.get_by_text("新建表单").click()
    maker = page.get_by_role("group").filter(has_text="新建表单")
    maker.get_by_label("名称", exact=True).fill("复核单")
    maker.get_by_label("标识", exact=True).fill("check_again")
    maker.get_by_role("button", name="新建", exact=True).click()
    listed = page.get_by_role("navigation", name="表单").get_by_role("button")
    expect(listed.filter(has_text="复核单")).to_contain_text("还没有用到")

    _tab(drawing, "流程图")
    drawing.find("apply")
    drawing.field("表单").select_option("check_again")
    _tab(drawing, "表单")

    expect(listed.filter(has_text="复核单")).to_contain_text("用于 填请假单")
    drawing.saved(lambda root: "check_again" in _forms(root))
    assert json.loads(drawing.files()["forms/check_again.json"])["title"] == "复核单"


def _forms(root: etree._Element) -> list[str]:
    return [str(each.get("form")) for each in root.iter("{urn:zhangfa:bpmn:1}task")]


def test_who_comes_back_to_the_diagram_sees_what_they_left(draw: Draw) -> None:
    drawing = draw("coordination_meeting")
    page = drawing.page
    page.locator('[data-element-id="arrange_site"] .djs-hit').first.click()
    scale, pad = page.locator("output.scale"), page.locator(".djs-context-pad")
    zoom, place = scale.inner_text(), pad.first.bounding_box()
    drawing.panel.get_by_role("button", name="打开").first.click()
    expect(page.get_by_role("list", name="表单的字段")).to_be_visible()
    page.get_by_role("button", name="添加日期").click()
    page.keyboard.type("踏勘日期")

    _tab(drawing, "流程图")

    expect(drawing.field("表单")).to_be_visible()
    expect(drawing.panel).to_contain_text(
        "填写：现场地点、现场联系人、安排说明、踏勘日期"
    )
    assert scale.inner_text() == zoom != "100%"
    assert pad.first.bounding_box() == place


def test_where_there_are_no_scenarios_one_begins(draw: Draw) -> None:
    drawing = draw()
    page = drawing.page
    page.evaluate(
        """async (draft) => {
          const address = `/designer/drafts/${draft}/files`;
          const { revision } = await (await fetch(address)).json();
          const token = document.body.dataset.token;
          const headers = { 'If-Match': `"${revision}"`, 'X-Token': token };
          await fetch(`${address}/acceptance.feature`, { method: 'DELETE', headers });
        }""",
        drawing.draft_id,
    )
    drawing.open()
    _tab(drawing, "场景")

    page.get_by_role("button", name="开始写场景").click()
    page.get_by_role("button", name="加一个场景").click()
    page.keyboard.type("请了假")

    expect(page.locator(".scenario-list li")).to_contain_text("请了假")
    drawing.saved(
        lambda _: (
            drawing.files()
            .get("acceptance.feature", "")
            .startswith("# language: zh-CN\n功能: 会议请假\n\n  场景: 请了假\n")
        )
    )


def test_what_nothing_uses_may_be_dropped(draw: Draw) -> None:
    drawing = draw()
    page = drawing.page
    _tab(drawing, "决策表")
    page.get_by_text("新建决策表").click()
    page.get_by_label("标识", exact=True).last.fill("spare")
    page.get_by_role("button", name="新建", exact=True).click()
    expect(page.get_by_role("button", name="删除spare")).to_be_visible()
    drawing.saved(lambda _: "spare.dmn" in drawing.files())

    page.get_by_role("button", name="删除spare").click()

    drawing.saved(lambda _: "spare.dmn" not in drawing.files())


def test_a_finding_in_a_file_opens_the_file(draw: Draw) -> None:
    drawing = draw()
    drawing.find("apply")
    drawing.field("表单").select_option("grant_leave")
    unused = drawing.page.locator("#problems button")
    unused = unused.filter(has_text="没有环节使用表单“apply”")

    unused.click()

    shown = drawing.page.get_by_role("navigation", name="表单").get_by_role("button")
    expect(shown.filter(has_text="会议请假单").first).to_have_attribute(
        "aria-current", "true"
    )
    expect(drawing.page.get_by_role("list", name="表单的字段")).to_be_visible()


def test_a_scenario_is_changed_as_text(draw: Draw) -> None:
    drawing = draw()
    _tab(drawing, "场景")
    editor = drawing.page.get_by_label("场景的文字")
    expect(editor).to_contain_text("功能:")

    editor.press("Control+End")
    editor.press_sequentially("\n# end")

    drawing.saved(lambda _: drawing.files()["acceptance.feature"].endswith("# end"))
