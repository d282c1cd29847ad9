"""Standing acts beside the main flow: repeatable, and no case waits for them."""

import pytest

from engine.model.errors import TaskChanged
from engine.model.form import FieldType
from engine.model.procedure import RegisterField
from tests.support.drawing import chain, end, flows, node, procedure, start, user
from tests.support.driving import Driven

FORM = '<zf:task form="more" candidates="\'post:mayor\'"/>'
ACT = node(
    "subProcess",
    "act",
    node(
        "startEvent",
        "report",
        "<messageEventDefinition/>",
        FORM,
        isInterrupting="false",
    )
    + node("scriptTask", "think", "<script>seen = report.text</script>")
    + user("note")
    + end("acted")
    + chain("report", "think", "note", "acted"),
    triggeredByEvent="true",
)
BODY = start() + user("a") + end("e", outcome="成") + chain("s", "a", "e") + ACT
REPORTS = RegisterField(
    "reports", "", FieldType.NUMBER, {"report": "(case.reports or 0) + 1"}
)


def test_act_runs_beside_the_main_flow_as_often_as_it_is_performed():
    case = Driven(procedure(BODY, register=(REPORTS,)))

    case.do(lambda run: run.perform("report", {"text": "一"}))
    assert case.last.entered[:2] == ("act", "report")
    assert case.last.register == {"reports": 1}
    case.do(lambda run: run.perform("report", {"text": "二"}))
    assert case.last.register == {"reports": 2}
    assert case.waiting == ["a", "note", "note"]


def test_act_never_performed_does_not_keep_the_case_open():
    case = Driven(procedure(BODY))

    assert case.last.messages == ()
    case.complete("a")

    assert (case.last.finished, case.last.outcome) == (True, "成")


def test_act_under_way_keeps_the_case_open_until_it_ends():
    case = Driven(procedure(BODY))
    case.do(lambda run: run.perform("report", {}))

    case.complete("a")
    assert not case.last.finished
    case.complete("note")
    assert case.last.finished


def test_act_that_is_not_offered_here_is_refused():
    case = Driven(procedure(BODY))

    with pytest.raises(TaskChanged):
        case.do(lambda run: run.perform("a", {}))


def test_act_with_a_message_of_its_own_name_waits_for_nobody_all_the_same():
    named = BODY.replace(FORM, f'{FORM}<zf:message name="reported"/>')
    case = Driven(procedure(named))

    assert case.last.messages == ()
    case.do(lambda run: run.perform("report", {"text": "一"}))
    assert case.waiting == ["a", "note"]


def test_new_case_does_not_begin_with_an_act_of_another():
    proc = procedure(BODY)
    first = Driven(proc)
    first.do(lambda run: run.perform("report", {}))

    second = Driven(proc)

    assert second.waiting == ["a"]


def test_act_of_a_sub_process_is_offered_while_it_runs():
    inner = start("s2") + user("b") + end("e2") + chain("s2", "b", "e2") + ACT
    body = (
        start()
        + user("a")
        + node("subProcess", "sub", inner)
        + end()
        + chain("s", "a", "sub", "e")
    )
    case = Driven(procedure(body))

    with pytest.raises(TaskChanged):
        case.do(lambda run: run.perform("report", {}))
    case.complete("a")
    case.do(lambda run: run.perform("report", {}))
    case.complete("b")
    assert case.waiting == ["note"]
    case.complete("note")
    assert case.last.finished


def beside(definition: str, extension: str = "") -> str:
    inner = (
        node("startEvent", "set_off", definition, extension, isInterrupting="false")
        + user("note")
        + end("noted")
        + chain("set_off", "note", "noted")
    )
    return (
        start()
        + user("a")
        + end()
        + chain("s", "a", "e")
        + node("subProcess", "side", inner, triggeredByEvent="true")
    )


def timer(duration: str) -> str:
    inside = f"<timeDuration>{duration}</timeDuration>"
    return f"<timerEventDefinition>{inside}</timerEventDefinition>"


def test_message_sets_off_an_event_sub_process_each_time_it_comes():
    body = beside("<messageEventDefinition/>", '<zf:message name="told" result="got"/>')
    case = Driven(procedure(body))

    for _ in range(2):
        (wanted,) = case.last.messages
        assert (wanted.element_id, wanted.name) == ("set_off", "told")
        token = wanted.token_id
        case.do(lambda run, token=token: run.receive(token, {"v": 1}))
    assert case.waiting == ["a", "note", "note"]


def test_timer_of_an_event_sub_process_goes_off_beside_the_flow():
    case = Driven(procedure(beside(timer("'PT1H'"))))

    case.pass_time(hours=2)

    assert case.waiting == ["a", "note"]
    assert case.last.entered == ("side", "set_off", "set_off_note", "note")


def test_timer_that_has_not_gone_off_does_not_keep_the_case_open():
    case = Driven(procedure(beside(timer("'P9D'"))))

    assert len(case.last.timers) == 1
    case.complete("a")

    assert case.last.finished
    assert case.last.timers == ()


def test_act_can_interrupt_the_main_flow_by_a_signal():
    inner = (
        node("startEvent", "stop", "<messageEventDefinition/>", FORM)
        + node("intermediateThrowEvent", "t", '<signalEventDefinition signalRef="x"/>')
        + end("stopped")
        + chain("stop", "t", "stopped")
    )
    body = (
        start()
        + user("a")
        + node(
            "boundaryEvent",
            "b",
            '<signalEventDefinition signalRef="x"/>',
            attachedToRef="a",
        )
        + end("e")
        + end("withdrawn", outcome="撤下")
        + chain("s", "a", "e")
        + flows("b > withdrawn")
        + node("subProcess", "act", inner, triggeredByEvent="true")
    )
    case = Driven(procedure(body, before='<signal id="x" name="x"/>'))

    case.do(lambda run: run.perform("stop", {"reason": "无"}))

    assert (case.last.finished, case.last.outcome) == (True, "撤下")
