"""The grid that edges run over, and the book of who runs where."""

from dataclasses import dataclass, field
from itertools import pairwise

from engine.bpmn.layout.scene import (
    DOWN,
    LEFT,
    RIGHT,
    STEP,
    UP,
    Cell,
    Edge,
    Node,
    Scope,
)

Link = tuple[
    int, int, bool
]  # the nearer end of a unit of path, and whether it is level


def guest_column(guest: Node) -> int:
    """Return the column of the host, counted from 0, where a boundary event sits."""
    host = guest.host
    if host is None or host.span == 1:
        return 0
    row = host.guests_at(top=guest.on_top)
    if len(row) == 1:
        return host.span - 1
    return round((row.index(guest) + 1) * (host.span - 1) / len(row))


def link_between(a: Cell, b: Cell) -> Link:
    """Return the unit of path between two neighbouring cells."""
    if a[1] == b[1]:
        return min(a[0], b[0]), a[1], True
    return a[0], min(a[1], b[1]), False


@dataclass(slots=True)
class Usage:
    """Who passes a cell level, who upright, and who turns there with which arm."""

    level: list[Edge] = field(default_factory=list)
    upright: list[Edge] = field(default_factory=list)
    turns: list[tuple[Edge, int]] = field(default_factory=list)


class Grid:
    """Odd x are columns and even x the channels between them.

    `lines[y]` is (band, row); the row is None for a channel between two rows.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.lines: list[tuple[int, int | None]] = []
        self.line_of: dict[tuple[int, int], int] = {}
        for index, band in enumerate(scope.bands):
            self.lines.append((index, None))
            for row in range(band.rows):
                self.line_of[index, row] = len(self.lines)
                self.lines += [(index, row), (index, None)]
        columns = max((n.column + n.span for n in scope.nodes), default=1)
        self.width = 2 * columns + 1
        self.block: dict[Cell, Node] = {}
        for node in scope.nodes:
            if not node.host:
                left, right, y = self.home(node)
                for x in range(left, right + 1):
                    self.block[x, y] = node
        self.links: dict[Link, list[Edge]] = {}
        self.usage: dict[Cell, Usage] = {}
        self.ports: dict[tuple[Node, int], list[str]] = {}

    def home(self, node: Node) -> tuple[int, int, int]:
        """Return the first and last column cell of a node, and its line."""
        stand = node.anchor
        left = 2 * stand.column + 1
        return left, left + 2 * (stand.span - 1), self.line_of[stand.place]

    def guest_cell(self, guest: Node) -> Cell:
        """Return the cell of its host under which a boundary event sits."""
        left, _, y = self.home(guest)
        return left + 2 * guest_column(guest), y

    def is_channel(self, y: int) -> bool:
        return self.lines[y][1] is None

    def lines_of(self, pool: Node | None) -> list[int]:
        """Return the lines that belong to a pool (None: to none)."""
        bands = self.scope.bands
        return [y for y, (b, _) in enumerate(self.lines) if bands[b].pool is pool]

    def book(self, edge: Edge) -> None:
        """Enter the edge along its path."""
        for a, b in pairwise(edge.path):
            self.links.setdefault(link_between(a, b), []).append(edge)
        for cell, way, arm in _bends(edge.path):
            usage = self.usage.setdefault(cell, Usage())
            if arm is not None:
                usage.turns.append((edge, arm))
            else:
                (usage.level if way else usage.upright).append(edge)
        for port, role in _ports(edge):
            self.ports.setdefault(port, []).append(role)

    def release(self, edge: Edge) -> None:
        """Undo `book`."""
        for a, b in pairwise(edge.path):
            self.links[link_between(a, b)].remove(edge)
        for cell, way, arm in _bends(edge.path):
            usage = self.usage[cell]
            if arm is not None:
                usage.turns.remove((edge, arm))
            else:
                (usage.level if way else usage.upright).remove(edge)
        for port, role in _ports(edge):
            self.ports[port].remove(role)


def _bends(path: list[Cell]) -> list[tuple[Cell, bool, int | None]]:
    """Tell for each inner cell whether the path is level there, or its arm if it turns.

    The arm of a turn is the side that lies on a row or a column.
    """
    found: list[tuple[Cell, bool, int | None]] = []
    for a, cell, b in zip(path, path[1:], path[2:], strict=False):
        if a[1] == cell[1] == b[1]:
            found.append((cell, True, None))
        elif a[0] == cell[0] == b[0]:
            found.append((cell, False, None))
        elif cell[0] % 2 == 0:
            found.append((cell, False, LEFT if min(a[0], b[0]) < cell[0] else RIGHT))
        else:
            found.append((cell, False, UP if min(a[1], b[1]) < cell[1] else DOWN))
    return found


def _ports(edge: Edge) -> list[tuple[tuple[Node, int], str]]:
    path = edge.path
    if not path:
        return []
    ends = (
        (edge.source, path[0], path[1], "out"),
        (edge.target, path[-1], path[-2], "in"),
    )
    return [
        ((node, STEP.index((there[0] - here[0], there[1] - here[1]))), role)
        for node, here, there, role in ends
    ]
