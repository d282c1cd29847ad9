"""Rows: the place of every node inside its lane."""

from collections.abc import Iterable

from engine.bpmn.layout.courses import Course, Courses, crossings
from engine.bpmn.layout.scene import Edge, Kind, Node, Scope

ROUNDS = 4
GAIN = 1e-6


def set_rows(scope: Scope) -> None:
    """Give every node its row: greedily from left to right, then by local search."""
    rows = _Rows(scope)
    for node in rows.nodes:
        rows.settle(node)
    for _ in range(ROUNDS):
        moved = [node for node in rows.nodes if rows.improve(node)]
        if not moved:
            break
    _drop_empty_rows(scope)
    _seat_guests(scope)


def _drop_empty_rows(scope: Scope) -> None:
    for index, band in enumerate(scope.bands):
        standing = [n for n in scope.nodes if n.band == index and not n.host]
        used = sorted({node.row for node in standing}) or [0]
        for node in standing:
            node.row = used.index(node.row)
        band.rows = len(used)


def _seat_guests(scope: Scope) -> None:
    """Put each boundary event on the edge of its host that looks to where it leads."""
    leads: dict[Node, Node] = {}
    for edge in scope.edges:
        if edge.source.host:
            leads.setdefault(edge.source, edge.target.anchor)
    for node in scope.nodes:
        for guest in node.guests:
            guest.band, guest.row = node.place
            lead = leads.get(guest)
            above = lead is not None and lead.place < node.place
            guest.on_top = above and node.inner is None
        node.guests.sort(key=lambda guest: _seat(guest, node, leads.get(guest)))


def _seat(guest: Node, host: Node, lead: Node | None) -> tuple[bool, int, int]:
    if lead is None:
        return True, 0, 0
    sign = 1 if guest.on_top else -1
    return lead.column > host.column, sign * lead.band, sign * lead.row


class _Rows:
    """The search's state: who stands in which cell, and what that costs."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.cells: dict[tuple[int, int, int], Node] = {}
        self.placed: set[Node] = set()
        linked = {end.anchor for edge in scope.edges for end in edge.ends}
        self.nodes = sorted(
            (node for node in scope.nodes if not node.host),
            key=lambda n: (n.kind.is_artifact, n not in linked, n.column),
        )
        self.edges = [
            edge
            for edge in scope.edges
            if all(e.kind is not Kind.POOL for e in edge.ends)
        ]
        self.of: dict[Node, list[Edge]] = {node: [] for node in self.nodes}
        self.extent: dict[Edge, tuple[int, int]] = {}
        for edge in self.edges:
            ends = (edge.source.anchor, edge.target.anchor)
            for end in ends:
                self.of[end].append(edge)
            low, high = sorted(end.column for end in ends)
            self.extent[edge] = (low, high)
        self.rivals = {edge: self._rivals(edge) for edge in self.edges}
        self.courses = Courses(self.cells)

    def _rivals(self, edge: Edge) -> list[Edge]:
        low, high = self.extent[edge]
        return [
            other
            for other in self.edges
            if other is not edge
            and self.extent[other][0] <= high
            and low <= self.extent[other][1]
        ]

    def settle(self, node: Node) -> None:
        """Move the node to the best free row of its lane."""
        rows = range(self._used(node.band) + 1)
        free = [row for row in rows if self._is_free(node, row)]

        def price(row: int) -> tuple[float, int]:
            self._put(node, row)
            return self._cost([node]), row

        self._put(node, min(price(row) for row in free)[1])

    def improve(self, node: Node) -> bool:
        """Move the node, or exchange it with another of its column; say if it moved."""
        before = node.row
        self.settle(node)
        moved = node.row != before
        for other in self.nodes:
            if self._may_exchange(node, other):
                old = self._cost([node, other])
                self._exchange(node, other)
                if self._cost([node, other]) < old - GAIN:
                    moved = True
                else:
                    self._exchange(node, other)
        return moved

    @staticmethod
    def _may_exchange(node: Node, other: Node) -> bool:
        same = other.band == node.band and other.column == node.column
        return same and other.row > node.row and node.span == other.span == 1

    def _used(self, band: int) -> int:
        rows = (node.row + 1 for node in self.placed if node.band == band)
        return max(rows, default=0)

    def _cells(self, node: Node, row: int) -> list[tuple[int, int, int]]:
        columns = range(node.column, node.column + node.span)
        return [(node.band, row, column) for column in columns]

    def _is_free(self, node: Node, row: int) -> bool:
        cells = self._cells(node, row)
        return all(self.cells.get(cell, node) is node for cell in cells)

    def _lift(self, node: Node) -> None:
        if node in self.placed:
            for cell in self._cells(node, node.row):
                self.cells.pop(cell, None)
            self.placed.discard(node)

    def _put(self, node: Node, row: int) -> None:
        self._lift(node)
        node.row = row
        self.placed.add(node)
        for cell in self._cells(node, row):
            self.cells[cell] = node

    def _exchange(self, node: Node, other: Node) -> None:
        first, second = node.row, other.row
        self._lift(node)
        self._lift(other)
        self._put(node, second)
        self._put(other, first)

    def _touched(self, moved: Iterable[Node]) -> dict[Edge, None]:
        """Return the edges whose course may depend on these nodes."""
        touched: dict[Edge, None] = {}
        for node in moved:
            touched.update(dict.fromkeys(self.of[node]))
            for edge in self.edges:
                low, high = self.extent[edge]
                bands = {end.anchor.band for end in edge.ends}
                if low < node.column < high and node.band in bands:
                    touched[edge] = None
        return touched

    def _is_drawn(self, edge: Edge) -> bool:
        return all(end.anchor in self.placed for end in edge.ends)

    def _cost(self, moved: list[Node]) -> float:
        touched = self._touched(moved)
        total = sum(0.15 * node.row for node in moved)
        known: dict[Edge, Course] = {}
        for edge in filter(self._is_drawn, touched):
            mine = self.courses.of(edge, known)
            total += mine.cost
            for rival in filter(self._is_drawn, self.rivals[edge]):
                weight = 0.5 if rival in touched else 1.0
                total += weight * crossings(mine, self.courses.of(rival, known))
        return total
