"""The values that the cells of a decision table can tell apart, one for each class.

Cells that ask only whether a value is, or is before or after, something written cut all
values into classes; whatever holds for one of a class holds for all of it.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from engine.bpmn.decision_reading import INPUT_VALUE, Cell, Column, ValueKind, literals
from engine.bpmn.values import plain

ORDERED = frozenset(
    {ValueKind.NUMBER, ValueKind.INTEGER, ValueKind.DATE, ValueKind.MOMENT}
)
_SAME = (ast.Eq, ast.NotEq, ast.In, ast.NotIn)
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_OTHER = "其他"
_LARGEST_BITS = 256


@dataclass(frozen=True, slots=True)
class Band:
    """A class of values: `value` stands for it.

    A band between two points lies after `after` and before `before`, which are None at
    the ends. `is_other` is every text that nothing names.
    """

    value: object
    is_point: bool = True
    after: object = None
    before: object = None
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class Domain:
    """What an input may be; `is_closed` where each value stands for itself alone."""

    kind: ValueKind
    bands: tuple[Band, ...]
    is_closed: bool


def domain_of(columns: Sequence[Column], cells: Iterable[Cell]) -> Domain:
    """Return the domain of what these columns, asking one and the same, tell apart."""
    named = list(dict.fromkeys(each for cell in cells for each in _named(cell)))
    kind = next((c.kind for c in columns if c.kind), None) or _kind_among(named)
    allowed = next((c.allowed for c in columns if c.allowed), ())
    empty = (Band(None),) if None in named else ()
    if allowed:
        bands = tuple(Band(value) for value in dict.fromkeys(allowed))
        return Domain(kind, bands + (() if None in allowed else empty), is_closed=True)
    if kind is ValueKind.YES_NO:
        return Domain(kind, (Band(True), Band(False), *empty), is_closed=True)
    fitting = [value for value in named if value is not None and fits(value, kind)]
    bands = tuple(_along(fitting, kind) if kind in ORDERED else _apart(fitting))
    return Domain(kind, bands + empty, is_closed=False)


def fits(value: object, kind: ValueKind) -> bool:
    """Say whether a value may stand in a column of that kind."""
    match kind:
        case ValueKind.NUMBER | ValueKind.INTEGER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case ValueKind.YES_NO:
            return isinstance(value, bool)
        case ValueKind.DATE:
            return isinstance(value, date) and not isinstance(value, datetime)
        case ValueKind.MOMENT:
            return isinstance(value, datetime)
        case ValueKind.TEXT:
            return isinstance(value, str | date)
    return True


def tells_apart(cell: Cell, domain: Domain) -> bool:
    """Say whether a cell holds for all of a class or for none of it."""
    if cell.tree is None:
        return True
    if not cell.asks:
        return literals(cell.tree) is not None
    names = {node.id for node in ast.walk(cell.tree) if isinstance(node, ast.Name)}
    if names != {INPUT_VALUE}:
        return False
    return domain.is_closed or _compares(cell.tree, is_ordered=domain.kind in ORDERED)


def _compares(tree: ast.expr, *, is_ordered: bool) -> bool:
    match tree:
        case ast.BoolOp(values=parts):
            return all(_compares(part, is_ordered=is_ordered) for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _compares(operand, is_ordered=is_ordered)
        case ast.Compare(left=left, ops=operations, comparators=rest):
            allowed = (*_SAME, *_ORDER) if is_ordered else _SAME
            groups = [
                isinstance(operation, ast.In | ast.NotIn) for operation in operations
            ]
            sides = zip([False, *groups], [left, *rest], strict=True)
            return all(isinstance(each, allowed) for each in operations) and all(
                _is_side(side, is_group=is_group) for is_group, side in sides
            )
    return False


def _is_side(side: ast.expr, *, is_group: bool) -> bool:
    if is_group:
        return isinstance(side, ast.Tuple | ast.List) and all(
            _is_side(each, is_group=False) for each in side.elts
        )
    if isinstance(side, ast.Name):
        return side.id == INPUT_VALUE
    return not isinstance(side, ast.Tuple) and literals(side) is not None


def _named(cell: Cell) -> Iterator[object]:
    """Give every value that a cell writes out."""
    pending: list[ast.AST] = [] if cell.tree is None else [cell.tree]
    while pending:
        node = pending.pop()
        found = None
        if isinstance(node, ast.Constant | ast.UnaryOp):
            found = literals(node)
        if found is None:
            pending += reversed([*ast.iter_child_nodes(node)])
        else:
            yield from (value for value in found if _is_sane(value))


def _is_sane(value: object) -> bool:
    if isinstance(value, int):
        return value.bit_length() <= _LARGEST_BITS
    # What is larger than every number is no point on the way.
    return not isinstance(value, float) or abs(value) < float("inf")


def _kind_among(named: Sequence[object]) -> ValueKind:
    """Return the one kind that all these values have, if there is one."""
    kinds = (
        ValueKind.YES_NO,
        ValueKind.NUMBER,
        ValueKind.MOMENT,
        ValueKind.DATE,
        ValueKind.TEXT,
    )
    known = [value for value in named if value is not None]
    for kind in kinds:
        if known and all(fits(value, kind) for value in known):
            return kind
    return ValueKind.ANY


def _apart(named: Sequence[object]) -> Iterator[Band]:
    yield from (Band(value) for value in named)
    other = _OTHER
    while other in named:
        other += "值"
    yield Band(other, is_point=False, is_other=True)


def _along(named: Sequence[Any], kind: ValueKind) -> Iterator[Band]:
    """Give the points in their order, with what lies before, between and after."""
    points = sorted(named)
    step: Any = 1
    if kind in {ValueKind.DATE, ValueKind.MOMENT}:
        step = timedelta(days=1)
    if not points:
        start = {ValueKind.DATE: date(2026, 1, 1)}.get(kind, 0)
        yield Band(start, is_point=False)
        return
    below = _shifted(points[0], -step)
    if below is not None:
        yield Band(below, is_point=False, before=points[0])
    for place, point in enumerate(points):
        yield Band(point)
        following = points[place + 1] if place + 1 < len(points) else None
        value = _between(point, following, step, kind)
        if value is not None:
            yield Band(value, is_point=False, after=point, before=following)


def _between(point: Any, following: Any, step: Any, kind: ValueKind) -> object:
    shifted = _shifted(point, step)
    if shifted is None or following is None or shifted < following:
        return shifted
    if kind in {ValueKind.INTEGER, ValueKind.DATE}:
        return None
    middle: object = point + (following - point) / 2
    return middle if point < middle < following else None


def _shifted(point: Any, step: Any) -> Any:
    """Return the value a step further, or None where there is none."""
    try:
        shifted = point + step
    except OverflowError:
        return None
    return shifted if shifted != point else None


def source_of(domain: Domain, places: Sequence[int]) -> str:
    """Return the cell that asks for these classes, or for the first of them."""
    bands = [domain.bands[place] for place in places]
    if len(bands) == len(domain.bands):
        return "-"
    if all(band.is_point for band in bands):
        return ", ".join(_written(band.value) for band in bands)
    if bands[0].is_other or domain.kind not in ORDERED:
        return _unlike([band.value for band in domain.bands if band.is_point])
    places = [place for place in places if domain.bands[place].value is not None]
    bands = [domain.bands[place] for place in places]
    last = 0
    while last + 1 < len(bands) and places[last + 1] == places[last] + 1:
        last += 1
    return _span(bands[0], bands[last]) or "-"


def _unlike(named: Sequence[object]) -> str:
    if len(named) == 1:
        return f"? != {_written(named[0])}"
    return f"? not in ({', '.join(map(_written, named))})" if named else "-"


def _span(first: Band, last: Band) -> str:
    low, high = "", ""
    if first.is_point:
        low = f"? >= {_written(first.value)}"
    elif first.after is not None:
        low = f"? > {_written(first.after)}"
    if last.is_point:
        high = f"? <= {_written(last.value)}"
    elif last.before is not None:
        high = f"? < {_written(last.before)}"
    return " and ".join(part for part in (low, high) if part)


def _written(value: object) -> str:
    shown = plain(value)
    if isinstance(shown, str):
        return '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return repr(shown)


def told(band: Band) -> str:
    """Return a class's value in words."""
    if band.is_other:
        return f"{band.value}（没有列出的值）"
    words = {None: "空", True: "是", False: "否"}
    if band.value is None or isinstance(band.value, bool):
        return words[band.value]
    return str(plain(band.value))
