"""Decision tables as they are written: DMN read by us, cells in our own expressions."""

import ast
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from lxml import etree

from engine.bpmn.gate import read_dmn
from engine.bpmn.names import local_name
from engine.bpmn.syntax import SyntaxRefused, compile_expression
from engine.bpmn.values import typed
from engine.model.errors import XmlRefused

INPUT_VALUE = "input_value"
_UNREADABLE = {
    "size": "文件是空的或超过 2 MB，请拆成几张表",
    "too_many_elements": "格子太多（超过 20000 个元素），请拆成几张表",
}
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_WORDS = {"true": "True", "false": "False", "null": "None"}
_WORD = re.compile(r"\b(true|false|null)\b")


class HitPolicy(StrEnum):
    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    ANY = "ANY"
    COLLECT = "COLLECT"


class ValueKind(StrEnum):
    """What a column holds; ANY where the author did not say."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    YES_NO = "yes_no"
    DATE = "date"
    MOMENT = "moment"
    ANY = ""


_KINDS = {
    "string": ValueKind.TEXT,
    "number": ValueKind.NUMBER,
    "double": ValueKind.NUMBER,
    "integer": ValueKind.INTEGER,
    "long": ValueKind.INTEGER,
    "boolean": ValueKind.YES_NO,
    "date": ValueKind.DATE,
    "dateTime": ValueKind.MOMENT,
}


class TableRefused(ValueError):
    """The table cannot be read; the message is a Chinese reason.

    `row` and `column` are places from nought, outputs after inputs; -1 where it is not
    for one of them.
    """

    row = column = -1


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
class Column:
    """What an input asks or an output gives; `name` is what officials call it.

    `source` is the input's expression or the output's name in data; `allowed` are the
    values it may have, none where it may have any; `listed` is how they were written.
    """

    name: str
    source: str
    kind: ValueKind
    allowed: tuple[object, ...]
    listed: str


@dataclass(frozen=True, slots=True)
class Table:
    """One decision; `trees` are its inputs' expressions, in order."""

    table_id: str
    name: str
    policy: HitPolicy
    inputs: tuple[Column, ...]
    trees: tuple[ast.expr, ...]
    outputs: tuple[Column, ...]
    rows: tuple[Row, ...]


@lru_cache(maxsize=64)
def read_table(xml: bytes) -> Table:
    """Read a DMN file that holds one decision with one table.

    Raises:
        TableRefused: It cannot be read, or uses what we do not support.
    """
    try:
        root = read_dmn(xml)
    except XmlRefused as error:
        why = _UNREADABLE.get(str(error.facts.get("why")), "不是可读的 DMN 文件")
        raise TableRefused(why) from error
    decisions = _inside(root, "decision")
    tables = [t for decision in decisions for t in _inside(decision, "decisionTable")]
    if len(decisions) != 1 or len(tables) != 1:
        raise TableRefused("一个文件应当恰有一个决策和一张决策表")
    table = tables[0]
    if table.get("aggregation"):
        raise TableRefused("不支持汇总，请用 COLLECT 取列表后自行计算")
    inputs = tuple(_input_of(item) for item in _inside(table, "input"))
    outputs = _inside(table, "output")
    if not outputs:
        raise TableRefused("决策表没有输出列")
    return Table(
        decisions[0].get("id", ""),
        decisions[0].get("name", ""),
        _policy_of(table),
        inputs,
        tuple(_compiled(column.source) for column in inputs),
        tuple(_output_of(item) for item in outputs),
        tuple(
            _row_of(rule, place, len(inputs), len(outputs))
            for place, rule in enumerate(_inside(table, "rule"))
        ),
    )


def literals(tree: ast.expr) -> tuple[object, ...] | None:
    """Return the values that a literal or a list of literals names, else None."""
    parts = tree.elts if isinstance(tree, ast.Tuple) else [tree]
    values = []
    for part in parts:
        try:
            value = ast.literal_eval(part)
        except ValueError:
            return None
        if not isinstance(value, str | int | float | bool | None):
            return None
        values.append(typed(value))
    return tuple(values)


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


def _input_of(element: etree._Element) -> Column:
    expressions = _inside(element, "inputExpression")
    source = _text(expressions[0]) if expressions else ""
    if not source:
        raise TableRefused("有输入列没有写表达式")
    kind = _kind_of(expressions[0])
    return _column(element, element.get("label", "") or source, source, kind)


def _output_of(element: etree._Element) -> Column:
    source = element.get("name", "") or element.get("id", "")
    return _column(
        element, element.get("label", "") or source, source, _kind_of(element)
    )


def _kind_of(element: etree._Element) -> ValueKind:
    written = element.get("typeRef", "").rpartition(":")[2]
    return _KINDS.get(written, ValueKind.ANY)


def _column(element: etree._Element, name: str, source: str, kind: ValueKind) -> Column:
    lists = _inside(element, "inputValues") + _inside(element, "outputValues")
    listed = _text(lists[0]) if lists else ""
    try:
        allowed = literals(_compiled(_worded(listed))) if listed else ()
    except TableRefused:
        allowed = ()
    return Column(name, source, kind, allowed or (), listed)


def _row_of(rule: etree._Element, place: int, inputs: int, outputs: int) -> Row:
    cells: list[Cell] = []
    results: list[ast.expr] = []
    try:
        # What was read before a refusal stays in the lists, and tells where it lies.
        cells.extend(_cell_of(_text(entry)) for entry in _inside(rule, "inputEntry"))
        results.extend(
            _compiled(_worded(_text(entry))) for entry in _inside(rule, "outputEntry")
        )
    except TableRefused as refused:
        refused.row, refused.column = place, len(cells) + len(results)
        raise
    if len(cells) != inputs or len(results) != outputs:
        refusal = TableRefused(f"第“{rule.get('id', '')}”行的格数与列数不符")
        refusal.row = place
        raise refusal
    return Row(rule.get("id", ""), tuple(cells), tuple(results))


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
        raise TableRefused(f"“{source}”：{error}") from error
