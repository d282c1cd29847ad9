"""Where tokens stand: places by number, states as sorted tuples, scopes within them.

A state is a sorted tuple of tokens; a token is (place, timers spent, scopes inside). A
place is a node, a flow in front of a join, an event that has been set off, an end that
was reached, or an error that nobody catches.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.bpmn.soundness.anatomy import Anatomy
from engine.bpmn.soundness.net import Kind

Token = tuple[int, tuple[int, ...], tuple["State", ...]]
State = tuple[Token, ...]


class Places:
    """The places of a net, counted on from its nodes."""

    def __init__(self, anatomy: Anatomy) -> None:
        self.anatomy, self.net = anatomy, anatomy.net
        self.flow = len(self.net.nodes)
        self.ready = self.flow + len(self.net.flows)
        self.mark = self.ready + len(self.net.nodes)
        self.broken = self.mark + len(self.net.nodes)

    def node_at(self, place: int) -> int:
        """Return the node of a place; of a flow, the join it leads to."""
        if place < self.flow:
            return place
        if place < self.ready:
            return self.net.flows[place - self.flow].target
        return (place - self.ready) % len(self.net.nodes)

    def kind_at(self, place: int) -> Kind | None:
        """Return the kind of the node in which a token is; None if it is in none."""
        return self.net.nodes[place].kind if place < self.flow else None

    def is_idle(self, token: Token) -> bool:
        """Say whether this keeps no scope open: an end reached, an event not set off.

        The latter is an event sub-process, or a boundary event that may come again.
        """
        place, _, inner = token
        if self.kind_at(place) in {Kind.BESIDE, Kind.GUEST}:
            return not inner
        return self.mark <= place < self.broken

    def is_finished(self, tokens: State) -> bool:
        """Say whether nothing keeps a scope open any more."""
        return all(self.is_idle(token) for token in tokens)

    def opened(self, scope: int) -> State:
        """Return a scope as it begins, its event sub-processes waiting."""
        beside = [
            (number, (), ())
            for number in self.net.scopes[scope].beside
            if self.anatomy.is_open(number)
        ]
        return tuple(sorted([(self.net.scopes[scope].start, (), ()), *beside]))

    def landed(self, flows: Iterable[int]) -> list[Token]:
        """Return the tokens that come of sending one along each of the flows."""
        tokens: list[Token] = []
        for flow in flows:
            target = self.net.flows[flow].target
            waits = self.net.is_join(target)
            tokens.append((self.flow + flow if waits else target, (), ()))
        return tokens

    def told(self, state: State) -> list[str]:
        """Return the ids of elements and flows where tokens stand."""
        ids: list[str] = []
        for place, _, inner in (t for t in state if not self.is_idle(t)):
            if self.flow <= place < self.ready:
                ids.append(self.net.flows[place - self.flow].flow_id)
            else:
                ids.append(self.net.nodes[self.node_at(place)].element_id)
            for each in inner:
                ids += self.told(each)
        return ids


class Spot(NamedTuple):
    """A scope in a state; `host` is its token in the scope above."""

    scope: int
    tokens: State
    above: "Spot | None" = None
    host: Token = (0, (), ())
    which: int = 0
    depth: int = 0

    def changed(self, tokens: Iterable[Token]) -> State:
        """Return the tokens of the scope above, this scope's having become others."""
        new = tuple(sorted(tokens))
        if self.above is None:
            return new
        place, spent, inner = self.host
        others = (*inner[: self.which], *inner[self.which + 1 :], new)
        rest = without(self.above.tokens, self.host)
        return tuple(sorted((*rest, (place, spent, tuple(sorted(others))))))

    def put(self, tokens: Iterable[Token]) -> State:
        """Return the whole state, this scope's tokens having become others."""
        state = self.changed(tokens)
        spot = self.above
        while spot is not None:
            state = spot.changed(state)
            spot = spot.above
        return state


def spots(places: Places, spot: Spot) -> Iterator[Spot]:
    """Yield a scope and the scopes inside it."""
    yield spot
    for token in spot.tokens:
        for which, inner in enumerate(token[2]):
            scope = places.net.nodes[token[0]].inner
            below = Spot(scope, inner, spot, token, which, spot.depth + 1)
            yield from spots(places, below)


def without(tokens: State, token: Token) -> State:
    """Return the tokens but for one."""
    at = tokens.index(token)
    return tokens[:at] + tokens[at + 1 :]
