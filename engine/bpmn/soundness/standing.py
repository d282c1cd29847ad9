"""From a running case's marking to the states in which its parts stand."""

from engine.bpmn.soundness.anatomy import Anatomy, Part
from engine.bpmn.soundness.net import Kind
from engine.bpmn.soundness.places import Places, State, Token
from engine.model.soundness import Marking


class Standing:
    """Where a case stands in a net: states by part, and ids that have no place.

    Event sub-processes and boundary events wait as from the beginning, but for boundary
    timers that have gone off. Where several tokens share a place, whose timer it was is
    not in a marking, and all of them count as armed.
    """

    def __init__(self, anatomy: Anatomy, marking: Marking) -> None:
        self.anatomy, self.net = anatomy, anatomy.net
        self.places = Places(anatomy)
        self.begun: dict[Part, list[State]] = {}
        self.nowhere: list[str] = []
        self._parts = {part.entry: part for part in anatomy.parts}
        whole = self._state(marking, 0)
        self.begun.setdefault(self._parts[self.net.scopes[0].start], []).append(whole)

    def _state(self, marking: Marking, scope: int) -> State:
        """Return a scope's tokens; those in a branch cut off begin that part."""
        tokens = [
            token
            for each, count in marking.tokens.items()
            for token in self._at(each, scope, count, marking.spent)
        ]
        tokens += self._scopes(marking, scope)
        here: list[Token] = []
        branches: dict[int, list[Token]] = {}
        for token in tokens:
            branch = self._branch_of(self.places.node_at(token[0]), scope)
            (here if branch < 0 else branches.setdefault(branch, [])).append(token)
        for branch, inside in branches.items():
            states = self.begun.setdefault(self._parts[branch], [])
            states.append(tuple(sorted(inside)))
        standing = {token[0] for token in here}
        idle = [t for t in self.places.opened(scope) if t[0] not in standing]
        return tuple(sorted([*here, *(t for t in idle if self.places.is_idle(t))]))

    def _at(
        self, element_id: str, scope: int, count: int, spent: frozenset[str]
    ) -> list[Token]:
        for number in self.net.scopes[scope].nodes:
            if self.net.nodes[number].element_id == element_id:
                gone = self._gone_off(number, spent) if count == 1 else ()
                return [(number, gone, ())] * count
            for flow in self.net.nodes[number].out:
                if self.net.flows[flow].flow_id == element_id:
                    return self.places.landed([flow] * count)
        self.nowhere.append(element_id)
        return []

    def _gone_off(self, number: int, spent: frozenset[str]) -> tuple[int, ...]:
        guests = self.net.nodes[number].guests
        return tuple(sorted(g for g in guests if self.net.nodes[g].element_id in spent))

    def _scopes(self, marking: Marking, scope: int) -> list[Token]:
        """Return the tokens of sub-processes in progress; closed ones begin apart."""
        inside: dict[int, list[State]] = {}
        for element_id, below in marking.scopes:
            at = self._at(element_id, scope, 1, frozenset())
            number = at[0][0] if at else -1
            inner = self.net.nodes[number].inner if at else -1
            if inner < 0:
                self.nowhere += [element_id] if at else []
                continue
            state = self._state(below, inner)
            if self.anatomy.is_open(number):
                inside.setdefault(number, []).append(state)
                continue
            entry = self.net.scopes[inner].start
            self.begun.setdefault(self._parts[entry], []).append(state)
            inside.setdefault(number, [])
        return [
            (
                number,
                self._gone_off(number, marking.spent) if len(states) == 1 else (),
                tuple(sorted(states)),
            )
            for number, states in inside.items()
            if states or self.net.nodes[number].kind is Kind.SCOPE
        ]

    def _branch_of(self, number: int, scope: int) -> int:
        """Return the boundary event in whose own branch a node lies, -1 for none."""
        cut = [g for g in self.net.scopes[scope].nodes if g in self.anatomy.cut]
        reached = {guest: self.net.reached([guest], frozenset()) for guest in cut}
        around = [guest for guest in cut if number in reached[guest] - {guest}]
        return min(around, key=lambda guest: len(reached[guest]), default=-1)
