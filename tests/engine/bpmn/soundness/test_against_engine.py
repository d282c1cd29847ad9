"""A verdict means something for what really runs: the engine itself is asked."""

from collections import Counter

import pytest

from engine.bpmn.gate import read_xml
from engine.bpmn.soundness.anatomy import dissect
from engine.bpmn.soundness.building import build_net
from engine.bpmn.soundness.moves import Moves
from engine.bpmn.soundness.net import Kind, Net
from engine.bpmn.soundness.places import State
from engine.bpmn.soundness.proving import check_from, check_soundness
from engine.bpmn.soundness.search import explore
from engine.model.errors import EngineFailed
from engine.model.soundness import FaultKind, SoundnessKind, SoundnessVerdict
from tests.engine.bpmn.soundness.patterns import PATTERNS
from tests.support.drawing import document, procedure
from tests.support.following import follow
from tests.support.random_diagrams import random_body
from tests.support.roaming import Place, Roamed, marking_of, roam
from tests.support.sketching import BEFORE

SEEDS = 15  # in each of eight batches
BROKEN = [
    name
    for name, pattern in PATTERNS.items()
    if pattern.faults and pattern.faults[0][0] is not FaultKind.DEAD_ELEMENT
]


@pytest.mark.parametrize("name", BROKEN)
def test_the_engine_walks_every_way_to_a_fault(name: str):
    pattern = PATTERNS[name]
    verdict = check_soundness(document(pattern.body, before=BEFORE), shared={})
    process = procedure(pattern.body, before=BEFORE)

    for fault in verdict.faults:
        told = Counter(fault.path[-1].tokens)
        if name == "error_uncaught":
            with pytest.raises(EngineFailed, match="uncaught_error"):
                follow(process, fault.path)
        elif name == "fault_in_several":
            assert told < follow(process, fault.path)  # the others still wait
        else:
            assert follow(process, fault.path) == told


@pytest.mark.parametrize("name", PATTERNS)
def test_the_engine_does_with_patterns_what_their_verdicts_say(name: str):
    body = PATTERNS[name].body
    verdict = check_soundness(document(body, before=BEFORE), shared={})

    _agree(verdict, roam(procedure(body, before=BEFORE), limit=30), name)


@pytest.mark.parametrize("batch", range(8))
def test_verdicts_hold_for_all_that_the_engine_does(batch: int):
    for seed in range(batch * SEEDS, (batch + 1) * SEEDS):
        body = random_body(seed)
        verdict = check_soundness(document(body, before=BEFORE), shared={})
        roamed = roam(procedure(body, before=BEFORE), limit=60)

        _agree(verdict, roamed, seed)


def _agree(verdict: SoundnessVerdict, roamed: Roamed, seed: object) -> None:
    kinds = {fault.kind for fault in verdict.faults}
    dead = {
        f.element_ids[0] for f in verdict.faults if f.kind is FaultKind.DEAD_ELEMENT
    }
    assert verdict.note == ""
    assert not dead & roamed.entered, seed
    if verdict.kind is SoundnessKind.SOUND:
        assert (roamed.stuck, roamed.lost, roamed.failed) == (set(), set(), set()), seed
    elif roamed.is_complete and not roamed.failed:
        hangs = FaultKind.CANNOT_FINISH in kinds
        assert not hangs or roamed.lost, seed
        assert not _meets(verdict) or roamed.doubled or roamed.lost, seed


@pytest.mark.parametrize("batch", range(8))
def test_the_engine_comes_to_exactly_the_states_that_were_explored(batch: int):
    compared = 0
    for seed in range(batch * SEEDS, (batch + 1) * SEEDS):
        body = random_body(seed, plain=True)
        net = build_net(read_xml(document(body, before=BEFORE)), {})
        whole = dissect(net)
        whole.open_scopes = {scope.number for scope in net.scopes[1:]}
        moves = Moves(whole, whole.parts[0])
        explored = explore(moves, 20_000)
        roamed = roam(procedure(body, before=BEFORE), limit=120)
        if explored.clashes or roamed.failed or not roamed.is_complete:
            continue

        expected = {
            _place(moves, state)
            for state in explored.came
            if moves.is_settled(state) and not moves.places.is_finished(state)
        }
        assert {_once(net, place) for place in roamed.seen} == expected, seed
        compared += 1
    assert compared > SEEDS / 2


@pytest.mark.parametrize("batch", range(4))
def test_a_case_can_finish_where_the_verdict_from_its_tokens_says_so(batch: int):
    for seed in range(batch * SEEDS, (batch + 1) * SEEDS):
        xml = document(random_body(seed, plain=True), before=BEFORE)
        verdict = check_soundness(xml, shared={})
        roamed = roam(procedure(random_body(seed, plain=True), before=BEFORE), limit=80)
        if not roamed.is_complete or roamed.failed or _meets(verdict):
            continue

        for place in roamed.seen:
            found = check_from(xml, marking_of(place), shared={}).faults
            hangs = any(f.kind is FaultKind.CANNOT_FINISH for f in found)
            assert hangs == (place in roamed.endangered), (seed, place)


def _meets(verdict: SoundnessVerdict) -> set[FaultKind]:
    meeting = {FaultKind.UNCLEAN_END, FaultKind.UNBOUNDED}
    return meeting & {fault.kind for fault in verdict.faults}


def _place(moves: Moves, state: State) -> Place:
    """Return a state as the engine's places are told."""
    places = moves.places
    tokens: Counter[str] = Counter()
    inside = []
    for token in state:
        element_id = moves.net.nodes[places.node_at(token[0])].element_id
        if token[2]:
            inside += [(element_id, _place(moves, below)) for below in token[2]]
        elif not places.is_idle(token):
            tokens.update(places.told((token,)))
    return (tuple(sorted(tokens.items())), tuple(sorted(inside, key=repr)))


def _once(net: Net, place: Place) -> Place:
    """Return a place with one token for each flow into an inclusive join."""
    inclusive = {f.flow_id for f in net.flows if net.nodes[f.target].kind is Kind.SOME}
    tokens = tuple((at, 1 if at in inclusive else count) for at, count in place[0])
    return (tokens, tuple((each, _once(net, below)) for each, below in place[1]))
