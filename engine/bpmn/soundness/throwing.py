"""Who hears what is thrown: signals everywhere, errors and escalations outwards."""

from collections.abc import Iterable

from engine.bpmn.soundness.anatomy import catches
from engine.bpmn.soundness.net import Kind, Node
from engine.bpmn.soundness.places import Places, Spot, State, Token


class Thrower:
    """Sets off what hears a throw; notes in `first` where each event went off first."""

    def __init__(self, places: Places, first: dict[int, State]) -> None:
        self.places, self.net, self.anatomy = places, places.net, places.anatomy
        self.first = first

    def throw(
        self, spot: Spot, tokens: Iterable[Token], node: Node, state: State
    ) -> State:
        """Return the state after a throw; `tokens` are the thrower's scope's by then.

        An error or escalation is caught in the innermost scope where anything catches
        it, the thrower's own first.
        """
        here = tuple(sorted(tokens))
        if node.trigger == "signal":
            whole = spot.put(here)
            return self._heard(whole, self._outermost(spot), node, state)
        level: Spot | None = spot
        while level is not None:
            hit = self._guests_hit(here, node, state)
            if hit is not None:
                return level.put([*here, *hit])
            here = level.changed(here)
            level = level.above
        if node.trigger == "error":
            return ((self.places.broken + node.number, (), ()),)
        return here

    def is_busy(self, guest: int, tokens: State) -> bool:
        """Say whether tokens of an event that may come again are still on their way."""
        own = self.anatomy.own.get(guest)
        return own is not None and any(
            self.places.node_at(place) in own or self.places.node_at(place) == guest
            for place, _, _ in tokens
        )

    def _outermost(self, spot: Spot) -> int:
        while spot.above is not None:
            spot = spot.above
        return spot.scope

    def _guests_hit(
        self, tokens: State, node: Node, state: State
    ) -> list[Token] | None:
        """Return boundary events set off in one scope, None if nothing catches."""
        hit: list[Token] = []
        found = False
        for place, _, _ in tokens:
            guests = self.net.nodes[place].guests if place < self.places.flow else []
            for guest in guests:
                if not catches(self.net, guest, node.trigger, node.code):
                    continue
                found = True
                self.first.setdefault(guest, state)
                if guest not in self.anatomy.cut and not self.is_busy(guest, tokens):
                    hit.append((self.places.ready + guest, (), ()))
        return hit if found else None

    def _heard(self, tokens: State, scope: int, node: Node, state: State) -> State:
        """Return a scope's tokens after everything that hears a signal was set off."""
        changed: list[Token] = self._guests_hit(tokens, node, state) or []
        for beside in self.net.scopes[scope].beside:
            if catches(self.net, beside, "signal", node.code):
                self.first.setdefault(beside, state)
        changed += [self._hears(token, node, state) for token in tokens]
        return tuple(sorted(changed))

    def _hears(self, token: Token, node: Node, state: State) -> Token:
        place, spent, inner = token
        kind = self.places.kind_at(place)
        if kind is None:
            return token
        here = self.net.nodes[place]
        within = (self._heard(each, here.inner, node, state) for each in inner)
        inner = tuple(sorted(within))
        listening = [place]
        if kind is Kind.EITHER:
            listening = [self.net.flows[flow].target for flow in here.out]
        elif kind not in {Kind.LISTEN, Kind.BESIDE}:
            listening = []
        hit = [h for h in listening if catches(self.net, h, "signal", node.code)]
        if not hit or inner:
            return (place, spent, inner)
        if kind is Kind.BESIDE:
            return (place, (), (self.places.opened(here.inner),))
        return (self.places.ready + hit[0], (), ())
