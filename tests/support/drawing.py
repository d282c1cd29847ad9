"""Tiny diagrams for tests: the body of a process, its flows as arrows."""

from itertools import pairwise

from engine.bpmn.reading import compile_diagram
from engine.model.diagram import Diagram
from engine.model.form import Form
from engine.model.procedure import Bundle, Manifest, Procedure, RegisterField

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zf="urn:zhangfa:bpmn:1" id="d" targetNamespace="urn:test">'
)


def document(body: str, *, before: str = "", extension: str = "") -> bytes:
    """Return a BPMN document with one process `p`."""
    extra = f"<extensionElements>{extension}</extensionElements>" if extension else ""
    return (
        f'{HEAD}{before}<process id="p" name="流程" isExecutable="true">'
        f"{extra}{body}</process></definitions>"
    ).encode()


def flows(*arrows: str) -> str:
    """Return sequence flows from `a > b` or `a > b : condition`, named `a_b`."""
    drawn = []
    for arrow in arrows:
        ends, _, condition = arrow.partition(" : ")
        source, target = (end.strip() for end in ends.split(" > "))
        inner = ""
        if condition:
            escaped = condition.replace("&", "&amp;").replace("<", "&lt;")
            inner = f"<conditionExpression>{escaped}</conditionExpression>"
        drawn.append(
            f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" '
            f'targetRef="{target}">{inner}</sequenceFlow>'
        )
    return "".join(drawn)


def chain(*ids: str) -> str:
    """Return the flows that lead through these elements in order."""
    return flows(*(f"{a} > {b}" for a, b in pairwise(ids)))


def user(
    element_id: str,
    *,
    candidates: str = "'post:mayor'",
    form: str = "",
    more: str = "",
    inside: str = "",
) -> str:
    """Return a user task; `more` stands in its extension, `inside` beside it."""
    return (
        f'<userTask id="{element_id}" name="{element_id}"><extensionElements>'
        f'<zf:task form="{form or element_id}" candidates="{candidates}"/>{more}'
        f"</extensionElements>{inside}</userTask>"
    )


def start(element_id: str = "s", inside: str = "") -> str:
    return f'<startEvent id="{element_id}">{inside}</startEvent>'


def end(element_id: str = "e", outcome: str = "", inside: str = "") -> str:
    extra = (
        f'<extensionElements><zf:outcome name="{outcome}"/></extensionElements>'
        if outcome
        else ""
    )
    return f'<endEvent id="{element_id}">{extra}{inside}</endEvent>'


def node(
    kind: str, element_id: str, inside: str = "", extension: str = "", **more: str
) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in more.items())
    extra = f"<extensionElements>{extension}</extensionElements>" if extension else ""
    return f'<{kind} id="{element_id}"{attributes}>{extra}{inside}</{kind}>'


def each(
    collection: str,
    *,
    item: str = "who",
    output: str = "",
    condition: str = "",
    sequential: bool = False,
) -> str:
    """Return multi-instance characteristics."""
    escaped = condition.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}">'
        f"<loopDataInputRef>{collection}</loopDataInputRef>"
        + (f"<loopDataOutputRef>{output}</loopDataOutputRef>" if output else "")
        + f'<inputDataItem id="{item}_item" name="{item}"/>'
        + '<outputDataItem id="said_item" name="said"/>'
        + (f"<completionCondition>{escaped}</completionCondition>" if condition else "")
        + "</multiInstanceLoopCharacteristics>"
    )


def read(body: str, **more: str) -> Diagram:
    """Return the diagram of a body, compiled but not checked."""
    return compile_diagram(document(body, **more), {})


def procedure(
    body: str,
    *,
    register: tuple[RegisterField, ...] = (),
    forms: dict[str, Form] | None = None,
    tables: dict[str, bytes] | None = None,
    **more: str,
) -> Procedure:
    """Return a procedure whose diagram has this body."""
    manifest = Manifest("p", "流程", "", "件", "", (), (), register=register)
    diagram = read(body, **more)
    return Procedure(Bundle("p", {}), manifest, diagram, forms or {}, tables or {})
