"""What a decision table says of itself, its columns and its rows, for comparisons.

As with diagrams every attribute and text counts; a row's cells go by their columns.
"""

from collections.abc import Iterator, Mapping

from engine.bpmn.facts import Node, paths_of
from engine.bpmn.gate import read_dmn
from engine.bpmn.names import local_name
from engine.model.difference import Facts

_KINDS = {
    "decision": "决策",
    "decisionTable": "表",
    "input": "条件列",
    "output": "结论列",
    "rule": "行",
}
_FIELDS = {
    "@hitPolicy": "命中策略",
    "inputExpression/text": "看什么",
    "inputExpression@typeRef": "类型",
    "@typeRef": "类型",
    "inputValues/text": "允许的值",
    "outputValues/text": "允许的值",
    "description": "说明",
}
_ENTRIES = {"inputEntry": "input", "outputEntry": "output"}


def facts_of_table(xml: bytes) -> Mapping[str, Facts]:
    """Return what each part of a table says, by its id: a row cell by cell.

    Raises:
        XmlRefused: It is no readable DMN.
    """
    found = {}
    for node in read_dmn(xml).iter():
        kind = local_name(node.tag)
        if kind in _KINDS and node.get("id"):
            name = node.get("label") or node.get("name") or _own(node, "description")
            found[node.get("id", "")] = Facts(_KINDS[kind], name, dict(_said(node)))
    return found


def _said(node: Node) -> Iterator[tuple[str, str]]:
    """Give the fields of a part in words; ids within it say nothing."""
    kind = local_name(node.tag)
    for path, value in paths_of(node, "", stops=frozenset({*_KINDS, *_ENTRIES})):
        if not path.endswith("@id"):
            yield _FIELDS.get(path, path), value
    for label, entry in _entries(node):
        for path, value in paths_of(entry, label, stops=frozenset(_KINDS)):
            if not path.endswith("@id"):
                yield path.removesuffix("/text"), value
    if kind == "output" and node.get("label"):
        yield "名称", node.get("name", "")
    if kind == "decisionTable" and node.get("hitPolicy") == "FIRST":
        # Only there does it matter which row comes first.
        rules = _inside(node, "rule")
        rows = [_own(rule, "description") or rule.get("id", "") for rule in rules]
        yield "行的顺序", "、".join(rows)


def _entries(rule: Node) -> Iterator[tuple[str, Node]]:
    """Give a row's cells, each with the name of its column."""
    table = rule.getparent()
    for kind, of in _ENTRIES.items():
        columns = [] if table is None else _inside(table, of)
        for column, entry in zip(columns, _inside(rule, kind), strict=False):
            yield (
                f"“{column.get('label') or column.get('name') or _asked(column)}”",
                entry,
            )


def _asked(column: Node) -> str:
    return next((_own(each, "text") for each in _inside(column, "inputExpression")), "")


def _inside(node: Node, local: str) -> list[Node]:
    return [child for child in node if local_name(child.tag) == local]


def _own(node: Node, local: str) -> str:
    """Return the text of a child of that name, or nothing."""
    return next(((each.text or "").strip() for each in _inside(node, local)), "")
