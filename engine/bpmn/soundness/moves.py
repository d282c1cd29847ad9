"""How tokens move, as our host moves them: what needs nobody first, then the world."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from engine.bpmn.soundness.anatomy import Anatomy, Part
from engine.bpmn.soundness.joining import Joins
from engine.bpmn.soundness.net import OUTSIDE, Kind, Node
from engine.bpmn.soundness.places import Places, Spot, State, Token, spots, without
from engine.bpmn.soundness.throwing import Thrower

AT_ONCE = frozenset({Kind.PASS, Kind.CHOICE, Kind.FORK, Kind.SOME, Kind.END})
HEARD = frozenset({Kind.THROW, Kind.TERMINATE})
SUBSETS_OF = 10  # beyond so many branches not every subset is tried


class Move(NamedTuple):
    """A node goes off, its token takes flows; `clash` is a place with two tokens."""

    node: int
    flows: tuple[int, ...]
    state: State
    clash: int = -1


class Urgent(NamedTuple):
    """A token that goes on by itself; of several the smallest order goes first."""

    order: tuple[int, int]
    heard: bool
    spot: Spot
    token: Token


class Moves:
    """The moves of one part of a net; `first` is where each node was first seen.

    `again` lets the boundary event whose branch it is go off once more; `lenient` lets
    tokens meet, as they do when an event has gone off several times.
    """

    def __init__(
        self,
        anatomy: Anatomy,
        part: Part,
        *,
        again: bool = False,
        lenient: bool = False,
    ) -> None:
        self.anatomy, self.net, self.part = anatomy, anatomy.net, part
        self.places = Places(anatomy)
        self.again, self.lenient = again, again or lenient
        self.first: dict[int, State] = {}
        self.skipped = False
        self._thrower = Thrower(self.places, self.first)
        self._joins = Joins(self.places)

    def beginning(self) -> State:
        """Return the state in which the part begins."""
        entry = self.net.nodes[self.part.entry]
        if entry.kind is Kind.GUEST:
            again = [(entry.number, (), ())] if self.again else []
            return tuple(sorted([*self.places.landed(entry.out), *again]))
        return self.places.opened(self.part.scope)

    def is_settled(self, state: State) -> bool:
        """Say whether nothing goes on by itself."""
        found = spots(self.places, Spot(self.part.scope, state))
        return not any(True for spot in found for _ in self._urgent(spot))

    def moves(self, state: State) -> list[Move]:
        """Return what may happen next."""
        found = list(spots(self.places, Spot(self.part.scope, state)))
        for spot in found:
            for place, _, _ in spot.tokens:
                if place < self.places.flow:
                    self.first.setdefault(place, state)
        if self.places.is_finished(state):
            return []
        urgent = [each for spot in found for each in self._urgent(spot)]
        if urgent:
            return self._hurry(urgent, state)
        return [move for spot in found for move in self._free(spot, state)]

    def _urgent(self, spot: Spot) -> Iterator[Urgent]:
        for token in spot.tokens:
            rank = self._rank(token, spot.tokens)
            if rank >= 0:
                heard = self.places.kind_at(token[0]) in HEARD
                yield Urgent((rank, -spot.depth), heard, spot, token)

    def _rank(self, token: Token, tokens: State) -> int:
        """Return how soon a token goes on by itself, -1 if it does not."""
        place, _, inner = token
        if place >= self.places.ready:
            is_guest = self.net.nodes[self.places.node_at(place)].kind is Kind.GUEST
            return (0 if is_guest else 1) if place < self.places.mark else -1
        if place >= self.places.flow:
            return 1 if self._joins.fires(place, tokens) else -1
        node = self.net.nodes[place]
        if node.kind is Kind.EFFECT:
            return 2
        if self.anatomy.is_open(place):
            finished = any(self.places.is_finished(each) for each in inner)
            opens = node.kind is Kind.SCOPE and not inner
            return 1 if finished or opens else -1
        if node.kind is Kind.SCOPE:
            return 1 if node.inner in self.anatomy.quick else -1
        return 1 if node.kind in AT_ONCE or node.kind in HEARD else -1

    def _hurry(self, urgent: list[Urgent], state: State) -> list[Move]:
        """Return the moves of what goes by itself.

        What nothing else hears of may go in any order, so one order will do.
        """
        soonest = min(each.order for each in urgent)
        ready = [each for each in urgent if each.order == soonest]
        quiet = [each for each in ready if not each.heard]
        chosen = quiet[:1] or ready
        return [m for each in chosen for m in self._go(each.spot, each.token, state)]

    def _go(self, spot: Spot, token: Token, state: State) -> Iterator[Move]:
        """Yield what comes of a token that goes on by itself."""
        place = token[0]
        node = self.net.nodes[self.places.node_at(place)]
        self.first.setdefault(node.number, state)
        if place >= self.places.ready:
            yield self._set_off(spot, token, node)
        elif place >= self.places.flow:
            here = {self.places.flow + flow for flow in node.into}
            rest = tuple(each for each in spot.tokens if each[0] not in here)
            for flows in self._choices(node):
                yield self._move(spot, node, flows, [*rest, *self._after(node, flows)])
        elif self.anatomy.is_open(place):
            yield from self._turn(spot, token, node)
        elif node.kind is Kind.TERMINATE:
            yield self._move(spot, node, (), [(self.places.mark + place, (), ())])
        elif node.kind is Kind.THROW:
            rest = without(spot.tokens, token)
            tokens = self._gathered([*rest, *self._after(node, tuple(node.out))])
            thrown = self._thrower.throw(spot, tokens, node, state)
            yield Move(node.number, tuple(node.out), thrown, self._clash(tokens))
        else:
            for flows in self._choices(node):
                yield self._pass(spot, token, node, flows)

    def _choices(self, node: Node) -> Iterator[tuple[int, ...]]:
        """Yield the flows that a token may take, or tokens take together."""
        if node.kind is Kind.CHOICE:
            yield from ((flow,) for flow in node.out)
        elif node.kind is Kind.SOME:
            conditional = [flow for flow in node.out if flow != node.default]
            if node.default >= 0:
                yield (node.default,)
            sizes = range(1, len(conditional) + 1)
            if len(conditional) > SUBSETS_OF:
                self.skipped = True
                sizes = range(1, 3)
            for size in sizes:
                yield from combinations(conditional, size)
        else:
            yield tuple(node.out)

    def _pass(
        self, spot: Spot, token: Token, node: Node, flows: tuple[int, ...]
    ) -> Move:
        rest = without(spot.tokens, token)
        return self._move(spot, node, flows, [*rest, *self._after(node, flows)])

    def _after(self, node: Node, flows: tuple[int, ...]) -> list[Token]:
        if not node.ends:
            return self.places.landed(flows)
        if self.lenient or node.number in self.anatomy.unmarked:
            return []
        return [(self.places.mark + node.number, (), ())]

    def _set_off(self, spot: Spot, token: Token, node: Node) -> Move:
        """Let an event go on that something thrown has set off."""
        rest = without(spot.tokens, token)
        if node.kind is Kind.GUEST and node.interrupting:
            hosts = [each for each in rest if each[0] == node.host]
            rest = without(rest, hosts[0]) if hosts else rest
        flows = tuple(node.out)
        return self._move(spot, node, flows, [*rest, *self.places.landed(flows)])

    def _turn(self, spot: Spot, token: Token, node: Node) -> Iterator[Move]:
        """Open a scope, or close one whose inside is finished."""
        place, spent, inner = token
        rest = without(spot.tokens, token)
        fresh = self.places.opened(node.inner)
        if not inner:
            for count in (1, 2) if node.many == "parallel" else (1,):
                opened = (place, spent, (fresh,) * count)
                yield self._move(spot, node, (), [*rest, opened])
            return
        left = list(inner)
        left.remove(next(each for each in inner if self.places.is_finished(each)))
        if node.kind is Kind.BESIDE:
            again = [] if node.trigger in {"timer", "signal"} else [(place, (), ())]
            yield self._move(spot, node, (), [*rest, *again])
            return
        if left:
            yield self._move(spot, node, (), [*rest, (place, spent, tuple(left))])
        if node.many == "sequential":
            yield self._move(spot, node, (), [*rest, (place, spent, (fresh,))])
        if not left or node.early:
            yield self._pass(spot, token, node, tuple(node.out))

    def _free(self, spot: Spot, state: State) -> Iterator[Move]:
        """Yield what people, messages and time may do while nothing goes by itself."""
        for token in spot.tokens:
            if token[0] >= self.places.flow:
                continue
            node = self.net.nodes[token[0]]
            shut = node.kind is Kind.SCOPE and not self.anatomy.is_open(node.number)
            if node.kind is Kind.WAIT or node.kind is Kind.GUEST or shut:
                yield self._pass(spot, token, node, tuple(node.out))
            elif node.kind is Kind.EITHER:
                yield from self._first_of(spot, token, node, state)
            elif node.kind is Kind.BESIDE and not token[2] and node.trigger in OUTSIDE:
                begun = (node.number, (), (self.places.opened(node.inner),))
                rest = without(spot.tokens, token)
                yield self._move(spot, node, (), [*rest, begun])
            for guest in node.guests:
                yield from self._visit(spot, token, self.net.nodes[guest], state)
        for beside in self.net.scopes[spot.scope].beside:
            if self.net.nodes[beside].trigger in OUTSIDE:
                self.first.setdefault(beside, state)

    def _first_of(
        self, spot: Spot, token: Token, node: Node, state: State
    ) -> Iterator[Move]:
        for flow in node.out:
            event = self.net.nodes[self.net.flows[flow].target]
            if event.trigger in OUTSIDE:
                self.first.setdefault(event.number, state)
                landed = self.places.landed(event.out)
                rest = without(spot.tokens, token)
                yield self._move(spot, event, (flow, *event.out), [*rest, *landed])

    def _visit(
        self, spot: Spot, token: Token, guest: Node, state: State
    ) -> Iterator[Move]:
        """Yield what comes of a boundary event that the world sets off."""
        place, spent, inner = token
        if guest.trigger not in OUTSIDE or guest.number in spent:
            return
        self.first.setdefault(guest.number, state)
        busy = self._thrower.is_busy(guest.number, spot.tokens)
        if guest.number in self.anatomy.cut or busy:
            return
        rest = list(without(spot.tokens, token))
        if not guest.interrupting:
            once = guest.trigger == "timer"
            spent = tuple(sorted({*spent, guest.number})) if once else spent
            rest.append((place, spent, inner))
        flows = tuple(guest.out)
        yield self._move(spot, guest, flows, [*rest, *self.places.landed(flows)])

    def _move(
        self, spot: Spot, node: Node, flows: tuple[int, ...], tokens: list[Token]
    ) -> Move:
        gathered = self._gathered(tokens)
        return Move(node.number, flows, spot.put(gathered), self._clash(gathered))

    def _gathered(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens, those in front of an inclusive join once for each flow.

        It waits for all that may still come, and takes them together.
        """
        gathered: dict[Token, None] = {}
        others: list[Token] = []
        for token in tokens:
            is_flow = self.places.flow <= token[0] < self.places.ready
            target = self.net.nodes[self.places.node_at(token[0])]
            if is_flow and target.kind is Kind.SOME:
                gathered[token] = None
            else:
                others.append(token)
        return [*others, *gathered] if gathered else tokens

    def _clash(self, tokens: Iterable[Token]) -> int:
        """Return a place with two tokens, -1 if there is none."""
        if self.lenient:
            return -1
        seen: set[int] = set()
        for place, _, _ in tokens:
            if place in seen and not self.places.ready <= place < self.places.mark:
                return place
            seen.add(place)
        return -1
