"""The panel, kind by kind: what is said there is what the engine reads."""

from lxml import etree
from playwright.sync_api import expect

from tests.browser.designer.conftest import Draw
from tests.browser.drawing import BPMN, ZF, Drawing, extensions

AFTER = "apply"


def _append(drawing: Drawing, words: str) -> str:
    """Put something after the first task by the menu; return its id."""
    drawing.find(AFTER)
    drawing.pad("append")
    _choose(drawing, words)
    expect(drawing.field("标识")).not_to_have_value(AFTER)
    return drawing.field("标识").input_value()


def _choose(drawing: Drawing, words: str) -> None:
    menu = drawing.page.locator(".djs-popup .entry")
    menu.filter(has=drawing.page.get_by_text(words, exact=True)).click()
    drawing.page.keyboard.press("Escape")  # The name may wait.


def _node(root: etree._Element, element_id: str) -> etree._Element:
    found = root.find(f".//*[@id='{element_id}']")
    assert found is not None
    return found


def _wait(drawing: Drawing, element_id: str, part: str) -> etree._Element:
    """Wait until what is saved of an element holds a text; return the element."""

    def holds(root: etree._Element) -> bool:
        found = root.find(f".//*[@id='{element_id}']")
        return found is not None and part in etree.tostring(found, encoding="unicode")

    return _node(drawing.saved(holds), element_id)


def test_an_effect_asks_for_what_its_operation_needs(draw: Draw) -> None:
    drawing = draw()
    task = _append(drawing, "服务任务")

    drawing.field("做什么").select_option("circulate")
    drawing.panel.get_by_label("给谁：加一个").fill("市政府办公室")
    drawing.panel.get_by_label("给谁：加一个").press("Enter")
    drawing.write("标题（可不填）", "case.title")
    drawing.field("结果记在").fill("told")
    drawing.field("结果记在").press("Tab")

    saved = _wait(drawing, task, 'result="told"')
    assert extensions(saved, "effect") == [{"operation": "circulate", "result": "told"}]
    (effect,) = saved.iter(f"{ZF}effect")
    assert [dict(each.items()) for each in effect] == [
        {"name": "to", "value": "'unit:gov_office'"},
        {"name": "title", "value": "case.title"},
    ]
    drawing.field("做什么").select_option("start_case")
    drawing.panel.get_by_label("选一个程序").select_option("coordination_meeting")
    saved = _wait(drawing, task, "coordination_meeting")
    (effect,) = saved.iter(f"{ZF}effect")
    assert {str(each.get("name")) for each in effect} == {"title", "procedure"}


def test_a_timer_is_a_moment_or_a_duration(draw: Draw) -> None:
    drawing = draw()
    event = _append(drawing, "等到时刻")

    drawing.write("时间", "case.meeting_at")
    _wait(drawing, event, "timeDate")
    drawing.field("怎样定").select_option("timeDuration")
    drawing.write("时间", "'P2D'")

    saved = _wait(drawing, event, "'P2D'")
    assert saved.findtext(f".//{BPMN}timeDuration") == "'P2D'"
    assert saved.find(f".//{BPMN}timeDate") is None


def test_a_message_is_named_once_in_the_document(draw: Draw) -> None:
    drawing = draw()
    event = _append(drawing, "等待消息")

    drawing.field("消息名称").fill("leave_confirmed")
    drawing.field("消息名称").press("Tab")
    drawing.write("关联", "case.id")
    drawing.field("内容记在").fill("confirmed")
    drawing.field("内容记在").press("Tab")

    saved = _wait(drawing, event, "confirmed")
    assert extensions(saved, "message") == [
        {"name": "leave_confirmed", "correlation": "case.id", "result": "confirmed"}
    ]
    definition = saved.find(f"{BPMN}messageEventDefinition")
    assert definition is not None
    message = drawing.xml().find(f"{BPMN}message[@name='leave_confirmed']")
    assert message is not None
    assert definition.get("messageRef") == message.get("id")
    expect(drawing.signs(event)).to_have_count(0)


def test_a_countersign_keeps_its_list_and_its_results(draw: Draw) -> None:
    drawing = draw()
    task = _append(drawing, "用户任务")

    drawing.field("怎样办").select_option("parallel")
    drawing.write("名单", "posts_of_kind('leader')")
    drawing.field("每一项叫").fill("leader")
    drawing.field("每一项叫").press("Tab")
    drawing.write("提前结束的条件", "nrOfCompletedInstances >= 2")

    saved = _wait(drawing, task, "nrOfCompletedInstances")
    loop = saved.find(f"{BPMN}multiInstanceLoopCharacteristics")
    assert loop is not None
    assert loop.findtext(f"{BPMN}loopDataInputRef") == "posts_of_kind('leader')"
    assert loop.findtext(f"{BPMN}loopDataOutputRef") == f"{task}_results"
    (item,) = loop.findall(f"{BPMN}inputDataItem")
    assert item.get("name") == "leader"
    drawing.field("怎样办").select_option("")
    drawing.saved(
        lambda root: _node(root, task).find(str(loop.tag)) is None,
    )


def test_an_event_sits_on_the_border_and_goes_its_own_way(draw: Draw) -> None:
    drawing = draw()
    drawing.find(AFTER)
    drawing.pad("attach")
    _choose(drawing, "定时另起一路")
    event = drawing.field("标识").input_value()

    drawing.write("时间", "'P3D'")

    saved = _wait(drawing, event, "'P3D'")
    assert saved.tag == f"{BPMN}boundaryEvent"
    assert saved.get("attachedToRef") == AFTER
    assert saved.get("cancelActivity") == "false"
    drawing.field("中断所附的步骤").check()
    drawing.saved(lambda root: _node(root, event).get("cancelActivity") != "false")


def test_a_standing_act_begins_with_its_form(draw: Draw) -> None:
    drawing = draw()
    drawing.page.get_by_role("button", name="事件子流程", exact=True).press("Enter")
    start = drawing.saved(
        lambda root: (
            root.find(f".//{BPMN}subProcess[@triggeredByEvent='true']/{BPMN}startEvent")
            is not None
            and len(root.findall(f".//{BPMN}subProcess[@triggeredByEvent='true']")) > 0
        )
    ).findall(f".//{BPMN}subProcess[@triggeredByEvent='true']/{BPMN}startEvent")[-1]
    drawing.find(str(start.get("id")))

    drawing.field("由人随时提出：在办件页上作为一项可办的事").check()
    drawing.field("表单").select_option("apply")

    saved = _wait(drawing, str(start.get("id")), 'form="apply"')
    assert saved.get("isInterrupting") == "false"
    assert extensions(saved, "task") == [
        {"candidates": "case.initiator_unit", "form": "apply"}
    ]


def test_an_end_says_how_the_case_ended(draw: Draw) -> None:
    drawing = draw()
    (end, *_) = drawing.xml().findall(f"{BPMN}process/{BPMN}endEvent")
    drawing.find(str(end.get("id")))

    drawing.field("结局").fill("另行安排")
    drawing.field("结局").press("Tab")

    saved = _wait(drawing, str(end.get("id")), "另行安排")
    assert extensions(saved, "outcome") == [{"name": "另行安排"}]


def test_a_decision_names_a_table_of_the_draft(draw: Draw) -> None:
    drawing = draw()
    task = _append(drawing, "业务规则任务")

    drawing.field("决策表").select_option("member_kind")
    drawing.field("结果记在").fill("kind")
    drawing.field("结果记在").press("Tab")

    saved = _wait(drawing, task, 'result="kind"')
    assert extensions(saved, "decision") == [{"table": "member_kind", "result": "kind"}]


def test_a_script_is_several_lines(draw: Draw) -> None:
    drawing = draw()
    task = _append(drawing, "脚本任务")

    drawing.write("脚本", "first = 1\nsecond = first + 1")

    saved = _wait(drawing, task, "second")
    assert saved.findtext(f"{BPMN}script") == "first = 1\nsecond = first + 1"


def test_a_signal_is_referred_to_and_not_written_twice(draw: Draw) -> None:
    drawing = draw()
    first = _append(drawing, "发出信号")
    drawing.field("信号名称").fill("recalled")
    drawing.field("信号名称").press("Tab")
    second = _append(drawing, "等待信号")
    drawing.field("信号名称").fill("recalled")
    drawing.field("信号名称").press("Tab")

    root = drawing.saved(lambda root: len(root.findall(".//*[@signalRef]")) > 1)
    (signal,) = root.findall(f"{BPMN}signal[@name='recalled']")
    for event in (first, second):
        (definition,) = _node(root, event).findall(f"{BPMN}signalEventDefinition")
        assert definition.get("signalRef") == signal.get("id")
