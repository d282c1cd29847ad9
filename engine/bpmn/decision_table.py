"""Decision tables: our own reading of DMN, cells in our own expressions."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from lxml import etree

from engine.bpmn.evaluator import EvaluationRefused, Evaluator
from engine.bpmn.functions import Context
from engine.bpmn.gate import read_dmn
from engine.bpmn.names import local_name
from engine.bpmn.syntax import SyntaxRefused, compile_expression
from engine.model.errors import XmlRefused

INPUT_VALUE = "input_value"
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_WORDS = {"true": "True", "false": "False", "null": "None"}
_WORD = re.compile(r"\b(true|false|null)\b")


class HitPolicy(StrEnum):
    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    ANY = "ANY"
    COLLECT = "COLLECT"


class TableRefused(ValueError):
    """The table cannot be read; the message is a Chinese reason."""


@dataclass(frozen=True, slots=True)
class Cell:
    """An input entry: `asks` when it is a condition on `?`, else values to equal."""

    source: str
    tree: ast.expr | None
    asks: bool


@dataclass(frozen=True, slots=True)
class Row:
    rule_id: str
    inputs: tuple[Cell, ...]
    outputs: tuple[ast.expr, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One decision; `names` are its outputs' names, in order."""

    table_id: str
    name: str
    policy: HitPolicy
    inputs: tuple[str, ...]
    trees: tuple[ast.expr, ...]
    names: tuple[str, ...]
    rows: tuple[Row, ...]


@lru_cache(maxsize=256)
def read_table(xml: bytes) -> Table:
    """Read a DMN file that holds one decision with one table.

    Raises:
        TableRefused: It cannot be read, or uses what we do not support.
    """
    try:
        root = read_dmn(xml)
    except XmlRefused as error:
        raise TableRefused("不是可读的 DMN 文件") from error
    decisions = _inside(root, "decision")
    tables = [t for decision in decisions for t in _inside(decision, "decisionTable")]
    if len(decisions) != 1 or len(tables) != 1:
        raise TableRefused("一个文件应当恰有一个决策和一张决策表")
    table = tables[0]
    if table.get("aggregation"):
        raise TableRefused("不支持汇总,请用 COLLECT 取列表后自行计算")
    inputs = tuple(_input_of(item) for item in _inside(table, "input"))
    outputs = _inside(table, "output")
    if not outputs:
        raise TableRefused("决策表没有输出列")
    return Table(
        decisions[0].get("id", ""),
        decisions[0].get("name", ""),
        _policy_of(table),
        inputs,
        tuple(_compiled(source) for source in inputs),
        tuple(item.get("name", "") or item.get("id", "") for item in outputs),
        tuple(
            _row_of(rule, len(inputs), len(outputs)) for rule in _inside(table, "rule")
        ),
    )


def check_table(xml: bytes) -> str:
    """Return what is wrong with the table, in Chinese, or nothing."""
    try:
        read_table(xml)
    except TableRefused as error:
        return str(error)
    return ""


def hits(table: Table, inputs: Mapping[str, object], context: Context) -> list[Row]:
    """Return the rows whose every cell holds, in their order."""
    evaluator = Evaluator(inputs, context)
    values = [evaluator.value(tree) for tree in table.trees]
    return [
        row
        for row in table.rows
        if all(
            _holds(cell, value, inputs, context)
            for cell, value in zip(row.inputs, values, strict=True)
        )
    ]


def decide(table: Table, inputs: Mapping[str, object], context: Context) -> object:
    """Return the decision: a value for one output, a mapping for several, or None.

    Raises:
        EvaluationRefused: Two rows hit where the policy allows one.
    """
    evaluator = Evaluator(inputs, context)
    results = []
    for row in hits(table, inputs, context):
        values = [evaluator.value(tree) for tree in row.outputs]
        named = dict(zip(table.names, values, strict=True))
        results.append(values[0] if len(values) == 1 else named)
    if table.policy is HitPolicy.COLLECT:
        return results
    if not results:
        return None
    agreed = all(result == results[0] for result in results)
    if len(results) > 1 and (
        table.policy is HitPolicy.UNIQUE
        or (table.policy is HitPolicy.ANY and not agreed)
    ):
        raise EvaluationRefused(f"决策表“{table.table_id}”有几行同时成立")
    return results[0]


def _holds(
    cell: Cell, value: object, inputs: Mapping[str, object], context: Context
) -> bool:
    if cell.tree is None:
        return True
    evaluator = Evaluator({**inputs, INPUT_VALUE: value}, context)
    if cell.asks:
        return bool(evaluator.value(cell.tree))
    if isinstance(cell.tree, ast.Tuple):
        return any(evaluator.value(element) == value for element in cell.tree.elts)
    return evaluator.value(cell.tree) == value


def _inside(element: etree._Element, local: str) -> list[etree._Element]:
    return [child for child in element if local_name(child.tag) == local]


def _text(element: etree._Element) -> str:
    texts = _inside(element, "text")
    return (texts[0].text or "").strip() if texts else ""


def _policy_of(table: etree._Element) -> HitPolicy:
    written = table.get("hitPolicy", "UNIQUE")
    try:
        return HitPolicy(written)
    except ValueError as error:
        raise TableRefused(f"不支持命中策略 {written}") from error


def _input_of(element: etree._Element) -> str:
    expressions = _inside(element, "inputExpression")
    source = _text(expressions[0]) if expressions else ""
    if not source:
        raise TableRefused("有输入列没有写表达式")
    return source


def _row_of(rule: etree._Element, inputs: int, outputs: int) -> Row:
    cells = tuple(_cell_of(_text(entry)) for entry in _inside(rule, "inputEntry"))
    results = tuple(
        _compiled(_worded(_text(entry))) for entry in _inside(rule, "outputEntry")
    )
    if len(cells) != inputs or len(results) != outputs:
        raise TableRefused(f"第“{rule.get('id', '')}”行的格数与列数不符")
    return Row(rule.get("id", ""), cells, results)


def _cell_of(source: str) -> Cell:
    if source in {"", "-"}:
        return Cell(source, None, asks=False)
    parts = _QUOTED.split(_worded(source))
    asks = any("?" in part for part in parts[::2])
    parts[::2] = [part.replace("?", f" {INPUT_VALUE} ") for part in parts[::2]]
    return Cell(source, _compiled("".join(parts)), asks=asks)


def _worded(source: str) -> str:
    parts = _QUOTED.split(source)
    parts[::2] = [_WORD.sub(lambda m: _WORDS[m[1]], part) for part in parts[::2]]
    return "".join(parts)


def _compiled(source: str) -> ast.expr:
    try:
        return compile_expression(source)
    except SyntaxRefused as error:
        raise TableRefused(f"“{source}”:{error}") from error
