"""Decision tables asked: which rows hold, and what comes out under the hit policy."""

import ast
from collections.abc import Mapping, Sequence

from engine.bpmn.decision_reading import INPUT_VALUE, Cell, HitPolicy, Row, Table
from engine.bpmn.evaluator import EvaluationRefused, Evaluator
from engine.bpmn.functions import Context


def hits(table: Table, inputs: Mapping[str, object], context: Context) -> list[Row]:
    """Return the rows whose every cell holds, in their order."""
    evaluator = Evaluator(inputs, context)
    values = [evaluator.value(tree) for tree in table.trees]
    return [row for row in table.rows if row_holds(row, values, inputs, context)]


def row_holds(
    row: Row,
    values: Sequence[object],
    names: Mapping[str, object],
    context: Context,
) -> bool:
    """Say whether a row holds where the inputs have these values, one a column."""
    return all(
        holds(cell, value, names, context)
        for cell, value in zip(row.inputs, values, strict=True)
    )


def decide(table: Table, inputs: Mapping[str, object], context: Context) -> object:
    """Return the decision: a value for one output, a mapping for several, or None.

    Raises:
        EvaluationRefused: Two rows hit where the policy allows one.
    """
    return concluded(table, hits(table, inputs, context), inputs, context)


def concluded(
    table: Table, rows: Sequence[Row], names: Mapping[str, object], context: Context
) -> object:
    """Return what the table decides where these rows hold.

    Raises:
        EvaluationRefused: As `decide`.
    """
    evaluator = Evaluator(names, context)
    results = []
    for row in rows:
        values = [evaluator.value(tree) for tree in row.outputs]
        named = {
            column.source: value
            for column, value in zip(table.outputs, values, strict=True)
        }
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


def holds(
    cell: Cell, value: object, names: Mapping[str, object], context: Context
) -> bool:
    """Say whether a cell holds where its input has this value."""
    if cell.tree is None:
        return True
    evaluator = Evaluator({**names, INPUT_VALUE: value}, context)
    if cell.asks:
        return bool(evaluator.value(cell.tree))
    if isinstance(cell.tree, ast.Tuple):
        return any(evaluator.value(element) == value for element in cell.tree.elts)
    return evaluator.value(cell.tree) == value
