"""Pixels: the places of columns, rows, nodes and edges' corners."""

from itertools import pairwise

from engine.bpmn.layout.grid import Grid, guest_column
from engine.bpmn.layout.labels import GLYPH, WRAP, label_size
from engine.bpmn.layout.pieces import Piece, cut
from engine.bpmn.layout.scene import (
    CLEAR,
    GAP,
    HEADER,
    POOL_GAP,
    ROW_HEIGHT,
    TRACK,
    Cell,
    Edge,
    Kind,
    Node,
    Point,
)
from engine.bpmn.layout.tracks import Channel, assign_tracks, channels_of

ROUNDS = 3
LEAST_COLUMN = 50
OUTER_GAP = 20
CORNER = 0.8  # where on its host's edge a single boundary event sits


def draw(grid: Grid) -> None:
    """Set the coordinates of everything in the grid's scope."""
    drawing = _Drawing(grid)
    drawing.place()
    for _ in range(ROUNDS):
        for upright in (True, False):
            drawing.order_tracks(upright=upright)
            drawing.place()
    for edge in grid.scope.edges:
        edge.points = drawing.polyline(edge)


class _Drawing:
    def __init__(self, grid: Grid) -> None:
        self.grid, self.scope = grid, grid.scope
        self.pieces = cut(grid)
        self.channels = channels_of(self.pieces)
        self.tracks: dict[Channel, int] = {}
        self.left: list[float] = []
        self.middle: list[float] = []
        self.channel: list[tuple[float, float]] = []
        self.line_y: list[float] = []

    def order_tracks(self, *, upright: bool) -> None:
        for channel, group in self.channels.items():
            if channel[0] == upright:
                self.tracks[channel] = assign_tracks(group, self.pieces)

    def place(self) -> None:
        """Set columns, rows, nodes and pieces from the tracks known so far."""
        self._place_columns()
        self._place_rows()
        for node in self.scope.nodes:
            if not node.host:
                self._place_node(node)
        for node in self.scope.nodes:
            if node.host:
                self._place_guest(node, node.host)
        self._place_pools()
        for parts in self.pieces.values():
            for piece in parts:
                piece.position = self._position(piece)

    # Columns

    def _place_columns(self) -> None:
        widths = self._widths()
        gaps = self._gaps(widths)
        depth = max((frame.depth for frame in self.scope.frames), default=0)
        x: float = HEADER * depth
        self.left, self.middle, self.channel = [], [], []
        for gap, width in zip(gaps, [*widths, 0.0], strict=True):
            self.channel.append((x, gap))
            x += gap
            self.left.append(x)
            self.middle.append(x + width / 2)
            x += width
        self.scope.width = x

    def _widths(self) -> list[float]:
        widths = [float(LEAST_COLUMN)] * ((self.grid.width - 1) // 2)
        for node in self.scope.nodes:
            if node.span == 1 and not node.host:
                named = node.kind in {Kind.EVENT, Kind.DATA}
                name = min(WRAP, GLYPH * len(node.name)) if named else 0
                widest = max(widths[node.column], node.width, name)
                widths[node.column] = widest
        return widths

    def _gaps(self, widths: list[float]) -> list[float]:
        last = len(widths)
        gaps = []
        for index in range(last + 1):
            tracks = self.tracks.get((True, 2 * index), 0)
            inner = GAP if 0 < index < last else OUTER_GAP
            gaps.append(max(float(inner), self._room(tracks)))
        for edge in self.scope.edges:
            self._make_room_for_name(edge, gaps, widths)
        for node in self.scope.nodes:
            if node.span > 1:
                end = node.column + node.span
                have = sum(widths[node.column : end])
                have += sum(gaps[node.column + 1 : end])
                extra = max(0.0, node.width - have) / (node.span - 1)
                for index in range(node.column + 1, end):
                    gaps[index] += extra
        return gaps

    @staticmethod
    def _room(tracks: int) -> float:
        return 2 * CLEAR + TRACK * (tracks - 1) if tracks else 0

    def _make_room_for_name(
        self, edge: Edge, gaps: list[float], widths: list[float]
    ) -> None:
        """Widen the channel that an edge enters to the right for its name."""
        if not edge.name or len(edge.path) <= 1:
            return
        start, turn = edge.path[0], edge.path[1]
        stand = edge.source.anchor
        index = stand.column + stand.span
        if start[1] != turn[1] or turn[0] <= start[0] or not 0 < index < len(widths):
            return
        slack = (widths[index - 1] - stand.width) / 2 if stand.span == 1 else 0
        tracks = self.tracks.get((True, 2 * index), 0)
        beside = TRACK * (tracks - 1) + CLEAR if tracks else 0
        room = label_size(edge.name)[0] + edge.name_offset + 4 - slack + beside
        gaps[index] = max(gaps[index], room)

    # Rows

    def _place_rows(self) -> None:
        y = 0.0
        self.line_y = []
        bands = self.scope.bands
        for index, band in enumerate(bands):
            if index and (band.pool is not bands[index - 1].pool):
                y += POOL_GAP
            band.y = y
            lines = [n for n, (b, _) in enumerate(self.grid.lines) if b == index]
            for line in lines:
                row = self.grid.lines[line][1]
                if row is None:
                    tracks = self.tracks.get((False, line), 0)
                    outer = line in {lines[0], lines[-1]}
                    height = self._room(tracks) or (OUTER_GAP - 4 if outer else 20)
                    self.line_y.append(y + height / 2)
                else:
                    up, down = self._row_extent(index, row)
                    height = up + down
                    self.line_y.append(y + up)
                y += height
            band.height = y - band.y
        self.scope.height = y

    def _row_extent(self, band: int, row: int) -> tuple[float, float]:
        """Return the room a row needs above and below its middle."""
        standing = [
            n for n in self.scope.nodes if n.place == (band, row) and not n.host
        ]
        up = down = ROW_HEIGHT / 2 if standing else 20
        for node in standing:
            above = below = 0.0
            for guest in node.guests:
                room = 18 + label_size(guest.name)[1] / 2
                if guest.on_top:
                    above = max(above, room)
                else:
                    below = max(below, room)
            if node.kind in {Kind.EVENT, Kind.DATA} and node.name:
                below = 6 + label_size(node.name)[1]
            if node.kind is Kind.GATEWAY and node.name:
                above = label_size(node.name)[1]
            up = max(up, node.height / 2 + above)
            down = max(down, node.height / 2 + below)
        return up, down

    # Nodes

    def _place_node(self, node: Node) -> None:
        y = self.line_y[self.grid.line_of[node.place]]
        if node.span > 1:
            end = node.column + node.span - 1
            right = 2 * self.middle[end] - self.left[end]
            node.x = self.left[node.column]
            node.width = max(node.width, right - node.x)
        else:
            node.x = self.middle[node.column] - node.width / 2
        node.y = y - node.height / 2

    def _place_guest(self, guest: Node, host: Node) -> None:
        row = host.guests_at(top=guest.on_top)
        count, index = len(row), row.index(guest)
        if host.span > 1:
            at = self.middle[host.column + guest_column(guest)]
        else:
            share = CORNER if count == 1 else (index + 0.5) / count
            if count == 1 and host.kind is Kind.SUB and host.inner is None:
                share = 1 - CORNER  # bpmn-js keeps the right corner for its own button
            at = host.x + host.width * share
        edge = host.y if guest.on_top else host.y + host.height
        guest.x, guest.y = at - guest.width / 2, edge - guest.height / 2

    def _place_pools(self) -> None:
        for frame in self.scope.frames:
            if frame.pool:
                first = self.scope.bands[frame.first]
                last = self.scope.bands[frame.last]
                frame.pool.x, frame.pool.y = 0, first.y
                frame.pool.width = self.scope.width
                frame.pool.height = last.y + last.height - first.y

    # Edges

    def _position(self, piece: Piece) -> float:
        tracks = self.tracks.get((piece.upright, piece.line), 1)
        aside = (piece.track - (tracks - 1) / 2) * TRACK
        if not piece.upright:
            return self.line_y[piece.line] + (
                aside if piece.in_channel else piece.offset
            )
        if piece.in_channel:
            x, width = self.channel[piece.line // 2]
            # Spare room stays on the left, where names stand.
            spare = width - CLEAR - (tracks - 1) / 2 * TRACK
            return x + max(width / 2, min(spare, width - GAP / 2)) + aside
        if piece.index == 0 and piece.edge.source.host:
            return piece.edge.source.middle[0]
        return self.middle[piece.line // 2] + piece.offset

    def polyline(self, edge: Edge) -> list[Point]:
        """Return the corners of an edge, from border to border."""
        parts = self.pieces[edge]
        if not parts:
            return [edge.source.middle, edge.target.middle]
        points = [_border(edge.source, parts[0], edge.path[0], edge.path[1])]
        for piece, after in pairwise(parts):
            x, y = piece.position, after.position
            points.append((x, y) if piece.upright else (y, x))
        points.append(_border(edge.target, parts[-1], edge.path[-1], edge.path[-2]))
        return points


def _border(node: Node, piece: Piece, here: Cell, towards: Cell) -> Point:
    """Return where a piece meets a node's border."""
    if piece.upright:
        down = towards[1] > here[1]
        return piece.position, node.y + node.height if down else node.y
    right = towards[0] > here[0]
    return node.x + node.width if right else node.x, piece.position
