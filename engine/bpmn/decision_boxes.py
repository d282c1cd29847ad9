"""The rules of a decision table, each as the classes of values for which it holds."""

import ast
from dataclasses import dataclass

from engine.bpmn.decision_domain import Domain, domain_of, tells_apart
from engine.bpmn.decision_reading import Cell, Table, literals
from engine.bpmn.decision_space import Box, Budget
from engine.bpmn.decision_table import holds
from engine.bpmn.expression import FAILURES
from engine.bpmn.functions import Context
from engine.model.calendar import WorkingCalendar
from engine.model.decision import TableFault
from engine.model.finding import Severity
from engine.model.office import Office
from engine.model.surroundings import Surroundings

# A node of an expression, evaluated, costs as much as some other steps.
EVALUATION = 2
_NOBODY = Office(0, {}, {}, {}, (), (), (), ())


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing asked, by one input or by several that ask the same."""

    columns: tuple[int, ...]
    domain: Domain


@dataclass(frozen=True, slots=True)
class Rules:
    """The rows as boxes: for what they hold for sure, and for what they may hold.

    `opaque` are cells, by row and column, of which only a case can tell; `failing` are
    rows with cells that cannot be evaluated for some value, which `faults` tell.
    """

    table: Table
    variables: tuple[Variable, ...]
    sure: tuple[Box, ...]
    possible: tuple[Box, ...]
    opaque: tuple[tuple[int, int], ...]
    failing: frozenset[int]
    faults: tuple[TableFault, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(len(each.domain.bands) for each in self.variables)

    @property
    def whole(self) -> Box:
        return tuple((1 << size) - 1 for size in self.sizes)

    @property
    def is_independent(self) -> bool:
        """Say whether no input is reckoned from what another may ask too."""
        return all(_is_name(tree) for tree in self.table.trees)


def rules_of(table: Table, budget: Budget) -> Rules:
    """Return the table's rows as boxes.

    Raises:
        Exhausted: It takes more steps than the budget has.
    """
    variables = _variables(table)
    reader = _Reader(table, budget)
    sides = [reader.column(variable) for variable in variables]
    rows = range(len(table.rows))
    return Rules(
        table,
        variables,
        tuple(tuple(sure[row] for sure, _ in sides) for row in rows),
        tuple(tuple(possible[row] for _, possible in sides) for row in rows),
        tuple(sorted(reader.opaque)),
        frozenset(fault.rows[0] for fault in reader.faults),
        tuple(reader.faults),
    )


def _variables(table: Table) -> tuple[Variable, ...]:
    asking: dict[str, list[int]] = {}
    for column, tree in enumerate(table.trees):
        asking.setdefault(ast.dump(tree), []).append(column)
    return tuple(
        Variable(
            tuple(columns),
            domain_of(
                [table.inputs[column] for column in columns],
                [row.inputs[column] for row in table.rows for column in columns],
            ),
        )
        for columns in asking.values()
    )


class _Reader:
    """Reads cells into masks, each source once a column; notes what it cannot read."""

    def __init__(self, table: Table, budget: Budget) -> None:
        self._table, self._budget = table, budget
        self._context = Context(
            Surroundings(_NOBODY, WorkingCalendar(), {}, {}), lambda _name, _given: None
        )
        self.opaque: list[tuple[int, int]] = []
        self.faults: list[TableFault] = []

    def column(self, variable: Variable) -> tuple[list[int], list[int]]:
        """Return for each row the classes for which it surely, and possibly, holds."""
        whole = (1 << len(variable.domain.bands)) - 1
        sure = [whole] * len(self._table.rows)
        possible = list(sure)
        for column in variable.columns:
            seen: dict[str, tuple[int, bool] | None] = {}
            for place, row in enumerate(self._table.rows):
                cell = row.inputs[column]
                if cell.source not in seen:
                    seen[cell.source] = self._mask(cell, variable.domain, whole)
                found = seen[cell.source]
                if found is None:
                    self.opaque.append((place, column))
                    sure[place] = 0
                    continue
                mask, fails = found
                sure[place] &= mask
                possible[place] &= mask
                if fails:
                    self.faults.append(_failing(self._table, place, column))
        return sure, possible

    def _mask(self, cell: Cell, domain: Domain, whole: int) -> tuple[int, bool] | None:
        """Return the classes for which a cell holds, and whether it fails for any."""
        self._budget.spend()
        if cell.tree is None:
            return whole, False
        if not tells_apart(cell, domain):
            return None
        if not cell.asks:
            named = literals(cell.tree) or ()
            places = self._places(domain)
            return sum({1 << places[v] for v in named if v in places}), False
        mask, fails = 0, False
        size = sum(1 for _ in ast.walk(cell.tree))
        for place, band in enumerate(domain.bands):
            self._budget.spend(EVALUATION * size)
            try:
                if holds(cell, band.value, {}, self._context):
                    mask |= 1 << place
            except FAILURES:
                fails = True
        return mask, fails

    def _places(self, domain: Domain) -> dict[object, int]:
        self._budget.spend(len(domain.bands) // 8)
        return {
            band.value: place
            for place, band in enumerate(domain.bands)
            if not band.is_other
        }


def _failing(table: Table, row: int, column: int) -> TableFault:
    text = (
        f"第 {row + 1} 行“{table.inputs[column].name}”的条件对这一列的有些值算不出来，"
        "办理会出错。请改写，或改正这一列的类型。"
    )
    return TableFault(Severity.ERROR, "cell_fails", text, (row,), column)


def _is_name(tree: ast.expr) -> bool:
    while isinstance(tree, ast.Attribute):
        tree = tree.value
    return isinstance(tree, ast.Name)
