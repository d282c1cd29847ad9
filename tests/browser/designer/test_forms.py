"""Forms designed in the browser; the preview is what officials get."""

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.designer.conftest import Draw
from tests.browser.drawing import WITHIN_S, Drawing
from tests.browser.test_access import ASK_AXE, AXE

PATH = "forms/apply.json"


@pytest.fixture
def drawing(draw: Draw) -> Drawing:
    drawing = draw("coordination_meeting")
    drawing.page.get_by_role("link", name="表单", exact=True).click()
    files = drawing.page.get_by_role("navigation", name="表单", exact=True)
    files.get_by_role("button", name="协调会议申请单").click()
    expect(preview(drawing)).to_contain_text("协调会议申请单")
    return drawing


def preview(drawing: Drawing) -> Locator:
    return drawing.page.locator("form[aria-label=预览]")


def line(drawing: Drawing, label: str) -> Locator:
    tree = drawing.page.locator(".form-tree")
    return tree.get_by_role("button", name=re.compile(f"^{re.escape(label)}"))


def press(drawing: Drawing, name: str) -> None:
    drawing.desk.press(name)


def form(drawing: Drawing, holds: Callable[[list[Any]], object]) -> dict[str, Any]:
    """Wait until the fields of the first group are saved so; return the form."""
    until = time.monotonic() + WITHIN_S
    while time.monotonic() < until:
        found: dict[str, Any] = json.loads(drawing.files()[PATH])
        if holds(found["components"][0]["components"]):
            return found
        drawing.page.wait_for_timeout(100)
    raise AssertionError(drawing.files()[PATH])


def keys(fields: list[Any]) -> list[str]:
    return [each["key"] for each in fields[:2]]


def panel(drawing: Drawing, label: str) -> Locator:
    return drawing.page.locator(".form-panel").get_by_label(label, exact=True)


def test_a_field_is_added_and_shown_as_officials_get_it(drawing: Drawing) -> None:
    line(drawing, "协调事项").click()
    press(drawing, "添加单选")
    panel(drawing, "标签").fill("紧急程度")
    panel(drawing, "字段名").fill("urgency")
    panel(drawing, "选项").fill("normal=平件\nurgent=急件")
    panel(drawing, "必填").select_option(label="是")

    asked = preview(drawing).locator("[data-ask=urgency]")
    expect(asked).to_contain_text("必填")
    expect(asked.get_by_label("急件")).to_be_visible()
    made = form(drawing, lambda fields: fields[1].get("validate"))
    assert made["components"][0]["components"][1] == {
        "type": "choice",
        "key": "urgency",
        "label": "紧急程度",
        "values": [
            {"value": "normal", "label": "平件"},
            {"value": "urgent", "label": "急件"},
        ],
        "validate": {"required": True},
    }


def test_fields_are_moved_by_keys_and_that_is_undone(drawing: Drawing) -> None:
    line(drawing, "协调事项").click()

    drawing.page.keyboard.press("Alt+ArrowDown")
    assert form(drawing, lambda fields: keys(fields) == ["source_case", "topic"])

    drawing.page.keyboard.press("Control+z")
    assert form(drawing, lambda fields: keys(fields) == ["topic", "source_case"])


def test_a_field_is_dragged_before_another(drawing: Drawing) -> None:
    line(drawing, "是否重大决策").drag_to(line(drawing, "协调事项"))

    expect(drawing.page.locator(".form-tree .form-line").nth(1)).to_contain_text(
        "是否重大决策"
    )
    assert form(drawing, lambda fields: keys(fields) == ["is_major", "topic"])


def test_a_table_has_columns_of_its_own(drawing: Drawing) -> None:
    line(drawing, "协调事项").click()
    press(drawing, "添加表格")
    line(drawing, "名称").click()
    press(drawing, "添加日期")
    panel(drawing, "标签").fill("协商日期")

    expect(preview(drawing)).to_contain_text("协商日期")
    assert form(
        drawing,
        lambda fields: (
            [c["type"] for c in fields[1].get("columns", ())] == ["text", "date"]
        ),
    )


def test_the_preview_follows_sample_answers(drawing: Drawing) -> None:
    site = preview(drawing).locator("[data-ask=site]")
    expect(site).to_be_hidden()

    preview(drawing).get_by_label("现场办公会").check()

    expect(site).to_be_visible()


def test_what_is_wrong_stands_at_the_field(drawing: Drawing) -> None:
    line(drawing, "分歧所在").click()
    editor = drawing.page.locator(".form-panel").get_by_label("显示的条件")

    editor.fill("no_such_field == 1")
    editor.blur()

    fault = preview(drawing).locator("[data-ask=dispute] .fault")
    expect(fault).to_contain_text("no_such_field")


def test_what_is_no_json_is_shown_to_be_mended(drawing: Drawing) -> None:
    drawing.page.get_by_text("源文", exact=True).click()
    source = drawing.page.get_by_label("表单的源文")
    before = source.input_value()

    source.fill("{")
    press(drawing, "采用")
    expect(drawing.page.locator(".raw .refusal")).to_contain_text("不是 JSON")
    source.fill(before.replace("协调事项", "协调的事"))
    press(drawing, "采用")

    expect(preview(drawing)).to_contain_text("协调的事")


def test_which_steps_use_it_is_said_and_leads_there(drawing: Drawing) -> None:
    used = drawing.page.locator(".form-side .quiet").first

    used.get_by_role("button", name="申请协调").click()

    expect(drawing.field("标识")).to_have_value("apply")


def test_steps_that_share_a_form_are_told_so(draw: Draw) -> None:
    drawing = draw("coordination_meeting")
    drawing.find("record_result")
    drawing.field("表单").select_option("apply")

    drawing.panel.get_by_role("button", name="打开").first.click()

    side = drawing.page.get_by_role("region", name="字段")
    expect(side).to_contain_text("用于 申请协调、记录协调结果")
    expect(side).to_contain_text("这 2 处共用一张表单，改一次，几处都变")
    expect(side).to_contain_text("已发布的版本和在办的件仍用原来的表单")


def test_everybody_can_use_it(drawing: Drawing) -> None:
    line(drawing, "主持人").click()
    drawing.page.evaluate(AXE)

    assert drawing.page.evaluate(ASK_AXE) == []
