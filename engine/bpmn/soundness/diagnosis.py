"""From explored states to faults: what hangs, circles, meets, what is dead."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn.soundness.anatomy import WAITING
from engine.bpmn.soundness.moves import Move
from engine.bpmn.soundness.net import Kind, Net
from engine.bpmn.soundness.places import State
from engine.bpmn.soundness.search import Clash, Explored
from engine.model.soundness import FaultKind


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A fault found in a part: the nodes concerned, and the moves that show it."""

    kind: FaultKind
    nodes: tuple[int, ...]
    way: tuple[Move, ...] = ()
    circles: bool = False


def diagnose(explored: Explored) -> Iterator[Diagnosis]:
    """Yield the faults of one part, of each kind the nearest first."""
    yield from _clashes(explored)
    yield from _stuck(explored)
    if explored.is_complete:
        yield from _circling(explored)


def dead_nodes(net: Net, alive: set[int], blamed: set[int]) -> list[int]:
    """Return the first nodes that no token ever comes to, next to a living one.

    Where tokens hang is blamed already, for itself and for what would come after.
    """
    passed = alive - blamed
    return [
        node.number
        for node in net.nodes
        if node.number not in alive | blamed and _is_border(net, node.number, passed)
    ]


def _is_border(net: Net, number: int, alive: set[int]) -> bool:
    node = net.nodes[number]
    scope = net.scopes[node.scope]
    if scope.host >= 0 and scope.host not in alive:
        return False
    if node.kind is Kind.GUEST:
        return node.host in alive
    sources = {net.flows[flow].source for flow in node.into}
    return not sources or bool(sources & alive)


def _clashes(explored: Explored) -> Iterator[Diagnosis]:
    moves = explored.moves
    shadowed: set[int] = set()
    for clash in explored.clashes:
        number = moves.places.node_at(clash.move.clash)
        if number in shadowed:
            continue
        shadowed |= moves.net.reached([number], frozenset())
        way = tuple(explored.way_of(clash))
        grows = _grows(explored, clash)
        kind = FaultKind.UNBOUNDED if grows else FaultKind.UNCLEAN_END
        yield Diagnosis(kind, (number,), way)


def _grows(explored: Explored, clash: Clash) -> bool:
    """Say whether the way to a clash leads from a state to the same and more."""
    after = _standing(explored, clash.move.state)
    return any(
        before < after
        for before in (
            _standing(explored, state) for state in explored.states_on_way(clash.before)
        )
    )


def _standing(explored: Explored, state: State) -> Counter[object]:
    is_idle = explored.moves.places.is_idle
    return Counter(token for token in state if not is_idle(token))


def _stuck(explored: Explored) -> Iterator[Diagnosis]:
    blamed: set[int] = set()
    for state in explored.stuck:
        nodes = dict.fromkeys(hanging(explored, state))
        if not blamed & set(nodes):
            blamed |= set(nodes)
            way = tuple(explored.way_to(state))
            yield Diagnosis(FaultKind.CANNOT_FINISH, tuple(nodes), way)


def hanging(explored: Explored, state: State) -> list[int]:
    """Return the nodes in or before which the innermost tokens stand."""
    places = explored.moves.places
    found: list[int] = []
    for token in state:
        below = [n for each in token[2] for n in hanging(explored, each)]
        if not below and not places.is_idle(token):
            below = [places.node_at(token[0])]
        found += below
    return found


def _circling(explored: Explored) -> Iterator[Diagnosis]:
    """Yield where a case goes on for ever, with no end ahead.

    A token that never moves while others do, at a join or waiting for a signal, hangs.
    """
    places = explored.moves.places
    sinking = explored.leading_to(explored.stuck)
    lost = {state: None for state in explored.doomed() if state not in sinking}
    if not lost:
        return
    round_ = explored.last_round(lost)
    shown = next((s for s in round_ if explored.moves.is_settled(s)), round_[0])
    way = tuple(explored.way_to(shown))
    still = set.intersection(*({token[0] for token in state} for state in round_))
    hangs = [
        places.node_at(place)
        for place in sorted(still)
        if places.flow <= place < places.ready or places.kind_at(place) is Kind.LISTEN
    ]
    if hangs:
        yield Diagnosis(FaultKind.CANNOT_FINISH, tuple(dict.fromkeys(hangs)), way)
        return
    nodes = dict.fromkeys(n for state in round_ for n in hanging(explored, state))
    net = explored.moves.net
    waiting = [n for n in nodes if net.nodes[n].kind in WAITING]
    yield Diagnosis(FaultKind.CANNOT_FINISH, tuple(waiting or nodes), way, circles=True)
