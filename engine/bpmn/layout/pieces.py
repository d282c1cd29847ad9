"""The straight pieces of routed edges, and how pieces on one row or column part."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.bpmn.layout.grid import Grid
from engine.bpmn.layout.scene import Bond, Cell, Edge, Kind, Node

PORT_STEP = 16
BESIDE = 2  # how many steps from the middle of a side an edge may meet a task


@dataclass(eq=False, slots=True)
class Piece:
    """One straight piece of an edge.

    `index` is the corner it starts from, `line` the grid line it lies on. In a channel
    it has a `track`; on a row or column it keeps `offset` from the middle.
    """

    edge: Edge
    index: int
    upright: bool
    line: int
    in_channel: bool
    last: bool
    track: int = 0
    offset: float = 0
    position: float = 0

    @property
    def start(self) -> Cell:
        return self.edge.path[self.index]

    @property
    def end(self) -> Cell:
        return self.edge.path[self.index + 1]

    @property
    def span(self) -> tuple[int, int]:
        """The cells it covers along its line."""
        axis = 1 if self.upright else 0
        low, high = sorted((self.start[axis], self.end[axis]))
        return low, high

    @property
    def touched(self) -> list[Node]:
        """The nodes it ends at."""
        ends = [self.edge.source] if self.index == 0 else []
        return [*ends, self.edge.target] if self.last else ends


def corners(path: Sequence[Cell]) -> list[Cell]:
    """Return the path without the cells that it passes straight."""
    if not path:
        return []
    kept = [
        cell
        for a, cell, b in zip(path, path[1:], path[2:], strict=False)
        if not (a[0] == cell[0] == b[0] or a[1] == cell[1] == b[1])
    ]
    return [path[0], *kept, path[-1]]


def cut(grid: Grid) -> dict[Edge, list[Piece]]:
    """Cut every edge into pieces, and part those that share a row or column."""
    pieces: dict[Edge, list[Piece]] = {}
    for edge in grid.scope.edges:
        edge.path = corners(edge.path)
        count = len(edge.path) - 1
        parts = pieces[edge] = []
        for index in range(count):
            a, b = edge.path[index], edge.path[index + 1]
            upright = a[0] == b[0]
            line = a[0] if upright else a[1]
            channel = line % 2 == 0 if upright else grid.is_channel(line)
            last = index == count - 1
            parts.append(Piece(edge, index, upright, line, channel, last))
    _part(pieces)
    return pieces


def _part(pieces: dict[Edge, list[Piece]]) -> None:
    """Let edges that meet on one side of a task meet it at different points."""
    taken: dict[tuple[bool, int], list[Piece]] = {}
    loose = [p for parts in pieces.values() for p in parts if not p.in_channel]
    for piece in sorted(loose, key=_freedom):
        others = taken.setdefault((piece.upright, piece.line), [])
        others.append(piece)
        if _is_bound(piece):
            continue
        near = [other for other in others[:-1] if _meet(piece, other)]
        used = {other.offset for other in near}
        free = [offset for offset in _offsets(piece) if offset not in used]
        piece.offset = free[0] if free else 0


def _freedom(piece: Piece) -> tuple[bool, bool, int, str]:
    low, high = piece.span
    whole = len(piece.edge.path) == 2  # noqa: PLR2004 - a straight edge has two ends
    return not _is_bound(piece), not whole, low - high, piece.edge.edge_id


def _is_bound(piece: Piece) -> bool:
    """Say whether it must keep to the middle: it meets a point, or a pool's border."""
    return any(n.kind.is_pointed or n.kind is Kind.POOL for n in piece.touched) or (
        piece.edge.bond is Bond.LINK
    )


def _meet(piece: Piece, other: Piece) -> bool:
    low, high = piece.span
    other_low, other_high = other.span
    return low < other_high and other_low < high


def _offsets(piece: Piece) -> list[float]:
    """Return the offsets it may take, the best first: towards where it turns."""
    axis = 0 if piece.upright else 1
    path = piece.edge.path
    if piece.last and piece.index > 0:
        turn = path[piece.index - 1][axis] - piece.start[axis]
    elif piece.index + 2 < len(path):
        turn = path[piece.index + 2][axis] - piece.end[axis]
    else:
        turn = 1
    sign = PORT_STEP if turn > 0 else -PORT_STEP
    steps = [step for n in range(1, BESIDE + 1) for step in (n, -n)]
    return [0, *(sign * step for step in steps)]
