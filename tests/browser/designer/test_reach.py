"""The editor for everybody: by keyboard alone, by screen reader, on a narrow screen."""

from playwright.sync_api import expect

from tests.browser.designer.conftest import Draw
from tests.browser.drawing import BPMN
from tests.browser.test_access import ASK_AXE, AXE, NARROW, UNFOLD, WIDTHS

TASKS = f".//{BPMN}userTask"


def test_axe_finds_nothing(draw: Draw) -> None:
    drawing = draw("agenda_submission")
    drawing.find("deliver_materials")
    drawing.page.evaluate(UNFOLD)

    drawing.page.evaluate(AXE)

    assert drawing.page.evaluate(ASK_AXE) == []


def test_a_narrow_screen_shows_and_does_not_change(draw: Draw) -> None:
    made = draw()
    made.page.set_viewport_size(NARROW)

    drawing = made.open()

    page = drawing.page
    expect(page.get_by_text("屏幕太窄，流程图在这里只能查看")).to_be_visible()
    expect(page.get_by_role("button", name="自动排版")).to_have_count(0)
    expect(page.locator('[data-element-id="apply"]').first).to_be_attached()
    needed, given = page.evaluate(WIDTHS)
    assert needed <= given


def test_a_step_is_added_and_named_by_the_keyboard_alone(draw: Draw) -> None:
    drawing = draw()
    page = drawing.page
    before = len(drawing.xml().findall(TASKS))
    drawing.find("apply")

    page.locator(".stage svg").first.focus()
    page.keyboard.press("a")
    expect(page.get_by_role("combobox", name="接下来是……")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("复核")
    page.keyboard.press("Enter")

    root = drawing.saved(lambda root: len(root.findall(TASKS)) == before + 1)
    assert "复核" in [str(task.get("name")) for task in root.findall(TASKS)]


def test_undo_and_redo_by_the_keyboard(draw: Draw) -> None:
    drawing = draw()
    drawing.find("apply")
    drawing.field("名称").fill("改过的")
    drawing.field("名称").press("Tab")
    drawing.page.locator(".stage svg").first.focus()

    drawing.page.keyboard.press("Control+z")
    expect(drawing.field("名称")).not_to_have_value("改过的")
    drawing.page.keyboard.press("Control+y")

    expect(drawing.field("名称")).to_have_value("改过的")


def test_f1_tells_the_keys(draw: Draw) -> None:
    drawing = draw()

    drawing.page.keyboard.press("F1")

    expect(drawing.page.get_by_role("dialog", name="键盘操作")).to_be_visible()


def test_the_maker_s_mark_stays_free(draw: Draw) -> None:
    drawing = draw()
    mark = drawing.page.locator(".bjs-powered-by").first
    box = mark.bounding_box()
    assert box is not None

    on_top = drawing.page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('a')?.className",
        [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
    )

    assert on_top == "bjs-powered-by"
