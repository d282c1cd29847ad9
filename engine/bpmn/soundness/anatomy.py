"""A net taken apart: what can be judged by itself, so that states do not multiply.

A scope is shut when nothing thrown inside it is heard outside, or the other way round:
for what is around it, it is one activity. The branch of a boundary event that does not
interrupt is cut off when it leads nowhere but to its own ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from engine.bpmn.soundness.net import Kind, Net

WAITING = frozenset({Kind.WAIT, Kind.LISTEN, Kind.EITHER})
FROM_WITHIN = frozenset({"error", "escalation"})


@dataclass(frozen=True, slots=True)
class Part:
    """What is explored by itself: a scope, or the branch of a boundary event.

    `entry` is where its token begins: a start event or the boundary event; `origin`
    the node of the part above that opens it, -1 for the process.
    """

    scope: int
    entry: int
    origin: int


@dataclass(slots=True)
class Anatomy:
    """What is known of a net before any token moves.

    `open_scopes` are moved together with what is around them; `cut` are boundary
    events whose branch is a part of its own; `own` gives, for the other events that do
    not interrupt, the nodes that only their tokens come to, `unmarked` all of these:
    several tokens may come there, one after another. `quick` are scopes in which
    nothing ever waits.
    """

    net: Net
    open_scopes: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)
    own: dict[int, frozenset[int]] = field(default_factory=dict)
    quick: set[int] = field(default_factory=set)
    unmarked: set[int] = field(default_factory=set)
    parts: list[Part] = field(default_factory=list)

    def is_open(self, number: int) -> bool:
        """Say whether the node's scope is moved together with what is around it."""
        return self.net.nodes[number].inner in self.open_scopes


def dissect(net: Net) -> Anatomy:
    """Take a net apart."""
    anatomy = Anatomy(net)
    _open_signals(anatomy)
    _open_throws(anatomy)
    _find_quick(anatomy)
    for scope in net.scopes:
        _cut_branches(anatomy, scope.number)
    anatomy.parts = list(_parts(anatomy))
    return anatomy


def _chain(net: Net, scope: int) -> list[int]:
    """Return a scope and those around it, up to the process."""
    chain = [scope]
    while net.scopes[chain[-1]].above >= 0:
        chain.append(net.scopes[chain[-1]].above)
    return chain


def _open_signals(anatomy: Anatomy) -> None:
    """Open every scope between a signal's throws and catches and what holds them all.

    The instances of a multi-instance scope hear each other, so it never holds them.
    """
    net = anatomy.net
    concerned: dict[str | None, list[list[int]]] = {}
    for node in net.nodes:
        if node.trigger == "signal":
            around = net.scopes[node.scope]
            is_start = around.start == node.number and around.host >= 0
            home = around.above if is_start else node.scope
            concerned.setdefault(node.code, []).append(_chain(net, home))
    for chains in concerned.values():
        shared = set.intersection(*map(set, chains))
        holder = next(scope for scope in chains[0] if scope in shared)
        for inner, outer in pairwise(_chain(net, holder)):
            if net.nodes[net.scopes[inner].host].many:
                holder = outer
        for chain in chains:
            anatomy.open_scopes.update(chain[: chain.index(holder)])


def _open_throws(anatomy: Anatomy) -> None:
    """Open the scopes that an error or escalation passes until somebody catches it."""
    net = anatomy.net
    for node in net.nodes:
        if node.kind is not Kind.THROW or node.trigger not in FROM_WITHIN:
            continue
        for scope in _chain(net, node.scope)[:-1]:
            anatomy.open_scopes.add(scope)
            guests = net.nodes[net.scopes[scope].host].guests
            if any(catches(net, guest, node.trigger, node.code) for guest in guests):
                break


def catches(net: Net, number: int, trigger: str, code: str | None) -> bool:
    """Say whether an event catches what is thrown; one without a code catches all."""
    node = net.nodes[number]
    if node.trigger != trigger:
        return False
    return node.code == code or (trigger in FROM_WITHIN and node.code is None)


def _find_quick(anatomy: Anatomy) -> None:
    net = anatomy.net
    for scope in reversed(net.scopes):
        nodes = [net.nodes[number] for number in scope.nodes]
        waits = any(
            node.kind in WAITING
            or net.is_join(node.number)
            or (node.kind is Kind.SCOPE and node.inner not in anatomy.quick)
            for node in nodes
        )
        if not waits:
            anatomy.quick.add(scope.number)


def _cut_branches(anatomy: Anatomy, scope: int) -> None:
    net = anatomy.net
    for number in net.scopes[scope].nodes:
        node = net.nodes[number]
        if node.kind is not Kind.GUEST or node.interrupting:
            continue
        branch = net.reached([number], frozenset()) - {number}
        if _leads_nowhere(anatomy, number, branch):
            anatomy.cut.add(number)
        else:
            start = net.scopes[scope].start
            others = net.reached([start], frozenset({number})) if start >= 0 else set()
            anatomy.own[number] = frozenset(branch - others)
            anatomy.unmarked |= branch - others


def _leads_nowhere(anatomy: Anatomy, entry: int, branch: set[int]) -> bool:
    """Say whether a branch is entered at its entry alone and touches nothing else."""
    net = anatomy.net
    for number in branch:
        node = net.nodes[number]
        sources = {net.flows[flow].source for flow in node.into}
        if node.kind is Kind.GUEST:
            sources = {node.host}
        loud = node.kind in {Kind.THROW, Kind.TERMINATE, Kind.LISTEN}
        loud = loud or node.trigger in {"signal", *FROM_WITHIN}
        if loud or anatomy.is_open(number) or not sources <= branch | {entry}:
            return False
        if any(net.nodes[each].trigger == "signal" for each in net.after(number)):
            return False
    return True


def _parts(anatomy: Anatomy) -> Iterator[Part]:
    net = anatomy.net
    for scope in net.scopes:
        if scope.number not in anatomy.open_scopes and scope.start >= 0:
            yield Part(scope.number, scope.start, scope.host)
        for number in scope.nodes:
            if number in anatomy.cut:
                yield Part(scope.number, number, number)
