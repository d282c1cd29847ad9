"""Expressions: what may be named is offered, what is wrong is said as one types."""

from playwright.sync_api import Locator, expect

from tests.browser.designer.conftest import Draw
from tests.browser.drawing import Drawing


def _type(drawing: Drawing, label: str, words: str) -> Locator:
    """Type into an empty editor; return the list of completions."""
    editor = drawing.field(label)
    editor.fill("")
    editor.press_sequentially(words, delay=20)
    return drawing.page.locator(".cm-tooltip-autocomplete li")


def _flow_from(drawing: Drawing, gateway: str) -> str:
    path = f".//{{*}}sequenceFlow[@sourceRef='{gateway}']"
    flows = drawing.xml().findall(path)
    return next(
        str(each.get("id"))
        for each in flows
        if each.find("{*}conditionExpression") is not None
    )


def _at_a_condition(draw: Draw) -> Drawing:
    drawing = draw("agenda_submission")
    drawing.find(_flow_from(drawing, "review_passed"))
    return drawing


def test_the_fields_of_forms_before_it_are_offered(draw: Draw) -> None:
    drawing = _at_a_condition(draw)

    offered = _type(drawing, "条件", "sec_general_review.")

    expect(offered.filter(has_text="decision")).to_contain_text("结论")


def test_what_comes_later_is_not_offered(draw: Draw) -> None:
    drawing = _at_a_condition(draw)

    offered = _type(drawing, "条件", "de")

    expect(offered.filter(has_text="deputies_coordination").first).to_be_visible()
    expect(offered.filter(has_text="deliver_materials")).to_have_count(0)


def test_a_chinese_word_finds_the_name(draw: Draw) -> None:
    drawing = _at_a_condition(draw)

    offered = _type(drawing, "条件", "case.重大")

    expect(offered.first).to_contain_text("is_major")


def test_the_answers_of_a_choice_are_offered(draw: Draw) -> None:
    drawing = _at_a_condition(draw)

    offered = _type(drawing, "条件", "sec_general_review.decision == '")

    expect(offered.filter(has_text="通过").first).to_be_visible()
    drawing.page.wait_for_timeout(150)  # The list takes no key in its first moment.
    drawing.page.keyboard.press("Enter")
    expect(drawing.field("条件")).to_contain_text("== '通过")


def test_a_parameter_is_offered_with_its_value(draw: Draw) -> None:
    drawing = _at_a_condition(draw)

    offered = _type(drawing, "条件", "parameter('lead")

    expect(offered.first).to_contain_text("agenda.lead_days")
    expect(offered.first).to_contain_text("2个自然日")


def test_what_is_wrong_is_said_as_one_types(draw: Draw) -> None:
    drawing = _at_a_condition(draw)
    refusal = drawing.panel.locator(".refusal")

    _type(drawing, "条件", "open('x')")
    expect(refusal).to_contain_text("没有函数“open”")
    _type(drawing, "条件", "now() > case.started_at")

    expect(refusal).to_have_text("")


def test_candidates_say_who_they_are_today(draw: Draw) -> None:
    drawing = draw("agenda_submission")
    drawing.find("mayor_decision")
    today = drawing.panel.locator(".today").first

    expect(today).to_have_text("今天是：市长 沈砚秋")
    drawing.panel.get_by_text("表达式").first.click()
    drawing.write("办理人", "case.initiator_unit")

    expect(today).to_have_text("随办件而定。")
