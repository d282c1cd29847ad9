"""Tracks: the order of parallel edges inside one channel."""

from collections.abc import Callable

from engine.bpmn.layout.pieces import Piece
from engine.bpmn.layout.scene import Edge

NEAR = 10  # pieces closer than this, end to end, may not share a track
SAME = 4  # positions closer than this lie on one line
ON_ONE_LINE = 8  # what it costs to lay two edges on one line, in crossings

Channel = tuple[bool, int]
End = tuple[float, int]  # where a piece ends, and to which side its edge goes on


def channels_of(pieces: dict[Edge, list[Piece]]) -> dict[Channel, list[Piece]]:
    """Return the pieces of every channel, channels in order."""
    found: dict[Channel, list[Piece]] = {}
    for parts in pieces.values():
        for piece in parts:
            if piece.in_channel:
                found.setdefault((piece.upright, piece.line), []).append(piece)
    return dict(sorted(found.items()))


def assign_tracks(group: list[Piece], pieces: dict[Edge, list[Piece]]) -> int:
    """Give every piece of a channel its track; return how many tracks there are."""
    ends = {piece: _ends(piece, pieces) for piece in group}
    spans = {p: (min(e[0] for e in ends[p]), max(e[0] for e in ends[p])) for p in group}

    def touch(a: Piece, b: Piece) -> bool:
        low, high = spans[a]
        other_low, other_high = spans[b]
        return low < other_high + NEAR and other_low < high + NEAR

    prices = {
        (a, b): _price(a, b, ends, spans)
        for a in group
        for b in group
        if a is not b and touch(a, b)
    }
    order = sorted(
        group, key=lambda p: (sum(e[1] for e in ends[p]), spans[p], p.edge.edge_id)
    )
    order = _improved(order, prices)
    for index, piece in enumerate(order):
        before = (p.track + 1 for p in order[:index] if touch(piece, p))
        piece.track = max(before, default=0)
    return 1 + max(piece.track for piece in group)


def _improved(
    order: list[Piece], prices: dict[tuple[Piece, Piece], int]
) -> list[Piece]:
    def total(pieces: list[Piece]) -> int:
        return sum(
            prices.get((a, b), 0) for i, a in enumerate(pieces) for b in pieces[i + 1 :]
        )

    best, again = total(order), True
    while again and best:
        again = False
        for piece in list(order):
            trial = _best_place(piece, order, total)
            if total(trial) < best:
                order, best, again = trial, total(trial), True
    return order


def _best_place(
    piece: Piece, order: list[Piece], total: Callable[[list[Piece]], int]
) -> list[Piece]:
    rest = [other for other in order if other is not piece]
    trials = [[*rest[:i], piece, *rest[i:]] for i in range(len(order))]
    return min(trials, key=total)


def _price(
    a: Piece,
    b: Piece,
    ends: dict[Piece, list[End]],
    spans: dict[Piece, tuple[float, float]],
) -> int:
    """Count the crossings if `a` takes the track before `b`."""
    crossings = 0
    for position, side in ends[a]:
        crossings += side > 0 and spans[b][0] < position < spans[b][1]
        crossings += sum(
            ON_ONE_LINE
            for other, other_side in ends[b]
            if side > 0 > other_side and abs(other - position) < SAME
        )
    for position, side in ends[b]:
        crossings += side < 0 and spans[a][0] < position < spans[a][1]
    return crossings


def _ends(piece: Piece, pieces: dict[Edge, list[Piece]]) -> list[End]:
    parts, path = pieces[piece.edge], piece.edge.path
    axis = 0 if piece.upright else 1
    index = piece.index
    ends: list[End] = []
    for neighbour, here, beyond in (
        (index - 1, index, index - 1),
        (index + 1, index + 1, index + 2),
    ):
        if 0 <= neighbour < len(parts):
            side = 1 if path[beyond][axis] > path[here][axis] else -1
            ends.append((parts[neighbour].position, side))
        else:
            node = piece.edge.source if neighbour < 0 else piece.edge.target
            ends.append((node.middle[1 if piece.upright else 0], 0))
    return ends
