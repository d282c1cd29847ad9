"""Every slot in which the library would run an author's Python runs none.

The diagrams go straight to the engine, past our checker, which refuses most of them.
"""

import time
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from engine.bpmn import expression
from engine.model.errors import ZhangfaError
from engine.model.procedure import Procedure
from tests.support.drawing import chain, end, flows, node, start, user
from tests.support.drawing import procedure as drawn
from tests.support.driving import Driven
from tests.support.small_office import surroundings

SPIFF = 'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
STRAIGHT = start() + user("fill") + "{}" + user("z") + end()
PATH = chain("s", "fill", "x", "z", "e")


def within(kind: str, inside: str = "", extension: str = "", **more: str) -> str:
    return STRAIGHT.format(node(kind, "x", inside, extension, **more)) + PATH


def loop(inside: str) -> str:
    return (
        f"<multiInstanceLoopCharacteristics>{inside}</multiInstanceLoopCharacteristics>"
    )


def timer(kind: str, attack: str) -> str:
    return within(
        "intermediateCatchEvent",
        f"<timerEventDefinition><{kind}>{attack}</{kind}></timerEventDefinition>",
    )


def payload(kind: str, attack: str) -> str:
    extension = (
        f"<spiffworkflow:payloadExpression {SPIFF}>{attack}"
        "</spiffworkflow:payloadExpression>"
    )
    return within(
        "intermediateThrowEvent", f'<{kind}EventDefinition id="k"/>', extension
    )


def decision(attack: str) -> str:
    extension = (
        f'<zf:decision table="t" result="r"><zf:argument name="v" value="{attack}"/>'
        "</zf:decision>"
    )
    return within("businessRuleTask", "", extension)


SLOTS = {
    "script task": lambda a: within("scriptTask", f"<script>{a}</script>"),
    "script task, assigned": lambda a: within(
        "scriptTask", f"<script>v = {a}</script>"
    ),
    "pre-script": lambda a: within(
        "userTask",
        "",
        f'<zf:task form="x" candidates="\'post:mayor\'"/><spiffworkflow:preScript '
        f"{SPIFF}>{a}</spiffworkflow:preScript>",
    ),
    "post-script": lambda a: within(
        "userTask",
        "",
        f'<zf:task form="x" candidates="\'post:mayor\'"/><spiffworkflow:postScript '
        f"{SPIFF}>{a}</spiffworkflow:postScript>",
    ),
    "flow condition": lambda a: (
        STRAIGHT.format(node("exclusiveGateway", "x", default="x_e"))
        + chain("s", "fill", "x")
        + "<sequenceFlow id='x_z' sourceRef='x' targetRef='z'>"
        + f"<conditionExpression>{a}</conditionExpression></sequenceFlow>"
        + flows("x > e", "z > e")
    ),
    "cardinality": lambda a: within(
        "userTask", loop(f"<loopCardinality>{a}</loopCardinality>")
    ),
    "collection": lambda a: within(
        "userTask", loop(f"<loopDataInputRef>{a}</loopDataInputRef>")
    ),
    "completion condition": lambda a: within(
        "scriptTask",
        loop(
            "<loopDataInputRef>['a']</loopDataInputRef>"
            f"<completionCondition>{a}</completionCondition>"
        )
        + "<script>v = 1</script>",
    ),
    "loop condition": lambda a: within(
        "userTask",
        '<standardLoopCharacteristics loopMaximum="2">'
        f"<loopCondition>{a}</loopCondition></standardLoopCharacteristics>",
    ),
    "time date": lambda a: timer("timeDate", a),
    "time duration": lambda a: timer("timeDuration", a),
    "time cycle": lambda a: timer("timeCycle", a),
    "conditional event": lambda a: within(
        "intermediateCatchEvent",
        f"<conditionalEventDefinition><condition>{a}</condition>"
        "</conditionalEventDefinition>",
    ),
    "correlation retrieval": lambda _: within(
        "intermediateThrowEvent",
        '<messageEventDefinition messageRef="m"/>',
        '<zf:message name="m"/>',
    ),
    "message correlation": lambda a: within(
        "intermediateThrowEvent",
        "<messageEventDefinition/>",
        f'<zf:message name="m" correlation="{a}"/>',
    ),
    "message payload": lambda a: within(
        "intermediateThrowEvent",
        "<messageEventDefinition/>",
        f'<zf:message name="m" payload="{a}"/>',
    ),
    "signal payload": lambda a: payload("signal", a),
    "error payload": lambda a: payload("error", a),
    "escalation payload": lambda a: payload("escalation", a),
    "service parameter": lambda a: within(
        "serviceTask",
        "",
        f'<zf:effect operation="o" result="r"><zf:argument name="v" value="{a}"/>'
        "</zf:effect>",
    ),
    "decision argument": decision,
    "ad-hoc completion": lambda a: within(
        "adHocSubProcess",
        f"<completionCondition>{a}</completionCondition>" + user("inner"),
    ),
    "candidates": lambda a: within(
        "userTask", "", f'<zf:task form="x" candidates="{a}"/>'
    ),
    "limit amount": lambda a: within(
        "userTask",
        "",
        '<zf:task form="x" candidates="\'post:mayor\'"/>'
        f'<zf:limit key="k" name="k" unit="hours" amount="{a}"/>',
    ),
}
CORRELATION = (
    '<message id="m" name="m"/><correlationProperty id="cp" name="cp">'
    '<correlationPropertyRetrievalExpression messageRef="m"><messagePath>{}'
    "</messagePath></correlationPropertyRetrievalExpression></correlationProperty>"
)
EXHAUSTING = "[a for a in [0] * 10**9 for b in [0] * 10**9]"


def walk(slot: str, attack: str) -> None:
    """Take a case through the slot, whatever refuses it on the way."""
    quoted = escape(attack, {'"': "&quot;"})
    before = CORRELATION.format(quoted) if slot == "correlation retrieval" else ""
    procedure: Procedure = drawn(SLOTS[slot](quoted), before=before)
    case = Driven(procedure)
    for element in ("fill", "x", "z"):
        if element in case.waiting:
            case.complete(element, {})


@pytest.mark.parametrize("slot", SLOTS)
def test_slot_runs_no_python_of_the_author(slot: str, tmp_path: Path):
    witness = tmp_path / "reached"
    attack = f"__import__('pathlib').Path('{witness}').touch()"

    with suppress(ZhangfaError):
        walk(slot, attack)

    assert not witness.exists()


@pytest.mark.parametrize("slot", SLOTS)
def test_slot_cannot_be_made_to_use_up_the_machine(slot: str):
    began = time.process_time()

    with suppress(ZhangfaError):
        walk(slot, EXHAUSTING)

    assert time.process_time() - began < 2


@pytest.mark.parametrize("place", ["input", "entry", "output"])
def test_decision_table_runs_no_python_of_the_author(place: str, tmp_path: Path):
    witness = tmp_path / "reached"
    attack = f"__import__('pathlib').Path('{witness}').touch()"
    cells = {"input": "1", "entry": "-", "output": "1", place: attack}
    table = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">'
        '<decision id="t"><decisionTable><input><inputExpression>'
        f"<text>{cells['input']}</text></inputExpression></input><output name='o'/>"
        f"<rule><inputEntry><text>{cells['entry']}</text></inputEntry>"
        f"<outputEntry><text>{cells['output']}</text></outputEntry></rule>"
        "</decisionTable></decision></definitions>"
    ).encode()

    with pytest.raises(ZhangfaError):
        expression.decide(table, {}, surroundings())

    assert not witness.exists()


def test_the_attack_would_work_where_python_is_run(tmp_path: Path):
    witness = tmp_path / "reached"

    eval(f"__import__('pathlib').Path('{witness}').touch()")  # noqa: S307  # the proof

    assert witness.exists()
