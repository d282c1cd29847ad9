"""Mutants of duties: whose a task is, what it rests on, how a case ends.

Left out: who does the first task, where nothing leads back to it. Who may start a case
is said by the manifest.
"""

from collections.abc import Iterator

from engine.bpmn.checking_sheet import Sheet, extensions, id_of, kind_of, told
from engine.bpmn.mutants_change import (
    Change,
    Copy,
    Edit,
    Node,
    another,
    another_principal,
    at,
    drop,
    names,
)
from engine.bpmn.names import zf
from engine.model.mutant import CASE, MutantKind
from engine.model.reference import Reference

SOME_CLAUSE = "1.1"
SOME_OUTCOME = "另一结局"


def duty_changes(sheet: Sheet) -> Iterator[Change]:
    """Yield the changes of candidates, reserved tasks, outcomes and references."""
    yield from _candidates(sheet)
    yield from _outcomes(sheet)
    yield from _references(sheet)


def _candidates(sheet: Sheet) -> Iterator[Change]:
    tasks = [
        (node, task) for node in sheet.all_nodes for task in extensions(node, "task")
    ]
    known = [task.get("candidates", "") for _, task in tasks]
    for node, task in tasks:
        if _only_starts(sheet, node):
            continue
        source = task.get("candidates", "")
        other = another_principal(source, known)
        yield Change(
            MutantKind.CANDIDATES_SWAPPED,
            id_of(node),
            f"{told(node)}的办理人由 {source} 改为 {other}",
            at(node) | ({CASE} if kind_of(node) == "startEvent" else frozenset()),
            _set(node, "task", "candidates", other),
            names(node),
        )
        if task.get("reserved") == "true":
            yield Change(
                MutantKind.RESERVED_DROPPED,
                id_of(node),
                f"{told(node)}不再是保留事项，代行人无须另行授权",
                at(node),
                _set(node, "task", "reserved", "false"),
            )


def _only_starts(sheet: Sheet, node: Node) -> bool:
    sources = [
        sheet.nodes[flow.get("sourceRef", "")]
        for flow in sheet.arriving.get(id_of(node), [])
    ]
    return bool(sources) and all(
        kind_of(each) == "startEvent" and sheet.is_top(each) for each in sources
    )


def _outcomes(sheet: Sheet) -> Iterator[Change]:
    ends = [
        (node, each)
        for node in sheet.of("endEvent")
        for each in extensions(node, "outcome")
    ]
    known = [outcome.get("name", "") for _, outcome in ends]
    for node, outcome in ends:
        name = outcome.get("name", "")
        other = another(name, known) or SOME_OUTCOME
        yield Change(
            MutantKind.OUTCOME_SWAPPED,
            id_of(node),
            f"结束事件{told(node)}的结局由“{name}”改为“{other}”",
            at(node),
            _set(node, "outcome", "name", other),
            frozenset({name}),
        )


def _set(node: Node, extension: str, attribute: str, value: str) -> Edit:
    return lambda copy: copy.extension(id_of(node), extension).set(attribute, value)


def _references(sheet: Sheet) -> Iterator[Change]:
    """Yield, for every clause, the diagram that cites another in its place.

    One citation of many is no mutant: evidence is asked for by clause, and met by any
    element on the way that cites it.
    """
    cited: dict[str, list[Node]] = {}
    for node in [*sheet.all_nodes, *sheet.flows]:
        for each in extensions(node, "reference"):
            cited.setdefault(each.get("to", ""), []).append(node)
    for clause, nodes in sorted(cited.items()):
        other = another(clause, cited) or SOME_CLAUSE
        where = f"{told(nodes[0])}等 {len(nodes)} 处"
        yield Change(
            MutantKind.REFERENCE_SWAPPED,
            id_of(nodes[0]),
            f"图上凡引 {clause} 处都错引为 {other}（{where}）",
            frozenset().union(*(at(node) for node in nodes)),
            _cite(clause, other),
            frozenset({Reference.parse(clause).label}),
        )


def _cite(clause: str, other: str) -> Edit:
    def edit(copy: Copy) -> None:
        for each in list(copy.root.iter(zf("reference"))):
            if each.get("to") != clause:
                continue
            beside = each.getparent()
            doubled = beside is not None and any(
                one.get("to") == other for one in beside.findall(zf("reference"))
            )
            if doubled:
                drop(each)
            else:
                each.set("to", other)

    return edit
