"""What is wrong shows on its element and below, and goes when it is mended."""

from playwright.sync_api import expect

from tests.browser.designer.conftest import Draw
from tests.browser.drawing import Drawing

CLAUSE = "第43条第2句"


def _problems(drawing: Drawing, words: str):
    return drawing.page.locator("#problems button").filter(has_text=words)


def test_a_finding_appears_on_its_element_and_goes_when_mended(draw: Draw) -> None:
    drawing = draw()
    expect(drawing.page.locator("#counts")).to_have_text("0 个错误0 个提醒")
    drawing.find("apply")

    for button in drawing.panel.locator(".clause").get_by_role("button").all()[::-1]:
        button.click()

    expect(drawing.signs("apply")).to_have_text("!")
    expect(_problems(drawing, "没有依据")).to_have_count(1)
    expect(drawing.page.locator("#counts")).to_contain_text("1 个错误")
    asked = drawing.panel.get_by_label("加一条依据")
    asked.fill("43.2")
    asked.press("Enter")
    expect(drawing.signs("apply")).to_have_count(0)
    expect(drawing.page.locator("#counts")).to_have_text("0 个错误0 个提醒")


def test_choosing_a_finding_shows_its_element(draw: Draw) -> None:
    drawing = draw()
    drawing.find("apply")
    drawing.field("表单").select_option("")
    drawing.page.locator(".stage svg").first.press("Escape")
    drawing.find("register_leave")

    _problems(drawing, "缺少“表单”").first.click()

    expect(drawing.field("标识")).to_have_value("apply")
    expect(drawing.page.locator('[data-element-id="apply"].selected')).to_have_count(1)


def test_a_finding_on_a_flow_marks_the_flow(draw: Draw) -> None:
    drawing = draw()
    flow = drawing.xml().find(".//{*}sequenceFlow[{*}conditionExpression]")
    assert flow is not None
    flow_id = str(flow.get("id"))
    drawing.find(flow_id)

    drawing.write("条件", "nobody_says(1)")

    expect(drawing.panel.locator(".refusal")).to_contain_text("没有函数“nobody_says”")
    marked = drawing.page.locator(f'.has-error[data-element-id="{flow_id}"]')
    expect(marked.first).to_be_attached()
