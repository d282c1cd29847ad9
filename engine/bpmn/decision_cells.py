"""What is wrong with single cells and columns of a decision table."""

import ast
from collections.abc import Iterator

from engine.bpmn.decision_domain import fits
from engine.bpmn.decision_reading import Column, Table, ValueKind, literals
from engine.bpmn.expression import reason_against
from engine.bpmn.values import plain
from engine.model.decision import TableFault
from engine.model.finding import Severity

_KINDS = {
    ValueKind.TEXT: "文字",
    ValueKind.NUMBER: "数",
    ValueKind.INTEGER: "整数",
    ValueKind.YES_NO: "是否",
    ValueKind.DATE: "日期",
    ValueKind.MOMENT: "时刻",
}


def cell_faults(table: Table) -> Iterator[TableFault]:
    """Give what is wrong with columns, then with cells, row by row."""
    columns = (*table.inputs, *table.outputs)
    for place, column in enumerate(columns):
        yield from _column_faults(column, place)
    for number, row in enumerate(table.rows):
        trees = [*(cell.tree for cell in row.inputs), *row.outputs]
        for place, tree in enumerate(trees):
            if tree is None:
                continue
            asks = place < len(row.inputs) and row.inputs[place].asks
            for fault in _cell_faults(tree, columns[place], asks=asks):
                severity, code, said = fault
                text = f"第 {number + 1} 行“{columns[place].name}”：{said}"
                yield TableFault(severity, code, text, (number,), place)


def _column_faults(column: Column, place: int) -> Iterator[TableFault]:
    if column.listed and not column.allowed:
        text = (
            f"“{column.name}”一列允许的值“{column.listed}”看不懂。"
            '请逐个写明，例如 "秘密", "机密"。'
        )
        yield TableFault(Severity.WARNING, "values_unread", text, column=place)
    strange = [value for value in column.allowed if not _fits(value, column.kind)]
    if strange:
        text = (
            f"“{column.name}”一列是{_KINDS[column.kind]}，"
            f"允许的值里却有{_shown(strange[0])}。请改正。"
        )
        yield TableFault(Severity.WARNING, "values_unfit", text, column=place)


def _cell_faults(
    tree: ast.expr, column: Column, *, asks: bool
) -> Iterator[tuple[Severity, str, str]]:
    for node in ast.walk(tree):
        reason = reason_against(node)
        if reason:
            yield Severity.ERROR, "cell_refused", f"{reason}。请改写这一格。"
            return
    values = None if asks else literals(tree)
    for value in values or ():
        if value is None:
            continue
        if not _fits(value, column.kind):
            kind = _KINDS[column.kind]
            said = f"这一列是{kind}，{_shown(value)}不是{kind}。请改写，或改列的类型。"
            yield Severity.ERROR, "cell_unfit", said
        elif column.allowed and value not in column.allowed:
            said = f"{_shown(value)}不在这一列允许的值里。请改写，或补进允许的值。"
            yield Severity.WARNING, "cell_not_allowed", said


def _fits(value: object, kind: ValueKind) -> bool:
    return value is None or fits(value, kind)


def _shown(value: object) -> str:
    shown = plain(value)
    if isinstance(shown, bool):
        return "“是”" if shown else "“否”"
    return f"“{shown}”"
