"""The states that a part can come to, breadth first, within a budget."""

from collections import deque
from dataclasses import dataclass, field

from engine.bpmn.soundness.moves import Move, Moves
from engine.bpmn.soundness.places import State

BUDGET = 40_000


@dataclass(frozen=True, slots=True)
class Clash:
    """Two tokens in one place: from which state, by which move."""

    before: State
    move: Move


@dataclass(slots=True)
class Explored:
    """What was found: how each state was first come to, where nothing goes on.

    `before` gives a state's predecessors; `is_complete` says that nothing was left
    unexplored for want of budget, `is_begun` that a running case stood at `beginning`.
    """

    moves: Moves
    beginning: State
    is_begun: bool = False
    came: dict[State, tuple[State, Move] | None] = field(default_factory=dict)
    before: dict[State, list[State]] = field(default_factory=dict)
    finished: list[State] = field(default_factory=list)
    stuck: list[State] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    is_complete: bool = True

    def way_to(self, state: State) -> list[Move]:
        """Return the moves by which a state was first come to."""
        way: list[Move] = []
        came = self.came[state]
        while came is not None:
            way.append(came[1])
            came = self.came[came[0]]
        return way[::-1]

    def way_into(self, number: int) -> list[Move]:
        """Return the moves by which a node was first come to."""
        return self.way_to(self.moves.first[number])

    def way_of(self, clash: Clash) -> list[Move]:
        """Return the moves by which two tokens first met in one place."""
        return [*self.way_to(clash.before), clash.move]

    def states_on_way(self, state: State) -> list[State]:
        """Return the states on the way to a state, the last first."""
        found = [state]
        came = self.came[state]
        while came is not None:
            found.append(came[0])
            came = self.came[came[0]]
        return found

    def doomed(self) -> list[State]:
        """Return the states from which nothing leads to an end, the nearest first.

        Where exploring stopped, an end might have followed.
        """
        ends = [*self.finished, *(clash.before for clash in self.clashes)]
        hopeful = self.leading_to(ends)
        return [state for state in self.came if state not in hopeful]

    def leading_to(self, goals: list[State]) -> set[State]:
        """Return the states from which some of these can be reached, they included."""
        found = set(goals)
        rest = list(found)
        while rest:
            for state in self.before.get(rest.pop(), ()):
                if state not in found:
                    found.add(state)
                    rest.append(state)
        return found

    def last_round(self, lost: dict[State, None]) -> list[State]:
        """Return the states among which a case in a lost one goes on in the end.

        `lost` are closed under moving. The nearest comes first.
        """
        after: dict[State, list[State]] = {}
        for state in lost:
            for before in self.before.get(state, ()):
                after.setdefault(before, []).append(state)
        found = self._deepest(lost)
        rest = [found]
        seen = {found}
        while rest:
            for state in after.get(rest.pop(), ()):
                if state not in seen:
                    seen.add(state)
                    rest.append(state)
        return [state for state in lost if state in seen]

    def _deepest(self, lost: dict[State, None]) -> State:
        """Return a state that every state after it can come back to.

        It is the one that a depth-first walk against the moves finishes last.
        """
        seen: set[State] = set()
        last = next(iter(lost))
        for root in lost:
            if root in seen:
                continue
            seen.add(root)
            stack = [(root, iter(self.before.get(root, ())))]
            while stack:
                state, sources = stack[-1]
                source = next((s for s in sources if s in lost and s not in seen), None)
                if source is None:
                    stack.pop()
                    last = state
                else:
                    seen.add(source)
                    stack.append((source, iter(self.before.get(source, ()))))
        return last


def explore(moves: Moves, budget: int, beginning: State | None = None) -> Explored:
    """Explore a part from its beginning, or from another state."""
    state = moves.beginning() if beginning is None else beginning
    explored = Explored(moves, state, is_begun=beginning is not None)
    explored.came[state] = None
    queue = deque([state])
    while queue:
        state = queue.popleft()
        following = moves.moves(state)
        if not following:
            finished = moves.places.is_finished(state)
            (explored.finished if finished else explored.stuck).append(state)
        for move in following:
            if move.clash >= 0:
                explored.clashes.append(Clash(state, move))
                continue
            explored.before.setdefault(move.state, []).append(state)
            if move.state in explored.came:
                continue
            if len(explored.came) >= budget:
                explored.is_complete = False
                return explored
            explored.came[move.state] = (state, move)
            queue.append(move.state)
    return explored
