"""A plausible course of an edge before it is routed: enough to count crossings."""

from dataclasses import dataclass

from engine.bpmn.layout.scene import Bond, Edge, Kind, Node

BAND_STEP = 100  # rows of different lanes are far apart
Piece = tuple[float, float, float]  # where, from, to


@dataclass(frozen=True, slots=True)
class Course:
    """What an edge costs, with its level and upright pieces."""

    cost: float
    level: tuple[Piece, ...] = ()
    upright: tuple[Piece, ...] = ()


class Courses:
    """Guesses courses from who stands in which cell (band, row, column)."""

    def __init__(self, cells: dict[tuple[int, int, int], Node]) -> None:
        self.cells = cells

    def of(self, edge: Edge, known: dict[Edge, Course]) -> Course:
        """Return the edge's course, guessing it once."""
        if edge not in known:
            known[edge] = self._guess(edge)
        return known[edge]

    def _guess(self, edge: Edge) -> Course:
        source, target = edge.source.anchor, edge.target.anchor
        begin, end = _height(source), _height(target)
        same_band = source.band == target.band
        away = abs(source.row - target.row) * 0.3 if same_band else 0.3
        if edge.bond is Bond.LINK:
            return Course(abs(begin - end) * 0.8 + (3 if begin == end else 0))
        if source.column == target.column:
            between = self._between(source, target)
            return Course(4 * between, (), ((source.column, begin, end),))
        if edge.back or target.column < source.column:
            y = min(begin, end) - 0.5
            level = ((y, target.column, source.column),)
            sides = ((source.column, y, begin), (target.column, y, end))
            return Course(1 + away, level, sides)
        return self._forward(edge, away)

    def _forward(self, edge: Edge, away: float) -> Course:
        source, target = edge.source.anchor, edge.target.anchor
        begin, end = _height(source), _height(target)
        first, last = source.column + source.span - 1, target.column
        guest = edge.source.host is not None
        leaves_level = self._is_clear(source, target, begin)
        if begin == end:
            level = ((begin, first, last),) if leaves_level else ()
            return Course((0 if leaves_level else 3) + 1.5 * guest, level)
        arrives_level = self._is_clear(source, target, end)
        if arrives_level or not leaves_level:  # turn early
            x = first if source.kind is Kind.GATEWAY or guest else first + 0.5
            cost = 1 + away + (0 if arrives_level else 2)
            return Course(cost, ((end, x, last),), ((x, begin, end),))
        x = last if target.kind is Kind.GATEWAY else last - 0.5
        return Course(1.2 + away + guest, ((begin, first, x),), ((x, begin, end),))

    def _between(self, source: Node, target: Node) -> int:
        low, high = sorted((_height(source), _height(target)))
        return sum(
            column == source.column
            and low < band * BAND_STEP + row < high
            and node is not source
            and node is not target
            for (band, row, column), node in self.cells.items()
        )

    def _is_clear(self, source: Node, target: Node, y: int) -> bool:
        band, row = divmod(y, BAND_STEP)
        columns = range(source.column + source.span, target.column)
        return all(
            self.cells.get((band, row, column)) in (None, source, target)
            for column in columns
        )


def _height(node: Node) -> int:
    return node.band * BAND_STEP + node.row


def crossings(a: Course, b: Course) -> int:
    """Count how often two courses cross or twist in one channel."""
    pairs = ((a.level, b.upright), (b.level, a.upright))
    count = sum(
        left < x < right and min(top, bottom) < y < max(top, bottom)
        for levels, uprights in pairs
        for y, left, right in levels
        for x, top, bottom in uprights
    )
    return count + sum(
        x == other_x
        and (begin - other_begin) * (end - other_end) < 0
        and min(begin, end) < max(other_begin, other_end)
        and min(other_begin, other_end) < max(begin, end)
        for x, begin, end in a.upright
        for other_x, other_begin, other_end in b.upright
    )
