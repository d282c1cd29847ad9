"""What is wrong with a decision table: cells, overlaps, gaps, rows never reached.

Inputs that ask the same are one; inputs that ask different things are taken to be
independent. What is not filled in yet is no value here, unless a cell names it.
"""

import ast
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from engine.bpmn.decision_boxes import Rules, rules_of
from engine.bpmn.decision_cells import cell_faults
from engine.bpmn.decision_domain import source_of, told
from engine.bpmn.decision_reading import HitPolicy, Table, literals, read_table
from engine.bpmn.decision_space import Box, Budget, Exhausted, Space, bits
from engine.model.decision import TableFault
from engine.model.finding import Severity

STEPS = 400_000
MOST = 12
_UNDECIDED = "table_undecided"


@lru_cache(maxsize=64)
def analyse(xml: bytes) -> tuple[TableFault, ...]:
    """Return everything that is wrong with a table that can be read.

    Raises:
        TableRefused: It cannot be read.
    """
    table = read_table(xml)
    faults = list(cell_faults(table))
    budget = Budget(STEPS)
    try:
        rules = rules_of(table, budget)
        faults += rules.faults
        for look in (_opaque, _never, _overlaps, _shadowed, _gaps):
            faults += _few(look(rules, budget))
    except Exhausted:
        text = "表太大，重叠和遗漏没有判定完。请拆成几张表，或合并相近的行。"
        faults.append(TableFault(Severity.WARNING, _UNDECIDED, text))
    return tuple(faults)


def _few(found: Iterator[TableFault]) -> list[TableFault]:
    """Return the first of many, and that there are more."""
    faults = list(islice(found, MOST + 1))
    if len(faults) <= MOST:
        return faults
    first = faults[0]
    more = TableFault(
        first.severity, first.code, "同类问题还有，改正以上各处后再列出。"
    )
    return [*faults[:MOST], more]


def _opaque(rules: Rules, _budget: Budget) -> Iterator[TableFault]:
    """Give the cells of which only a case can tell what they hold for."""
    for row, column in rules.opaque:
        text = (
            f"第 {row + 1} 行“{rules.table.inputs[column].name}”的条件要看别的值，"
            "这一行与其他行是否重叠、有无遗漏没有判定。"
        )
        yield TableFault(Severity.WARNING, _UNDECIDED, text, (row,), column)


def _never(rules: Rules, _budget: Budget) -> Iterator[TableFault]:
    for row, box in enumerate(rules.possible):
        for at, mask in enumerate(box):
            if mask or row in rules.failing:
                continue
            columns = rules.variables[at].columns
            names = "、".join(rules.table.inputs[each].name for each in columns)
            text = (
                f"第 {row + 1} 行永远不成立：没有哪个值满足“{names}”的条件。"
                "请改写，或删去这一行。"
            )
            yield TableFault(
                Severity.WARNING, "row_never_holds", text, (row,), columns[0]
            )
            break


def _overlaps(rules: Rules, budget: Budget) -> Iterator[TableFault]:
    """Give pairs of rows that hold at once where the policy does not allow it."""
    policy = rules.table.policy
    if policy not in {HitPolicy.UNIQUE, HitPolicy.ANY}:
        return
    space = Space(rules.sure, rules.sizes, budget)
    for row, box in enumerate(rules.sure):
        budget.spend()
        later = space.meeting(box) >> (row + 1)
        for place in bits(later):
            budget.spend()
            other = row + 1 + place
            agree = (
                _agree(rules.table, row, other) if policy is HitPolicy.ANY else False
            )
            if agree is not True:
                both = tuple(a & b for a, b in zip(box, rules.sure[other], strict=True))
                yield _overlap(rules, (row, other), both, is_sure=agree is False)


def _overlap(
    rules: Rules, rows: tuple[int, int], box: Box, *, is_sure: bool
) -> TableFault:
    first, second = rows[0] + 1, rows[1] + 1
    when = _when(rules, box) or "任何情形"
    if rules.table.policy is HitPolicy.UNIQUE:
        said = (
            f"第 {first} 行和第 {second} 行重叠：{when} 时两行同时成立，办理会出错。"
            "请改写其中一行，或改用“首行优先”。"
        )
    elif is_sure:
        said = (
            f"第 {first} 行和第 {second} 行同时成立而结果不同：{when} 时办理会出错。"
            "请改成同一结果，或改写其中一行。"
        )
    else:
        said = (
            f"第 {first} 行和第 {second} 行同时成立：{when} 时结果是否相同没有判定，"
            "不同则办理会出错。"
        )
    severity = Severity.ERROR
    if not is_sure or not rules.is_independent:
        severity = Severity.WARNING
    if is_sure and not rules.is_independent:
        said = f"可能重叠（各列的表达式彼此相关，没有判定）：{said}"
    return TableFault(severity, "rows_overlap", said, rows)


def _agree(table: Table, first: int, second: int) -> bool | None:
    """Say whether two rows give the same; None where only a case can tell."""
    unsure = False
    pairs = zip(table.rows[first].outputs, table.rows[second].outputs, strict=True)
    for one, other in pairs:
        mine, theirs = literals(one), literals(other)
        if mine is not None and theirs is not None:
            if mine != theirs:
                return False
        elif ast.dump(one) != ast.dump(other):
            unsure = True
    return None if unsure else True


def _shadowed(rules: Rules, budget: Budget) -> Iterator[TableFault]:
    """Give the rows under FIRST that earlier rows leave nothing."""
    if rules.table.policy is not HitPolicy.FIRST:
        return
    space = Space(rules.sure, rules.sizes, budget)
    for row, box in enumerate(rules.possible):
        budget.spend()
        earlier = space.meeting(box) & ((1 << row) - 1)
        if not all(box) or not earlier:
            continue
        if next(space.outside(box, earlier), None) is None:
            text = (
                f"第 {row + 1} 行永远用不到：它成立时，前面的行已经成立。"
                "请上移，或删去这一行。"
            )
            yield TableFault(Severity.WARNING, "row_unreachable", text, (row,))


def _gaps(rules: Rules, budget: Budget) -> Iterator[TableFault]:
    """Give combinations for which there is no row; collecting none is an answer."""
    if rules.table.policy is HitPolicy.COLLECT:
        return
    if not rules.possible:
        text = "表里还没有规则，结果总是空的。请添加一行。"
        yield TableFault(Severity.WARNING, "table_gap", text)
        return
    space = Space(rules.possible, rules.sizes, budget)
    everything = (1 << len(rules.possible)) - 1
    for box in space.outside(space.whole, everything):
        when = _when(rules, box)
        mend = "，或给列写明允许的值" if _is_open(rules, box) else ""
        text = f"{when} 时没有规则，结果是空的。请补一行{mend}。"
        yield TableFault(
            Severity.WARNING, "table_gap", text, cells=_entries(rules, box)
        )


def _is_open(rules: Rules, box: Box) -> bool:
    """Say whether the box lies where nothing is named."""
    return any(
        variable.domain.bands[place].is_other
        for variable, mask, whole in zip(rules.variables, box, rules.whole, strict=True)
        if mask != whole
        for place in bits(mask)
    )


def _when(rules: Rules, box: Box) -> str:
    """Return an example of a box in words: 密级=秘密、金额=100."""
    parts = []
    for variable, mask, whole in zip(rules.variables, box, rules.whole, strict=True):
        if mask == whole:
            continue
        places = list(bits(mask))
        shown = told(variable.domain.bands[places[0]])
        parts.append(f"{rules.table.inputs[variable.columns[0]].name}={shown}")
    return "、".join(parts)


def _entries(rules: Rules, box: Box) -> tuple[str, ...]:
    """Return the input entries of a rule that covers the box, or a part of it."""
    entries = ["-"] * len(rules.table.inputs)
    for variable, mask in zip(rules.variables, box, strict=True):
        entries[variable.columns[0]] = source_of(variable.domain, list(bits(mask)))
    return tuple(entries)
