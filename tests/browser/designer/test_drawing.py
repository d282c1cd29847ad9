"""Drawing: a step is added, told what it is, and undone deed by deed."""

from lxml import etree
from playwright.sync_api import expect

from tests.browser.designer.conftest import Draw
from tests.browser.drawing import BPMN, Drawing, extensions
from tests.support.meaning import meaning

AFTER = "apply"


def _append(drawing: Drawing) -> str:
    """Put a user task named 复核 after the first; return its id."""
    drawing.find(AFTER)
    drawing.pad("append.user-task")
    drawing.page.keyboard.type("复核")
    drawing.page.keyboard.press("Enter")
    expect(drawing.panel.get_by_role("heading", level=2)).to_have_text("复核")
    return drawing.field("标识").input_value()


def _task(root: etree._Element) -> etree._Element | None:
    return root.find(f".//{BPMN}userTask[@name='复核']")


def test_a_step_goes_between_two_others(draw: Draw) -> None:
    drawing = draw()
    (before,) = drawing.xml().findall(f".//{BPMN}sequenceFlow[@sourceRef='{AFTER}']")

    added = _append(drawing)

    root = drawing.saved(lambda root: _task(root) is not None)
    (to_it,) = root.findall(f".//{BPMN}sequenceFlow[@sourceRef='{AFTER}']")
    (from_it,) = root.findall(f".//{BPMN}sequenceFlow[@sourceRef='{added}']")
    assert to_it.get("targetRef") == added
    assert from_it.get("id") == before.get("id")
    assert from_it.get("targetRef") == before.get("targetRef")


def test_what_the_panel_says_is_what_is_saved(draw: Draw) -> None:
    drawing = draw()
    _append(drawing)

    _fill_in(drawing)

    root = drawing.saved(_has_amount)
    task = _task(root)
    assert extensions(task, "task") == [
        {"form": "apply", "candidates": "'post:sec_general'", "reserved": "true"}
    ]
    assert extensions(task, "reference") == [{"to": "43.2"}]
    (limit,) = extensions(task, "limit")
    assert limit | {"key": ""} == {
        "key": "",
        "name": "复核",
        "unit": "hours",
        "amount": "parameter('absence.remind_hours')",
        "kind": "soft",
    }


def _fill_in(drawing: Drawing) -> None:
    panel = drawing.panel
    drawing.field("表单").select_option("apply")
    panel.get_by_label("办理人：加一个").fill("秘书长（顾言川）")
    panel.get_by_label("办理人：加一个").press("Enter")
    expect(panel.get_by_role("button", name="去掉秘书长（顾言川）")).to_be_visible()
    expect(panel.locator(".today").first).to_have_text("今天是：秘书长 顾言川")
    panel.get_by_label("保留事项").check()
    panel.get_by_label("加一条依据").first.fill("43.2")
    panel.get_by_label("加一条依据").first.press("Enter")
    expect(panel.locator(".clause").first).to_contain_text("第43条第2句")
    panel.get_by_role("button", name="加一个时限").click()
    drawing.field("单位").select_option("hours")
    drawing.write("多久", "parameter('absence.remind_hours')")


def test_each_deed_is_one_step_to_undo(draw: Draw) -> None:
    drawing = draw()
    before = meaning(drawing.xml())
    undo = drawing.page.get_by_role("button", name="撤销", exact=True)
    _append(drawing)  # Placed and named: two deeds.
    _fill_in(
        drawing
    )  # Form, candidates, reserved, clause, limit, its unit, its amount.
    drawing.saved(_has_amount)

    for _ in range(2 + 7):
        expect(undo).to_be_enabled()
        undo.click()

    expect(undo).to_be_disabled()
    drawing.saved(lambda root: meaning(root) == before)


def _has_amount(root: etree._Element) -> bool:
    return "absence.remind_hours" in str(extensions(_task(root), "limit"))


def test_a_condition_and_the_default_belong_to_flows(draw: Draw) -> None:
    drawing = draw()
    flow = drawing.xml().find(f".//{BPMN}sequenceFlow[{BPMN}conditionExpression]")
    assert flow is not None
    flow_id, gateway = str(flow.get("id")), str(flow.get("sourceRef"))

    condition = f".//*[@id='{flow_id}']/{BPMN}conditionExpression"

    drawing.find(flow_id)
    drawing.write("条件", "1 < 2")
    drawing.saved(lambda root: root.findtext(condition) == "1 < 2")
    drawing.field("默认：别的条件都不成立时走这条").check()

    root = drawing.saved(
        lambda root: root.find(f".//*[@id='{gateway}']").get("default") == flow_id
    )
    assert root.find(condition) is None


def test_only_what_is_new_may_change_its_id(draw: Draw) -> None:
    drawing = draw()
    drawing.find(AFTER)
    expect(drawing.field("标识")).not_to_be_editable()

    _append(drawing)
    drawing.field("标识").fill("check_again")
    drawing.field("标识").press("Tab")

    root = drawing.saved(lambda root: root.find(".//*[@id='check_again']") is not None)
    (to_it,) = root.findall(f".//{BPMN}sequenceFlow[@sourceRef='{AFTER}']")
    assert to_it.get("targetRef") == "check_again"
