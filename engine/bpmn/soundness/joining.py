"""When tokens that wait in front of a join go on together."""

from engine.bpmn.soundness.net import Kind
from engine.bpmn.soundness.places import Places, State, Token


class Joins:
    """The joins of a net; what an inclusive one waits for is found once."""

    def __init__(self, places: Places) -> None:
        self.places, self.net = places, places.net
        self._awaiting: dict[tuple[int, tuple[int, ...]], set[int]] = {}

    def fires(self, place: int, tokens: State) -> bool:
        """Say whether the join in front of which this token waits fires.

        Of the tokens that wait there only the first says so.
        """
        number = self.places.node_at(place)
        node = self.net.nodes[number]
        here = {self.places.flow + flow for flow in node.into}
        arrived = [token[0] for token in tokens if token[0] in here]
        if arrived[0] != place:
            return False
        if node.kind is Kind.FORK:
            return set(arrived) == here
        filled = [flow for flow in node.into if self.places.flow + flow in arrived]
        awaited = self._awaited(number, tuple(filled))
        others = (t for t in tokens if t[0] not in here and not self.places.is_idle(t))
        return not any(awaited & self._heads(token) for token in others)

    def _awaited(self, number: int, filled: tuple[int, ...]) -> set[int]:
        """Return from where tokens may come to an inclusive join that waits for them.

        To its flows without a token, unless also to one of those that have one.
        """
        if (number, filled) not in self._awaiting:
            into = self.net.nodes[number].into
            empty = [flow for flow in into if flow not in filled]
            before = self.net.before(empty, number)
            before -= self.net.before(list(filled), number)
            self._awaiting[number, filled] = before
        return self._awaiting[number, filled]

    def _heads(self, token: Token) -> set[int]:
        """Return from where a token may go on: its node, the node's boundary events."""
        node = self.net.nodes[self.places.node_at(token[0])]
        guests = node.guests if token[0] < self.places.flow else []
        return {node.number, *(guest for guest in guests if guest not in token[1])}
