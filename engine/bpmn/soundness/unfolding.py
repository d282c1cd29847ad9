"""A way through a folded net, walked again in the net as it is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from engine.bpmn.soundness.folding import Folded, Step
from engine.bpmn.soundness.moves import Move, Moves
from engine.bpmn.soundness.net import Kind
from engine.bpmn.soundness.places import State
from engine.bpmn.soundness.search import Clash, Explored, explore

CHOOSING = frozenset({Kind.CHOICE, Kind.SOME})
PATIENCE = 500  # moves that no step asked for, before a walk is given up


@dataclass(slots=True)
class Unfolded(Explored):
    """What was found in a folded net, its ways told in the net as it is drawn.

    They show the fault; the shortest they need not be.
    """

    folded: Folded | None = None
    drawn: Moves | None = None

    def way_to(self, state: State) -> list[Move]:
        return self._walked(Explored.way_to(self, state))

    def way_into(self, number: int) -> list[Move]:
        way = Explored.way_to(self, self.moves.first[number])
        route = self._route_to(number)
        return self._walked(way, route)

    def way_of(self, clash: Clash) -> list[Move]:
        return self._walked([*Explored.way_to(self, clash.before), clash.move])

    def _route_to(self, number: int) -> tuple[Step, ...]:
        """Return the steps by which a node is come to inside what it is folded into."""
        for route in self.folded.route.values() if self.folded else ():
            numbers = [step[0] for step in route]
            if number in numbers[1:]:
                return route[: numbers.index(number)]
        return ()

    def _walked(self, way: list[Move], more: Iterable[Step] = ()) -> list[Move]:
        if self.folded is None or self.drawn is None:
            return way
        steps: list[Step] = []
        for move in way:
            steps += self.folded.route.get(move.node, ((move.node, move.flows),))
        return walk(self.drawn, [*steps, *more]) or way


def explore_folded(drawn: Moves, folded: Folded, budget: int) -> Unfolded:
    """Explore a part in its folded net."""
    moves = Moves(folded.anatomy, drawn.part)
    found = explore(moves, budget)
    for number, inside in folded.inside.items():
        if number in moves.first:
            state = moves.first[number]
            moves.first |= dict.fromkeys(inside, state) | moves.first
    moves.skipped = moves.skipped or drawn.skipped
    values = {each.name: getattr(found, each.name) for each in fields(Explored)}
    return Unfolded(**values, folded=folded, drawn=drawn)


def walk(moves: Moves, steps: Iterable[Step]) -> list[Move]:
    """Return the moves that take these steps, and what goes by itself between them.

    Nothing, if that cannot be done.
    """
    pending, way, state = list(steps), list[Move](), moves.beginning()
    spare = PATIENCE
    while spare:
        following = moves.moves(state)
        move = _asked_for(moves, following, pending)
        if move is None:
            if not following or moves.is_settled(state):
                break
            move, spare = following[0], spare - 1
        way.append(move)
        if move.clash >= 0:
            return way
        state = move.state
    return [] if pending else way


def _asked_for(moves: Moves, following: list[Move], pending: list[Step]) -> Move | None:
    """Return the first move that a step asks for, and strike the step out."""
    for step in pending:
        for move in following:
            chooses = moves.net.nodes[move.node].kind in CHOOSING
            if move.node == step[0] and (not chooses or move.flows == step[1]):
                pending.remove(step)
                return move
    return None
