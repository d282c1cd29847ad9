"""A diagram read: everything that the extension says stands in it."""

import pytest

from engine.bpmn.program import load
from engine.bpmn.reading import compile_diagram, read_diagram
from engine.model.diagram import EffectSpec, LimitKind, LimitUnit, MessageSpec
from engine.model.errors import BundleRejected
from tests.support.drawing import (
    HEAD,
    chain,
    document,
    each,
    end,
    flows,
    node,
    read,
    start,
    user,
)
from tests.support.drawing import procedure as drawn
from tests.support.driving import Driven

REFERENCE = '<zf:reference to="42.1"/>'
LIMIT = (
    '<zf:limit key="k" name="送达" unit="calendar_days" amount="2" '
    'start="case.meeting_at" before="true" kind="hard" remind="1" '
    f"notify=\"'unit:finance'\" warn=\"0.5\">{REFERENCE}</zf:limit>"
)
EFFECT = (
    '<zf:effect operation="notify" result="r"><zf:argument name="to" value="\'x\'"/>'
    "</zf:effect>"
)


def test_user_task_says_who_what_form_and_which_clauses():
    body = start() + user("a", more=REFERENCE + LIMIT) + end() + chain("s", "a", "e")

    element = read(body).element("a")

    assert (element.kind, element.form, element.candidates) == (
        "userTask",
        "a",
        "'post:mayor'",
    )
    assert (element.scope, element.references) == ("p", ("42.1",))
    (limit,) = element.limits
    assert (limit.unit, limit.kind) == (LimitUnit.CALENDAR_DAYS, LimitKind.HARD)
    assert (limit.before, limit.start, limit.references) == (
        True,
        "case.meeting_at",
        ("42.1",),
    )
    assert limit.warn == "0.5"


def test_effect_message_decision_and_outcome_stand_on_their_elements():
    body = (
        start()
        + node("serviceTask", "t", "", EFFECT)
        + node(
            "intermediateCatchEvent",
            "m",
            "<messageEventDefinition/>",
            '<zf:message name="n" correlation="case.id" result="r"/>',
        )
        + node("businessRuleTask", "b", "", '<zf:decision table="size" result="r"/>')
        + end("e", outcome="成")
        + chain("s", "t", "m", "b", "e")
    )
    diagram = read(body)

    assert diagram.element("t").effect == EffectSpec("notify", {"to": "'x'"}, "r")
    assert diagram.element("m").message == MessageSpec("n", "case.id", "", "r")
    assert diagram.element("b").decision == "size"
    assert diagram.element("e").outcome == "成"


def test_flows_keep_their_condition_and_clauses_and_lanes_their_names():
    lanes = (
        '<laneSet id="l"><lane id="outer" name="外"><flowNodeRef>a</flowNodeRef>'
        '<childLaneSet id="c"><lane id="inner" name="内"><flowNodeRef>a</flowNodeRef>'
        "</lane></childLaneSet></lane></laneSet>"
    )
    flow = (
        '<sequenceFlow id="f" name="是" sourceRef="g" targetRef="a">'
        f"<extensionElements>{REFERENCE}</extensionElements>"
        "<conditionExpression> v == 1 </conditionExpression></sequenceFlow>"
    )
    body = (
        lanes
        + start()
        + node("exclusiveGateway", "g", default="g_e")
        + user("a")
        + end()
        + chain("s", "g", "e")
        + flows("a > e")
        + flow
    )
    diagram = read(body)

    assert diagram.element("a").lane == "内"
    found = diagram.flows["f"]
    assert (found.source, found.target, found.name) == ("g", "a", "是")
    assert (found.condition, found.references) == ("v == 1", ("42.1",))


def test_countersign_boundary_and_standing_act_are_marked():
    act = node(
        "subProcess",
        "act",
        node(
            "startEvent",
            "more",
            "<messageEventDefinition/>",
            '<zf:task form="more" candidates="\'post:mayor\'"/>',
        )
        + end("done")
        + chain("more", "done"),
        triggeredByEvent="true",
    )
    body = (
        start()
        + user("a", inside=each("units"))
        + node(
            "boundaryEvent",
            "b",
            "<timerEventDefinition><timeDuration>'PT1H'</timeDuration>"
            "</timerEventDefinition>",
            attachedToRef="a",
        )
        + end()
        + end("e2")
        + chain("s", "a", "e")
        + flows("b > e2")
        + act
    )
    diagram = read(body)

    assert diagram.element("a").multi_instance
    assert diagram.element("b").attached_to == "a"
    assert diagram.element("more").standing_act
    assert diagram.element("more").scope == "act"
    assert not diagram.element("s").standing_act


SHARED = (
    HEAD
    + '<process id="helping" isExecutable="true">'
    + start("hs")
    + user("help")
    + end("he")
    + chain("hs", "help", "he")
    + "</process></definitions>"
).encode()
CALLING = start() + node("callActivity", "call", calledElement="helping") + end()
CALLING += chain("s", "call", "e")


def test_shared_process_is_part_of_the_diagram_that_calls_it():
    diagram = compile_diagram(document(CALLING), {"helping": SHARED})

    assert diagram.element("help").scope == "helping"
    assert "hs_help" in diagram.flows


def test_shared_process_runs_inside_its_caller():
    procedure = drawn(start() + user("x") + end() + chain("s", "x", "e"))
    diagram = compile_diagram(document(CALLING), {"helping": SHARED})
    object.__setattr__(procedure, "diagram", diagram)
    case = Driven(procedure)

    assert case.last.entered == ("s", "s_call", "call", "hs", "hs_help", "help")
    case.complete("help", {"v": 1})
    assert case.last.finished


def test_program_is_restored_once_and_shared():
    diagram = read(start() + end() + chain("s", "e"))

    assert load(diagram.program) is load(bytes(diagram.program))


@pytest.mark.parametrize(
    "body",
    [
        start() + node("complexGateway", "c") + end() + chain("s", "c", "e"),
        start() + node("serviceTask", "t") + end() + chain("s", "t", "e"),
        user("a"),
    ],
)
def test_diagram_that_cannot_run_is_rejected_with_findings(body: str):
    with pytest.raises(BundleRejected) as rejected:
        compile_diagram(document(body), {})

    assert rejected.value.facts["findings"]


def test_checked_reading_rejects_what_the_checker_finds():
    with pytest.raises(BundleRejected):
        read_diagram(document(CALLING), shared={}, tables={})
