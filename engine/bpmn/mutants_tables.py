"""The mutants of a decision table: a rule gone, or another answer."""

import ast
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from engine.bpmn.checking_sheet import id_of, kind_of, text_of
from engine.bpmn.gate import read_dmn
from engine.bpmn.mutants_change import Node, another, drop
from engine.model.mutant import Mutant, MutantKind, Mutation


def table_mutants(path: str, xml: bytes, seen_by: frozenset[str]) -> Iterator[Mutant]:
    """Yield the mutants of a table.

    `seen_by` are the marks of who may have asked it.

    Raises:
        XmlRefused: The gate refuses the document.
    """
    root = read_dmn(xml)
    rules = _rules(root)
    answers = [[text_of(cell) for cell in _answers(rule)] for rule in rules]
    for place, rule in enumerate(rules):
        name = f"决策表 {path} 第 {place + 1} 行（{_told(rule)}）"
        copy = deepcopy(root)
        drop(_rules(copy)[place])
        kind = MutantKind.TABLE_RULE_DROPPED
        yield _mutant(kind, path, f"{name}删去", copy, seen_by)
        for column, old in enumerate(answers[place]):
            new = _other(old, [row[column] for row in answers])
            if new:
                copy = deepcopy(root)
                _write(_answers(_rules(copy)[place])[column], new)
                kind = MutantKind.TABLE_OUTPUT_CHANGED
                text = f"{name}的结果由 {old} 改为 {new}"
                yield _mutant(kind, path, text, copy, seen_by)


def _mutant(
    kind: MutantKind, path: str, text: str, root: Node, seen_by: frozenset[str]
) -> Mutant:
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return Mutant(Mutation(kind, path, text, path, seen_by), data)


def _rules(root: Node) -> list[Node]:
    return [node for node in root.iter("*") if kind_of(node) == "rule"]


def _answers(rule: Node) -> list[Node]:
    return [cell for cell in rule if kind_of(cell) == "outputEntry"]


def _told(rule: Node) -> str:
    cells = [text_of(cell) for cell in rule if kind_of(cell) == "inputEntry"]
    return ",".join(cells) or id_of(rule)


def _write(cell: Node, source: str) -> None:
    for text in cell:
        text.text = source


def _other(source: str, column: list[str]) -> str:
    """Return another answer of the column, or the opposite; empty if there is none."""
    if source in {"True", "true"}:
        return "False"
    if source in {"False", "false"}:
        return "True"
    return another(source, column) or _next(source)


def _next(source: str) -> str:
    try:
        value = ast.literal_eval(source)
    except (ValueError, SyntaxError):
        return ""
    return str(value + 1) if isinstance(value, int) else "'另一结果'"
