"""The question put: is a diagram sound, from its beginning or from a case's tokens?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.bpmn.checking_calls import read_shared
from engine.bpmn.gate import read_xml
from engine.bpmn.soundness.anatomy import Anatomy, Part, dissect
from engine.bpmn.soundness.building import build_net
from engine.bpmn.soundness.diagnosis import Diagnosis, dead_nodes, diagnose
from engine.bpmn.soundness.moves import Move, Moves
from engine.bpmn.soundness.net import Kind, Net
from engine.bpmn.soundness.places import State
from engine.bpmn.soundness.search import BUDGET, Explored, explore
from engine.bpmn.soundness.telling import tell, tell_twice, tell_uncaught
from engine.model.soundness import (
    FaultKind,
    PathStep,
    SoundnessFault,
    SoundnessKind,
    SoundnessVerdict,
)


def check_soundness(
    xml: bytes, *, shared: Mapping[str, bytes], budget: int = BUDGET
) -> SoundnessVerdict:
    """Say whether every case of the diagram can finish, cleanly, with nothing dead.

    Args:
        xml: The document; it need not have passed the checks.
        shared: The shared parts that it may call, by name.
        budget: How many states are explored at most.

    Raises:
        XmlRefused: It is no readable BPMN.
    """
    documents, _ = read_shared(shared)
    net = build_net(read_xml(xml), documents)
    if net.notes:
        note = f"未能判定,请先改好:{''.join(net.notes)}"
        return SoundnessVerdict(SoundnessKind.UNDECIDED, note=note)
    return _Proof(dissect(net), budget).verdict()


@dataclass(slots=True)
class _Proof:
    """The parts explored so far, and where each node was first come to."""

    anatomy: Anatomy
    budget: int
    explored: list[Explored] = field(default_factory=list)
    first: dict[int, tuple[int, State]] = field(default_factory=dict)
    states: int = 0
    is_complete: bool = True

    def verdict(self) -> SoundnessVerdict:
        parts = self.anatomy.parts
        faults = [fault for part in parts for fault in self._prove(part)]
        clashed = any(each.clashes for each in self.explored)
        if self.is_complete and not clashed:
            faults += self._dead(faults)
        if faults:
            kind, note = SoundnessKind.UNSOUND, ""
        elif self.is_complete:
            kind, note = SoundnessKind.SOUND, ""
        else:
            kind = SoundnessKind.UNDECIDED
            note = (
                f"未能判定:走过 {self.states} 种情形仍未走完,走过的没有发现问题。"
                "请把并行的几支分别画进子流程。"
            )
        return SoundnessVerdict(kind, tuple(faults), self.states, note)

    def _prove(self, part: Part) -> Iterator[SoundnessFault]:
        if part.origin >= 0 and part.origin not in self.first:
            return
        explored = self._explore(Moves(self.anatomy, part))
        place = len(self.explored)
        self.explored.append(explored)
        for number, state in explored.moves.first.items():
            self.first.setdefault(number, (place, state))
        found = list(diagnose(explored))
        for each in found:
            yield self._fault(each, explored, self._tell(each, explored))
        if not found and self._may_come_twice(part):
            again = self._explore(Moves(self.anatomy, part, twice=True))
            for each in diagnose(again):
                sentence = tell_twice(self.anatomy.net, part.entry, each)
                yield self._fault(each, again, sentence)

    def _explore(self, moves: Moves) -> Explored:
        explored = explore(moves, max(1, self.budget - self.states))
        self.states += len(explored.came)
        if not explored.is_complete or moves.skipped:
            self.is_complete = False
        return explored

    def _may_come_twice(self, part: Part) -> bool:
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

    def _tell(self, found: Diagnosis, explored: Explored) -> str:
        net = self.anatomy.net
        last = found.way[-1].state if found.way else explored.beginning
        broken = [p for p, _, _ in last if p >= explored.moves.places.broken]
        if broken:
            return tell_uncaught(net.nodes[explored.moves.places.node_at(broken[0])])
        return tell(net, found)

    def _fault(
        self, found: Diagnosis, explored: Explored, sentence: str
    ) -> SoundnessFault:
        net = self.anatomy.net
        prefix, around = self._before(explored.moves.part)
        path = (*prefix, *_steps(net, explored, found.way, around))
        return SoundnessFault(found.kind, _ids(net, found.nodes), sentence, path)

    def _before(self, part: Part) -> tuple[list[PathStep], list[str]]:
        """Return the way to where a part begins, and the other tokens there."""
        if part.origin < 0:
            return [], []
        net = self.anatomy.net
        place, state = self.first[part.origin]
        outer = self.explored[place]
        prefix, around = self._before(outer.moves.part)
        way = outer.way_to(state)
        steps = [*prefix, *_steps(net, outer, way, around)]
        standing = [*around, *outer.moves.places.told(state)]
        node = net.nodes[part.origin]
        if node.kind in {Kind.GUEST, Kind.BESIDE}:
            flows = tuple(net.flows[flow].flow_id for flow in node.out)
            begun = outer.moves.places.told(Moves(self.anatomy, part).beginning())
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
    net: Net, explored: Explored, way: tuple[Move, ...] | list[Move], around: list[str]
) -> Iterator[PathStep]:
    told = explored.moves.places.told
    for move in way:
        flows = tuple(net.flows[flow].flow_id for flow in move.flows)
        tokens = (*around, *told(move.state))
        yield PathStep(net.nodes[move.node].element_id, flows, tokens)
