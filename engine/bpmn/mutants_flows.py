"""Mutants of the way: flows, conditions, targets and joins of gateways.

Left out, because another mutant stands for it: removing a flow that has a condition
(the condition that never holds), or the default flow (the last condition that always
holds); swapping the ways of a gateway with two (the negated condition); making another
flow the default (the check refuses its condition).
"""

from collections.abc import Iterator
from itertools import combinations

from engine.bpmn.checking_sheet import Sheet, child, id_of, kind_of, text_of, told
from engine.bpmn.mutants_change import Change, Copy, Edit, Node, before, names, negated
from engine.bpmn.names import bpmn
from engine.model.mutant import MutantKind

CHOOSING = frozenset({"exclusiveGateway", "inclusiveGateway"})
SPLITS = CHOOSING | {"parallelGateway", "eventBasedGateway"}
JOINS = frozenset({"parallelGateway", "inclusiveGateway"})
PAIR = 2


def flow_changes(sheet: Sheet) -> Iterator[Change]:
    """Yield the changes at every gateway."""
    for gateway in sheet.all_nodes:
        leaving = sheet.leaving.get(id_of(gateway), [])
        arriving = sheet.arriving.get(id_of(gateway), [])
        if kind_of(gateway) in SPLITS and len(leaving) >= PAIR:
            yield from _ways(sheet, gateway, leaving)
        elif kind_of(gateway) in JOINS and len(arriving) >= PAIR:
            yield _opened(sheet, gateway)


def _ways(sheet: Sheet, gateway: Node, leaving: list[Node]) -> Iterator[Change]:
    for flow in leaving:
        if _condition(flow):
            yield from _conditions(sheet, gateway, flow)
        elif kind_of(gateway) not in CHOOSING:
            yield _removed(sheet, gateway, flow)
    if kind_of(gateway) in CHOOSING and len(leaving) > PAIR:
        for first, second in combinations(leaving, PAIR):
            yield _swapped(sheet, gateway, first, second)


def _ahead(sheet: Sheet, gateway: Node) -> frozenset[str]:
    """Return the names of what comes right after a gateway."""
    leaving = sheet.leaving.get(id_of(gateway), [])
    return names(*(sheet.nodes.get(flow.get("targetRef", "")) for flow in leaving))


def _condition(flow: Node) -> str:
    return text_of(child(flow, "conditionExpression"))


def _conditions(sheet: Sheet, gateway: Node, flow: Node) -> Iterator[Change]:
    source = _condition(flow)
    for kind, changed, text in (
        (MutantKind.CONDITION_NEGATED, negated(source), "的条件取反"),
        (MutantKind.CONDITION_TRUE, "True", "的条件改为总是成立"),
        (MutantKind.CONDITION_FALSE, "False", "的条件改为总不成立"),
    ):
        yield Change(
            kind,
            id_of(flow),
            f"网关{told(gateway)}的出线{told(flow)}{text}，原为 {source}",
            before(sheet, gateway),
            _set_condition(id_of(flow), changed),
            _ahead(sheet, gateway),
        )


def _set_condition(flow_id: str, source: str) -> Edit:
    def edit(copy: Copy) -> None:
        for condition in copy[flow_id].findall(bpmn("conditionExpression")):
            condition.text = source

    return edit


def _removed(sheet: Sheet, gateway: Node, flow: Node) -> Change:
    return Change(
        MutantKind.FLOW_REMOVED,
        id_of(flow),
        f"删去网关{told(gateway)}的出线{told(flow)}",
        before(sheet, gateway),
        lambda copy: copy.remove(id_of(flow)),
        _ahead(sheet, gateway),
    )


def _swapped(sheet: Sheet, gateway: Node, first: Node, second: Node) -> Change:
    one, other = id_of(first), id_of(second)

    def edit(copy: Copy) -> None:
        ends = copy[one].get("targetRef", ""), copy[other].get("targetRef", "")
        for flow_id, old, new in ((one, *ends), (other, *reversed(ends))):
            copy[flow_id].set("targetRef", new)
            for arriving in copy[old].findall(bpmn("incoming")):
                if arriving.text in {one, other}:
                    arriving.text = other if flow_id == one else one

    text = f"网关{told(gateway)}的出线{told(first)}与{told(second)}去向互换"
    return Change(MutantKind.TARGETS_SWAPPED, one, text, before(sheet, gateway), edit)


def _opened(sheet: Sheet, gateway: Node) -> Change:
    def edit(copy: Copy) -> None:
        copy[id_of(gateway)].tag = bpmn("exclusiveGateway")

    return Change(
        MutantKind.JOIN_OPENED,
        id_of(gateway),
        f"汇合网关{told(gateway)}不再等齐，来一路放行一路",
        before(sheet, gateway),
        edit,
        _ahead(sheet, gateway),
    )
