"""A decision table tried with sample values, by the evaluator that officials get."""

import ast
import time
from collections.abc import Sequence
from dataclasses import replace

from engine.bpmn.decision_reading import Table, read_table
from engine.bpmn.decision_table import concluded, row_holds
from engine.bpmn.evaluator import CASE, EvaluationRefused
from engine.bpmn.expression import FAILURES, context_of, reason_of
from engine.bpmn.values import plain, typed
from engine.model.decision import SampleDecided
from engine.model.surroundings import Surroundings

Sample = Sequence[object]
SECONDS = 2.0


def try_samples(
    xml: bytes, samples: Sequence[Sample], surroundings: Surroundings
) -> tuple[SampleDecided, ...]:
    """Return what the table answers where its inputs have these values.

    Args:
        xml: The table.
        samples: For each try a plain value for every input, in order; what `SECONDS`
            do not suffice for is refused.
        surroundings: What functions may look at.

    Raises:
        TableRefused: The table cannot be read.
    """
    table = read_table(xml)
    until = time.monotonic() + SECONDS
    return tuple(_try(table, sample, surroundings, until) for sample in samples)


def _try(
    table: Table, sample: Sample, surroundings: Surroundings, until: float
) -> SampleDecided:
    if len(sample) != len(table.inputs):
        return SampleDecided((), refusal="试算的值与条件列数不符")
    names: dict[str, object] = {}
    for tree, value in zip(table.trees, sample, strict=True):
        _name(names, tree, value)
    case = names.pop(CASE, {})
    around = replace(surroundings, case=case if isinstance(case, dict) else {})
    context = context_of(around)
    found: list[int] = []
    try:
        values = [typed(value) for value in sample]
        for place, row in enumerate(table.rows):
            if time.monotonic() > until:
                raise EvaluationRefused("表太大，试算没有做完")
            if row_holds(row, values, names, context):
                found.append(place)
        rows = [table.rows[place] for place in found]
        outcome = plain(concluded(table, rows, names, context))
    except FAILURES as error:
        return SampleDecided(tuple(found), refusal=reason_of(error))
    return SampleDecided(tuple(found), outcome)


def _name(names: dict[str, object], tree: ast.expr, value: object) -> None:
    """Let expressions read a sample under the name that its input has in data."""
    path: list[str] = []
    while isinstance(tree, ast.Attribute):
        path.insert(0, tree.attr)
        tree = tree.value
    if not isinstance(tree, ast.Name):
        return
    holder = names
    for key in [tree.id, *path][:-1]:
        inner = holder.setdefault(key, {})
        if not isinstance(inner, dict):
            return
        holder = inner
    holder[[tree.id, *path][-1]] = value
