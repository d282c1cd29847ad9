"""The parts of a net proven one after another, and what is told of their faults."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.bpmn.soundness.anatomy import Anatomy, Part
from engine.bpmn.soundness.diagnosis import Diagnosis, dead_nodes, diagnose
from engine.bpmn.soundness.folding import fold
from engine.bpmn.soundness.moves import Move, Moves
from engine.bpmn.soundness.net import Kind, Net
from engine.bpmn.soundness.places import State
from engine.bpmn.soundness.search import Explored, explore
from engine.bpmn.soundness.telling import tell, tell_twice, tell_uncaught
from engine.bpmn.soundness.unfolding import explore_folded
from engine.model.soundness import (
    FaultKind,
    PathStep,
    SoundnessFault,
    SoundnessKind,
    SoundnessVerdict,
)


@dataclass(slots=True)
class Proof:
    """The parts explored so far, and in which of them each node was first come to.

    `begun` gives the states from which a running case goes on, by part; without them
    the case begins at the beginning.
    """

    anatomy: Anatomy
    budget: int
    begun: Mapping[Part, list[State]] = field(default_factory=dict)
    explored: list[Explored] = field(default_factory=list)
    first: dict[int, Explored] = field(default_factory=dict)
    states: int = 0
    is_complete: bool = True

    def verdict(self) -> SoundnessVerdict:
        """Explore every part that a case comes to, and say what was found."""
        parts = self.anatomy.parts
        faults = [fault for part in parts for fault in self._prove(part)]
        clashed = any(each.clashes for each in self.explored)
        if self.is_complete and not clashed and not self.begun:
            faults += self._dead(faults)
        if faults:
            return SoundnessVerdict(SoundnessKind.UNSOUND, tuple(faults), self.states)
        if self.is_complete:
            return SoundnessVerdict(SoundnessKind.SOUND, states=self.states)
        note = (
            f"未能判定：走过 {self.states} 种情形仍未走完，走过的没有发现问题。"
            "请把并行的几支分别画进子流程。"
        )
        return SoundnessVerdict(SoundnessKind.UNDECIDED, states=self.states, note=note)

    def _prove(self, part: Part) -> Iterator[SoundnessFault]:
        for state in dict.fromkeys(self.begun.get(part, ())):
            crowded = self._is_crowded(part, state)
            yield from self._look(Moves(self.anatomy, part, lenient=crowded), state)
        begins = part.origin in self.first if part.origin >= 0 else not self.begun
        if not begins:
            return
        faults = list(self._look(Moves(self.anatomy, part)))
        yield from faults
        if not faults and self._may_come_again(part):
            yield from self._look(Moves(self.anatomy, part, again=True))

    def _look(
        self, moves: Moves, beginning: State | None = None
    ) -> Iterator[SoundnessFault]:
        explored = self._explore(moves, beginning)
        if not explored.is_complete or moves.skipped:
            self.is_complete = False
        self.explored.append(explored)
        for number in explored.moves.first:
            self.first.setdefault(number, explored)
        return (self._fault(each, explored) for each in diagnose(explored))

    def _explore(self, moves: Moves, beginning: State | None) -> Explored:
        """Explore a part; where it has too many states, fold it first."""
        rest = max(1, self.budget - self.states)
        folded = None
        if beginning is None and not moves.lenient:
            explored = explore(moves, min(rest, self.budget // 10))
            self.states += len(explored.came)
            if explored.is_complete:
                return explored
            folded = fold(self.anatomy, moves.part)
            rest = max(1, self.budget - self.states)
        if folded is None:
            explored = explore(moves, rest, beginning)
        else:
            explored = explore_folded(moves, folded, rest)
        self.states += len(explored.came)
        return explored

    def _is_crowded(self, part: Part, state: State) -> bool:
        """Say whether a case has tokens from an event that went off several times."""
        places = [token[0] for token in state]
        is_branch = self.anatomy.net.nodes[part.entry].kind is Kind.GUEST
        return is_branch or len(set(places)) < len(places)

    def _may_come_again(self, part: Part) -> bool:
        """Say whether an event may go off again while a join in its branch waits."""
        net = self.anatomy.net
        entry = net.nodes[part.entry]
        if entry.kind is not Kind.GUEST:
            return False
        branch = net.reached([part.entry], frozenset())
        if not any(net.is_join(number) for number in branch):
            return False
        again = entry.host in net.reached(net.after(entry.host), frozenset())
        return entry.trigger != "timer" or again

    def _fault(self, found: Diagnosis, explored: Explored) -> SoundnessFault:
        net, moves = self.anatomy.net, explored.moves
        last = found.way[-1].state if found.way else explored.beginning
        broken = [token[0] for token in last if token[0] >= moves.places.broken]
        if broken:
            sentence = tell_uncaught(net.nodes[moves.places.node_at(broken[0])])
        elif moves.again:
            sentence = tell_twice(net, moves.part.entry, found)
        else:
            sentence = tell(net, found)
        prefix, around = self._before(explored)
        path = (*prefix, *_steps(net, explored, found.way, around))
        return SoundnessFault(found.kind, _ids(net, found.nodes), sentence, path)

    def _before(self, explored: Explored) -> tuple[list[PathStep], list[str]]:
        """Return the way to where a part begins, and the other tokens there."""
        part = explored.moves.part
        if part.origin < 0 or explored.is_begun:
            return [], []
        net = self.anatomy.net
        outer = self.first[part.origin]
        prefix, around = self._before(outer)
        way = outer.way_into(part.origin)
        steps = [*prefix, *_steps(net, outer, way, around)]
        state = way[-1].state if way else outer.beginning
        standing = [*around, *outer.moves.places.told(state)]
        node = net.nodes[part.origin]
        if node.kind in {Kind.GUEST, Kind.BESIDE}:
            flows = tuple(net.flows[flow].flow_id for flow in node.out)
            begun = outer.moves.places.told(explored.beginning)
            if node.kind is Kind.BESIDE:
                standing.append(node.element_id)
            steps.append(PathStep(node.element_id, flows, (*standing, *begun)))
        return steps, standing

    def _dead(self, faults: list[SoundnessFault]) -> Iterator[SoundnessFault]:
        net = self.anatomy.net
        named = {element_id for fault in faults for element_id in fault.element_ids}
        blamed = {n.number for n in net.nodes if n.element_id in named}
        for number in dead_nodes(net, set(self.first), blamed):
            found = Diagnosis(FaultKind.DEAD_ELEMENT, (number,))
            yield SoundnessFault(found.kind, _ids(net, (number,)), tell(net, found))


def _ids(net: Net, nodes: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(net.nodes[number].element_id for number in nodes)


def _steps(
    net: Net, explored: Explored, way: Iterable[Move], around: list[str]
) -> Iterator[PathStep]:
    told = explored.moves.places.told
    for move in way:
        flows = tuple(net.flows[flow].flow_id for flow in move.flows)
        tokens = (*around, *told(move.state))
        yield PathStep(net.nodes[move.node].element_id, flows, tokens)
