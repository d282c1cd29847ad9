"""Mutants of events and rounds: boundary events, interruption, timers, countersigns."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.checking_sheet import (
    Sheet,
    child,
    definition_of,
    id_of,
    is_event_sub_process,
    kind_of,
    text_of,
    told,
)
from engine.bpmn.mutants_change import Change, Copy, Edit, Node, at, before, names
from engine.bpmn.names import bpmn
from engine.model.mutant import MutantKind

MULTI = "multiInstanceLoopCharacteristics"
CONDITION = "completionCondition"
FIRST_ENDS_IT = "nrOfCompletedInstances > 0"


def event_changes(sheet: Sheet) -> Iterator[Change]:
    """Yield the changes of boundary events, event sub-processes, timers and rounds."""
    for node in sheet.all_nodes:
        if kind_of(node) == "boundaryEvent":
            yield _unbound(sheet, node)
            yield _flipped(sheet, node, "cancelActivity")
        if kind_of(node) == "startEvent":
            scope = node.getparent()
            if scope is not None and is_event_sub_process(scope):
                yield _flipped(sheet, node, "isInterrupting")
        if definition_of(node) == "timer":
            yield from _moved(sheet, node)
        if child(node, MULTI) is not None:
            yield from _rounds(node)


def _near(sheet: Sheet, event: Node) -> frozenset[str]:
    """Return the names of an event, its host, and what is inside or follows."""
    host = sheet.nodes.get(event.get("attachedToRef", ""))
    flows = sheet.leaving.get(id_of(event), [])
    after = [sheet.nodes.get(flow.get("targetRef", "")) for flow in flows]
    inside = [] if host is None else sheet.inside(host)
    return names(event, host, *after, *inside)


def _unbound(sheet: Sheet, event: Node) -> Change:
    flows = [id_of(flow) for flow in sheet.leaving.get(id_of(event), [])]

    def edit(copy: Copy) -> None:
        for each in [*flows, id_of(event)]:
            copy.remove(each)

    text = f"删去边界事件{told(event)}"
    return Change(
        MutantKind.EVENT_REMOVED,
        id_of(event),
        text,
        before(sheet, event),
        edit,
        _near(sheet, event),
    )


def _flipped(sheet: Sheet, event: Node, attribute: str) -> Change:
    interrupts = event.get(attribute, "true") == "true"
    text = f"{told(event)}{'不再' if interrupts else '改为'}打断正在办理的事项"
    other = "false" if interrupts else "true"
    return Change(
        MutantKind.INTERRUPTING_FLIPPED,
        id_of(event),
        text,
        before(sheet, event),
        lambda copy: copy[id_of(event)].set(attribute, other),
        _near(sheet, event),
    )


def _moved(sheet: Sheet, event: Node) -> Iterator[Change]:
    for slot in event.iter(bpmn("timeDate"), bpmn("timeDuration")):
        source = text_of(slot)
        changes = (
            (
                ("推迟一天", f"days_after({source}, 1)"),
                ("提前一天", f"days_before({source}, 1)"),
            )
            if kind_of(slot) == "timeDate"
            else (("改为三十天", "'P30D'"), ("改为一分钟", "'PT1M'"))
        )
        for text, changed in changes:
            yield Change(
                MutantKind.TIMER_MOVED,
                id_of(event),
                f"定时{told(event)}{text}，原为 {source}",
                before(sheet, event),
                _retime(event, changed),
                _near(sheet, event),
            )


def _retime(event: Node, source: str) -> Edit:
    def edit(copy: Copy) -> None:
        for slot in copy[id_of(event)].iter(bpmn("timeDate"), bpmn("timeDuration")):
            slot.text = source

    return edit


def _rounds(node: Node) -> Iterator[Change]:
    condition = text_of(child(child_of(node, MULTI), CONDITION))
    yield Change(
        MutantKind.ROUND_ENDED,
        id_of(node),
        f"会签{told(node)}办了一份就结束",
        at(node),
        _complete_when(node, FIRST_ENDS_IT),
        names(node),
    )
    if condition:
        yield Change(
            MutantKind.ROUND_PROLONGED,
            id_of(node),
            f"会签{told(node)}不再提前结束，原为 {condition}",
            at(node),
            _complete_when(node, "False"),
            names(node),
        )


def child_of(node: Node, name: str) -> Node:
    """Return the first BPMN child of that name, which must be there."""
    return next(node.iterchildren(bpmn(name)))


def _complete_when(node: Node, source: str) -> Edit:
    def edit(copy: Copy) -> None:
        multi = child_of(copy[id_of(node)], MULTI)
        condition = child(multi, CONDITION)
        if condition is None:
            condition = etree.SubElement(multi, bpmn(CONDITION))
        condition.text = source

    return edit
