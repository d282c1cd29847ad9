"""Free places for the names of events, gateways and edges."""

import math
from collections.abc import Sequence

from engine.bpmn.layout.scene import HEADER, Box, Edge, Kind, Node, Point, Scope

GLYPH = 11
LATIN_GLYPH = 6.5
LAST_LATIN = 0x2E7F
LINE_HEIGHT = 14
WRAP = 88
ROOM = 6  # least distance of two names
Segment = tuple[Point, Point]


def label_size(text: str) -> tuple[float, float]:
    """Return the size of a wrapped name; Latin letters and digits count half."""
    if not text:
        return 0, 0
    width = sum(GLYPH if ord(c) > LAST_LATIN else LATIN_GLYPH for c in text) + 2
    return min(width, WRAP), math.ceil(width / WRAP) * LINE_HEIGHT


def place_labels(scope: Scope) -> None:
    """Give every name the best free place."""
    places = _Places(scope)
    for node in scope.nodes:
        if node.name and node.kind in {Kind.EVENT, Kind.GATEWAY, Kind.DATA}:
            node.label = places.choose(_node_spots(node), label_size(node.name))
    for edge in scope.edges:
        if edge.name:
            size = label_size(edge.name)
            node_spots = _edge_spots(edge, size)
            if node_spots:
                edge.label = places.choose(node_spots, size)


class _Places:
    def __init__(self, scope: Scope) -> None:
        self.bands = scope.bands[1:]
        self.names: list[Box] = []
        self.boxes = [_outline(node) for node in scope.nodes if node.inner is None]
        self.boxes += [
            _button(node)
            for node in scope.nodes
            if node.kind is Kind.SUB and node.inner is None
        ]
        for frame in scope.frames:
            first, last = scope.bands[frame.first], scope.bands[frame.last]
            bottom = last.y + last.height
            self.boxes.append((0, first.y, HEADER * frame.depth, bottom))
        self.lines: list[Segment] = [
            segment
            for edge in scope.edges
            for segment in zip(edge.points, edge.points[1:], strict=False)
        ]

    def choose(self, spots: Sequence[Point], size: tuple[float, float]) -> Box:
        """Take the spot that disturbs least; earlier ones are liked better."""
        width, height = size
        boxes = [(x, y, x + width, y + height) for x, y in spots]
        scores = [self.badness(box) + rank for rank, box in enumerate(boxes)]
        box = boxes[scores.index(min(scores))]
        self.boxes.append(box)
        self.names.append(box)
        return box[0], box[1], width, height

    def badness(self, box: Box) -> float:
        _, top, _, bottom = box
        cost = 40.0 * sum(_overlap(box, other) for other in self.boxes)
        cost += 25 * sum(_struck(box, line) for line in self.lines)
        cost += 9 * sum(_overlap(box, other, ROOM) for other in self.names)
        return cost + 12 * sum(top < band.y < bottom for band in self.bands)


def _outline(node: Node) -> Box:
    cut = 11 if node.kind is Kind.GATEWAY else 0  # the corners of a diamond are free
    right, bottom = node.x + node.width - cut, node.y + node.height - cut
    return node.x + cut, node.y + cut, right, bottom


def _button(node: Node) -> Box:
    """Return where bpmn-js puts its button that opens a closed sub-process."""
    right, bottom = node.x + node.width, node.y + node.height
    return right - 16, bottom - 8, right + 20, bottom + 20


def _overlap(a: Box, b: Box, room: float = 0) -> bool:
    across = a[0] < b[2] + room and b[0] < a[2] + room
    return across and a[1] < b[3] + room and b[1] < a[3] + room


def _struck(box: Box, line: Segment) -> bool:
    (ax, ay), (bx, by) = line
    left, right = sorted((ax, bx))
    upper, lower = sorted((ay, by))
    across = (left < box[2] and box[0] < right) or (ax == bx and box[0] < ax < box[2])
    along = (upper < box[3] and box[1] < lower) or (ay == by and box[1] < ay < box[3])
    return across and along


def _node_spots(node: Node) -> list[Point]:
    width, height = label_size(node.name)
    x, y = node.middle
    right, bottom = node.x + node.width, node.y + node.height
    below, above = (x - width / 2, bottom + 4), (x - width / 2, node.y - height - 3)
    if node.host:
        side = node.y - height + 4 if node.on_top else bottom - 4
        return [(x + 12, side), (x + 22, side), (node.x - 3 - width, side)]
    if node.kind is Kind.GATEWAY:
        upper, lower = node.y - height + 9, bottom - 8
        return [
            above,
            below,
            (x + 7, upper),
            (x - 7 - width, upper),
            (x + 7, lower),
            (x - 7 - width, lower),
            (right + 5, y - height / 2),
        ]
    return [below, above, (x + 6, bottom + 2), (x - 6 - width, bottom + 2)]


def _edge_spots(edge: Edge, size: tuple[float, float]) -> list[Point]:
    width, height = size
    spots: list[Point] = []
    segments = list(zip(edge.points, edge.points[1:], strict=False))
    first, aside = edge.name_offset, 10 if edge.default else 4
    for (ax, ay), (bx, by) in segments[:4]:
        if abs(ay - by) < 1:
            for off in (first, max(first, abs(bx - ax) / 2 - width / 2)):
                x = ax + off if bx > ax else ax - off - width
                spots += [(x, ay - height - 2), (x, ay + 3)]
        else:
            for off in (6, 24, max(6, abs(by - ay) / 2 - height / 2)):
                y = ay + off if by > ay else ay - off - height
                spots += [(ax + aside, y), (ax - aside - width, y)]
    return spots
