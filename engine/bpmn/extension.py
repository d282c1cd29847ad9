"""Our `zf:` extension and BPMN's loops, read from an element's XML."""

from dataclasses import dataclass

from lxml import etree

from engine.bpmn.names import NAMESPACES, bpmn, zf
from engine.model.diagram import (
    EffectSpec,
    LimitKind,
    LimitSpec,
    LimitUnit,
    MessageSpec,
)

Node = etree._Element  # lxml's public type has this name


@dataclass(frozen=True, slots=True)
class TaskForm:
    """`zf:task`: a form, and who may be asked to fill it in."""

    form: str
    candidates: str
    reserved: bool


@dataclass(frozen=True, slots=True)
class DecisionUse:
    """`zf:decision`: a table, what it is asked, and where its answer stands."""

    table: str
    result: str
    arguments: dict[str, str]


@dataclass(frozen=True, slots=True)
class Loop:
    """BPMN's multi-instance characteristics, as expressions and names."""

    collection: str
    item: str
    output: str
    output_item: str
    condition: str
    sequential: bool


def extensions(node: Node) -> list[Node]:
    """Return what stands in the element's own extension of ours."""
    holder = node.find(bpmn("extensionElements"))
    if holder is None:
        return []
    prefix = zf("")
    return [e for e in holder if isinstance(e.tag, str) and e.tag.startswith(prefix)]


def only(node: Node, local: str) -> Node | None:
    """Return the element's one extension of that name, if it has it."""
    return next((e for e in extensions(node) if e.tag == zf(local)), None)


def task_form(node: Node) -> TaskForm | None:
    element = only(node, "task")
    if element is None:
        return None
    return TaskForm(
        element.get("form", ""),
        element.get("candidates", ""),
        element.get("reserved", "false") == "true",
    )


def references(node: Node) -> tuple[str, ...]:
    """Return the references of an element, or of a limit."""
    holder = node if node.tag == zf("limit") else node.find(bpmn("extensionElements"))
    if holder is None:
        return ()
    return tuple(e.get("to", "") for e in holder.findall(zf("reference")))


def limits(node: Node) -> tuple[LimitSpec, ...]:
    """Return the time limits of an element.

    Raises:
        ValueError: A unit or kind is unknown.
    """
    return tuple(_limit(e) for e in extensions(node) if e.tag == zf("limit"))


def _limit(element: Node) -> LimitSpec:
    return LimitSpec(
        key=element.get("key", ""),
        name=element.get("name", ""),
        unit=LimitUnit(element.get("unit", "")),
        amount=element.get("amount", ""),
        start=element.get("start", ""),
        before=element.get("before", "false") == "true",
        kind=LimitKind(element.get("kind", "soft")),
        remind=element.get("remind", ""),
        notify=element.get("notify", ""),
        warn=element.get("warn", ""),
        references=references(element),
    )


def outcome(node: Node) -> str:
    element = only(node, "outcome")
    return "" if element is None else element.get("name", "")


def effect(node: Node) -> EffectSpec | None:
    element = only(node, "effect")
    if element is None:
        return None
    return EffectSpec(
        element.get("operation", ""), arguments(element), element.get("result", "")
    )


def arguments(element: Node) -> dict[str, str]:
    """Return the argument expressions inside an effect or a decision, by name."""
    return {a.get("name", ""): a.get("value", "") for a in element.iter(zf("argument"))}


def decision(node: Node) -> DecisionUse | None:
    element = only(node, "decision")
    if element is None:
        return None
    return DecisionUse(
        element.get("table", ""), element.get("result", ""), arguments(element)
    )


def message(node: Node) -> MessageSpec | None:
    element = only(node, "message")
    if element is None:
        return None
    return MessageSpec(
        element.get("name", ""),
        element.get("correlation", ""),
        element.get("payload", ""),
        element.get("result", ""),
    )


def loop(node: Node) -> Loop | None:
    """Return the multi-instance characteristics of an activity, if it has them."""
    element = node.find(bpmn("multiInstanceLoopCharacteristics"))
    if element is None:
        return None

    def text(local: str) -> str:
        return (element.findtext(f"bpmn:{local}", "", NAMESPACES) or "").strip()

    def name(local: str) -> str:
        inner = element.find(bpmn(local))
        return "" if inner is None else inner.get("name", "") or inner.get("id", "")

    return Loop(
        collection=text("loopDataInputRef") or text("loopCardinality"),
        item=name("inputDataItem"),
        output=text("loopDataOutputRef"),
        output_item=name("outputDataItem"),
        condition=text("completionCondition"),
        sequential=element.get("isSequential", "false") == "true",
    )


def is_event_sub_process(node: Node | None) -> bool:
    return (
        node is not None
        and node.tag == bpmn("subProcess")
        and node.get("triggeredByEvent", "false") == "true"
    )


def is_standing_act(node: Node) -> bool:
    """Say whether a start event offers a standing act on the case page."""
    return (
        node.tag == bpmn("startEvent")
        and is_event_sub_process(node.getparent())
        and task_form(node) is not None
    )
