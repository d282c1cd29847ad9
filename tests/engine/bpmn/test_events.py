"""Timers by our clock, messages to a token, boundary events before everything else."""

from datetime import datetime, timedelta

import pytest

from engine.bpmn.events import read_duration
from engine.model import clock
from engine.model.errors import EngineFailed, ExpressionFailed, TaskChanged
from engine.model.form import FieldType
from engine.model.procedure import RegisterField
from tests.support.drawing import chain, end, flows, node, procedure, start, user
from tests.support.driving import Driven
from tests.support.small_office import NOW


def timer(expression: str, kind: str = "timeDate") -> str:
    return f"<timerEventDefinition><{kind}>{expression}</{kind}></timerEventDefinition>"


def waiting(expression: str, kind: str = "timeDate") -> str:
    return (
        start()
        + user("fill")
        + node("intermediateCatchEvent", "wait", timer(expression, kind))
        + user("z")
        + end()
        + chain("s", "fill", "wait", "z", "e")
    )


def message(name: str = "answer", **more: str) -> str:
    attributes = "".join(f' {key}="{value}"' for key, value in more.items())
    return f'<zf:message name="{name}"{attributes}/>'


MESSAGE = "<messageEventDefinition/>"


def test_timer_waits_until_after_its_moment():
    case = Driven(procedure(waiting("days_after(moment_of(today(), '09:00'), 1)")))
    case.complete("fill")

    (due,) = case.last.timers
    assert (due.element_id, due.due_at) == ("wait", NOW + timedelta(days=1))
    case.now = due.due_at
    case.do(lambda run: run.fire())
    assert case.waiting == []
    case.pass_time(microseconds=1)
    assert case.waiting == ["z"]
    assert case.last.timers == ()


def test_completing_something_else_never_fires_a_timer():
    body = (
        start()
        + node("parallelGateway", "f")
        + node("intermediateCatchEvent", "wait", timer("'PT1H'", "timeDuration"))
        + user("a")
        + node("parallelGateway", "j")
        + end()
        + flows("s > f", "f > wait", "f > a", "wait > j", "a > j", "j > e")
    )
    case = Driven(procedure(body))
    case.now += timedelta(days=1)

    case.complete("a")

    assert [timer.element_id for timer in case.last.timers] == ["wait"]
    assert not case.last.finished
    case.do(lambda run: run.fire())
    assert case.last.finished


def test_moment_in_the_past_goes_off_at_once():
    case = Driven(procedure(waiting("case.started_at")))

    case.complete("fill")

    assert case.waiting == ["z"]


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("'2026-03-01T09:00:00'", "timeDate"),
        ("'P1.5M'", "timeDuration"),
        ("'soon'", "timeDate"),
        ("today()", "timeDate"),
        ("fill.absent", "timeDate"),
        ("'P'", "timeDuration"),
        ("'P99999999999D'", "timeDuration"),
    ],
)
def test_naive_or_unparsable_timer_is_a_fault_of_its_element(
    expression: str, kind: str
):
    case = Driven(procedure(waiting(expression, kind)))

    with pytest.raises(ExpressionFailed) as failed:
        case.complete("fill")

    assert failed.value.facts["element_id"] == "wait"


def test_durations_of_fixed_length_are_understood():
    assert read_duration("P1DT2H30M") == timedelta(days=1, hours=2, minutes=30)
    assert read_duration("P2W") == timedelta(weeks=2)
    assert read_duration("P1M") is None
    assert read_duration("PT") is None


def boundary(inside: str, cancel: str = "true", extension: str = "") -> str:
    return node(
        "boundaryEvent",
        "b",
        inside,
        extension,
        attachedToRef="a",
        cancelActivity=cancel,
    )


def beside(event: str) -> str:
    return (
        start()
        + user("a")
        + event
        + user("z")
        + end("e")
        + end("e2")
        + chain("s", "a", "e")
        + flows("b > z", "z > e2")
    )


def test_interrupting_timer_cancels_the_task():
    case = Driven(procedure(beside(boundary(timer("'PT1H'", "timeDuration")))))
    token = case.token("a")

    case.pass_time(hours=2)

    assert case.last.closed == {token: "cancelled"}
    assert case.last.entered == ("b", "b_z", "z")
    with pytest.raises(TaskChanged):
        case.do(lambda run: run.complete(token, {}))


def test_reminding_timer_leaves_the_task():
    event = boundary(timer("'PT1H'", "timeDuration"), cancel="false")
    case = Driven(procedure(beside(event)))

    case.pass_time(hours=2)
    assert case.waiting == ["a", "z"]
    case.complete("a")
    assert not case.last.finished
    case.complete("z")
    assert case.last.finished


def test_completing_the_task_ends_its_timer():
    case = Driven(procedure(beside(boundary(timer("'PT1H'", "timeDuration")))))

    case.complete("a")

    assert case.last.timers == ()
    assert case.last.finished


def test_escalation_interrupts_before_the_next_step_inside():
    inner = (
        start("s2")
        + node(
            "intermediateThrowEvent",
            "up",
            '<escalationEventDefinition escalationRef="x"/>',
        )
        + node("scriptTask", "more", "<script>went_on = True</script>")
        + end("e3")
        + chain("s2", "up", "more", "e3")
    )
    body = (
        start()
        + user("fill")
        + node("subProcess", "a", inner)
        + boundary('<escalationEventDefinition escalationRef="x"/>')
        + user("z")
        + end()
        + end("e2")
        + chain("s", "fill", "a", "e")
        + flows("b > z", "z > e2")
    )
    before = '<escalation id="x" name="x" escalationCode="x"/>'
    case = Driven(procedure(body, before=before))

    case.complete("fill")

    assert "more" not in case.last.entered
    assert case.waiting == ["z"]


def test_escalation_that_does_not_interrupt_is_heard_every_time():
    escalation = '<escalationEventDefinition escalationRef="x"/>'
    inner = (
        start("s2")
        + user("fill")
        + node("intermediateThrowEvent", "up", escalation)
        + node("exclusiveGateway", "more")
        + end("e3")
        + chain("s2", "fill", "up", "more")
        + flows("more > fill : fill.again == True", "more > e3 : not fill.again")
    )
    body = (
        start()
        + node("subProcess", "a", inner)
        + boundary(escalation, "false")
        + end()
        + end("e2")
        + chain("s", "a", "e")
        + flows("b > e2")
    )
    heard = RegisterField(
        "heard", "", FieldType.NUMBER, {"e2": "(case.heard or 0) + 1"}
    )
    before = '<escalation id="x" name="x" escalationCode="x"/>'
    case = Driven(procedure(body, before=before, register=(heard,)))

    case.complete("fill", {"again": True})
    case.complete("fill", {"again": True})
    assert case.last.register == {"heard": 2}
    case.complete("fill", {"again": False})

    assert case.last.register == {"heard": 3}
    assert case.last.finished


def test_signal_of_another_branch_interrupts_and_carries_no_data():
    body = (
        start()
        + node("parallelGateway", "f")
        + user("a")
        + boundary('<signalEventDefinition signalRef="x"/>')
        + user("c")
        + node("intermediateThrowEvent", "t", '<signalEventDefinition signalRef="x"/>')
        + end("e")
        + end("e2")
        + end("e3")
        + flows("s > f", "f > a", "f > c", "a > e", "b > e2", "c > t", "t > e3")
    )
    seen = RegisterField("seen", "", FieldType.TEXT, {"e2": "c"})
    proc = procedure(body, before='<signal id="x" name="x"/>', register=(seen,))
    case = Driven(proc)

    case.complete("c", {"v": 1})

    assert case.last.finished
    assert case.last.register == {"seen": None}


def test_error_that_nobody_catches_is_a_fault():
    inner = (
        start("s2")
        + end("wrong", inside='<errorEventDefinition errorRef="x"/>')
        + chain("s2", "wrong")
    )
    body = (
        start()
        + user("fill")
        + node("subProcess", "a", inner)
        + end()
        + chain("s", "fill", "a", "e")
    )
    case = Driven(procedure(body, before='<error id="x" name="x" errorCode="x"/>'))

    with pytest.raises(EngineFailed) as failed:
        case.complete("fill")

    assert failed.value.facts["why"] == "uncaught_error"


def test_terminate_end_closes_what_else_is_open():
    body = (
        start()
        + node("parallelGateway", "f")
        + user("a")
        + user("c")
        + end("e", outcome="停", inside="<terminateEventDefinition/>")
        + end("e2")
        + flows("s > f", "f > a", "f > c", "a > e", "c > e2")
    )
    case = Driven(procedure(body))
    token = case.token("c")

    case.complete("a")

    assert (case.last.finished, case.last.outcome) == (True, "停")
    assert case.last.closed[token] == "cancelled"


WAITS = (
    start()
    + user("fill")
    + node(
        "intermediateCatchEvent",
        "wait",
        MESSAGE,
        message(correlation="fill.other", result="ended"),
    )
    + node("exclusiveGateway", "g", default="g_e2")
    + end("e", outcome="成")
    + end("e2", outcome="否")
    + chain("s", "fill", "wait", "g")
    + flows("g > e : ended.outcome == '一致'", "g > e2")
)


def test_message_is_waited_for_by_its_correlation_and_read_as_its_result():
    case = Driven(procedure(WAITS))
    case.complete("fill", {"other": "case-2"})

    (wanted,) = case.last.messages
    assert (wanted.element_id, wanted.name) == ("wait", "answer")
    assert wanted.correlation == "case-2"
    case.do(lambda run: run.receive(wanted.token_id, {"outcome": "一致"}))
    assert (case.last.finished, case.last.outcome) == (True, "成")


def test_message_reaches_a_token_once():
    case = Driven(procedure(WAITS))
    case.complete("fill", {"other": "case-2"})
    token = case.last.messages[0].token_id
    case.do(lambda run: run.receive(token, {}))

    with pytest.raises(TaskChanged):
        case.do(lambda run: run.receive(token, {}))


def test_thrown_message_leaves_the_case_and_is_not_caught_in_it():
    body = (
        start()
        + user("fill")
        + node("parallelGateway", "f")
        + node(
            "intermediateThrowEvent",
            "say",
            MESSAGE,
            message(correlation="case.id", payload="{'title': fill.title}"),
        )
        + node("intermediateCatchEvent", "hear", MESSAGE, message())
        + node("sendTask", "send", "", message("other"))
        + end()
        + end("e2")
        + chain("s", "fill", "f")
        + flows("f > say", "say > send", "send > e", "f > hear", "hear > e2")
    )
    case = Driven(procedure(body))

    case.complete("fill", {"title": "预算"})

    say, send = case.last.thrown
    assert (say.element_id, say.name, say.correlation) == ("say", "answer", "c1")
    assert say.payload == {"title": "预算"}
    assert (send.name, send.payload) == ("other", {})
    assert [m.element_id for m in case.last.messages] == ["hear"]


EITHER = (
    start()
    + user("fill")
    + node("eventBasedGateway", "g")
    + node("intermediateCatchEvent", "m1", MESSAGE, message("yes", result="got"))
    + node("intermediateCatchEvent", "m2", MESSAGE, message("no", result="got"))
    + node("intermediateCatchEvent", "t", timer("'PT1H'", "timeDuration"))
    + end("e1", outcome="一")
    + end("e2", outcome="二")
    + end("e3", outcome="三")
    + chain("s", "fill", "g")
    + flows("g > m1", "g > m2", "g > t", "m1 > e1", "m2 > e2", "t > e3")
)


def test_gateway_goes_on_at_the_message_that_came():
    case = Driven(procedure(EITHER))
    case.complete("fill")
    names = {message.name: message.token_id for message in case.last.messages}

    case.do(lambda run: run.receive(names["no"], {"v": 1}, "no"))

    assert (case.last.finished, case.last.outcome) == (True, "二")
    assert case.last.entered == ("g_m2", "m2", "m2_e2", "e2")


def test_gateway_goes_on_when_its_time_is_up():
    case = Driven(procedure(EITHER))
    case.complete("fill")

    assert [timer.due_at for timer in case.last.timers] == [NOW + timedelta(hours=1)]
    case.pass_time(hours=2)

    assert (case.last.finished, case.last.outcome) == (True, "三")


def test_two_timers_go_off_in_the_order_of_their_moments():
    body = (
        start()
        + node("parallelGateway", "f")
        + node("intermediateCatchEvent", "late", timer("'PT2H'", "timeDuration"))
        + node("intermediateCatchEvent", "soon", timer("'PT1H'", "timeDuration"))
        + end()
        + end("e2")
        + flows("s > f", "f > late", "f > soon", "late > e", "soon > e2")
    )
    case = Driven(procedure(body))

    case.pass_time(hours=3)

    assert case.last.entered == ("soon_e2", "e2", "late_e", "e")


def test_without_a_clock_nothing_runs():
    with pytest.raises(LookupError):
        clock.now()
    assert datetime.fromisoformat("2026-03-02T01:00:00+00:00") == NOW


def test_a_timer_beside_the_case_keeps_no_case_open():
    body = (
        start()
        + user("fill")
        + end()
        + chain("s", "fill", "e")
        + node(
            "subProcess",
            "later",
            node(
                "startEvent",
                "due",
                timer("'PT1H'", "timeDuration"),
                isInterrupting="false",
            )
            + user("look")
            + end("looked")
            + chain("due", "look", "looked"),
            triggeredByEvent="true",
        )
    )
    early, late = Driven(procedure(body)), Driven(procedure(body))

    late.pass_time(hours=2)
    early.complete("fill")
    late.complete("fill")

    assert early.last.finished
    assert early.last.timers == ()
    assert (late.last.finished, late.waiting) == (False, ["look"])
