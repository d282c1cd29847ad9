"""A net made smaller without changing its verdict: what is plainly in order is folded.

Steps in a row, branches that meet again and ways back become one node, the first of
them; `inside` says what is folded into it, `route` one way through. Only for parts in
which nothing is thrown, so that the order of what goes by itself does not matter.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.bpmn.checking_flows import SEVERAL
from engine.bpmn.soundness.anatomy import Anatomy, Part
from engine.bpmn.soundness.net import Kind, Net, Node

PLAIN = frozenset({Kind.WAIT, Kind.PASS, Kind.EFFECT, Kind.SCOPE})
QUICK = frozenset({Kind.PASS, Kind.EFFECT})
GATEWAYS = frozenset({Kind.CHOICE, Kind.FORK, Kind.SOME})
NOISY = frozenset({Kind.THROW, Kind.LISTEN, Kind.EITHER})
TOGETHER = frozenset(
    {(Kind.FORK, Kind.FORK), (Kind.FORK, Kind.SOME), (Kind.SOME, Kind.SOME)}
)

Step = tuple[int, tuple[int, ...]]


@dataclass(slots=True)
class Folded:
    """The smaller net, and what became of the nodes that are no longer in it."""

    anatomy: Anatomy
    route: dict[int, tuple[Step, ...]]
    inside: dict[int, list[int]]


def fold(anatomy: Anatomy, part: Part) -> Folded | None:
    """Fold the scope of a part; None where something is thrown or listened for."""
    net = anatomy.net
    nodes = [net.nodes[number] for number in net.scopes[part.scope].nodes]
    if any(n.kind in NOISY or anatomy.is_open(n.number) for n in nodes):
        return None
    return _Folding(anatomy, part).folded()


class _Folding:
    def __init__(self, anatomy: Anatomy, part: Part) -> None:
        old = anatomy.net
        nodes = [replace(n, out=[*n.out], into=[*n.into]) for n in old.nodes]
        self.net = Net(nodes, [*old.flows], old.scopes)
        self.old, self.anatomy = old, anatomy
        reached = old.reached([part.entry], frozenset()) - {part.entry}
        self.numbers = dict.fromkeys(sorted(reached))
        self.gone: set[int] = set()
        self.route: dict[int, tuple[Step, ...]] = {}
        self.inside: dict[int, list[int]] = {}

    def folded(self) -> Folded:
        """Apply every rule wherever it applies, until none does."""
        rules: list[Callable[[Node], bool]] = [
            self._idle_gateway,
            self._row,
            self._meeting,
            self._way_back,
        ]
        rest = [n for n in self.numbers if self.old.nodes[n].into]
        while rest:
            changed = []
            for number in rest:
                node = self.net.nodes[number]
                while number not in self.gone and any(rule(node) for rule in rules):
                    changed.append(number)
            rest = [n for n in self._around(changed) if n not in self.gone]
        return Folded(replace(self.anatomy, net=self.net), self.route, self.inside)

    def _around(self, numbers: list[int]) -> list[int]:
        """Return nodes, and those next to them."""
        near: dict[int, None] = {}
        for number in numbers:
            node = self.net.nodes[number]
            sources = [self.net.flows[flow].source for flow in node.into]
            targets = [self.net.flows[flow].target for flow in node.out]
            near |= dict.fromkeys((*sources, number, *targets))
        return [number for number in near if number in self.numbers]

    def _is_plain(self, node: Node) -> bool:
        is_single = len(node.into) == 1 and len(node.out) == 1
        return is_single and node.kind in PLAIN and not node.guests

    def _target(self, flow: int) -> Node:
        return self.net.nodes[self.net.flows[flow].target]

    def _idle_gateway(self, node: Node) -> bool:
        """Let a gateway at which nothing is decided be a step that needs nobody."""
        if node.kind not in GATEWAYS or len(node.out) != 1:
            return False
        if self.net.is_join(node.number):
            return False
        node.kind = Kind.PASS
        return True

    def _row(self, node: Node) -> bool:
        """Fold the next step into a step."""
        if node.kind not in PLAIN or len(node.out) != 1 or node.guests:
            return False
        following = self._target(node.out[0])
        if following.number == node.number or not self._is_plain(following):
            return False
        self._absorb(node, following, self._route(node) + self._route(following))
        self._waits(node, following)
        node.out = following.out
        flow = self.net.flows[node.out[0]]
        self.net.flows[flow.number] = replace(flow, source=node.number)
        return True

    def _meeting(self, node: Node) -> bool:
        """Fold two branches of a gateway into one where they meet again at once."""
        if node.kind not in GATEWAYS:
            return False
        met: dict[int, int] = {}
        for flow in node.out:
            goal = self.net.flows[self._branch(flow)[1]].target
            # An inclusive gateway takes its default alone, the others in any company.
            if flow == node.default and len(node.out) > SEVERAL:
                continue
            if goal in met and self._may_meet(node, self.net.nodes[goal]):
                self._join_branches(node, met[goal], flow)
                return True
            met.setdefault(goal, flow)
        return False

    def _branch(self, flow: int) -> tuple[Node | None, int]:
        """Return the one step on a branch, if it has one, and its last flow."""
        step = self._target(flow)
        return (step, step.out[0]) if self._is_plain(step) else (None, flow)

    def _may_meet(self, split: Node, goal: Node) -> bool:
        is_join = self.net.is_join(goal.number)
        if goal.number == split.number:
            return False
        if split.kind is Kind.CHOICE:
            return not is_join
        return is_join and (split.kind, goal.kind) in TOGETHER

    def _join_branches(self, split: Node, kept: int, other: int) -> None:
        """Fold a branch into another, rather into one in which something waits."""
        if self._is_quick(self._branch(kept)[0]):
            kept, other = other, kept
        first, _ = self._branch(kept)
        second, end = self._branch(other)
        if first is not None and second is not None:
            both = self._route(first)
            if split.kind is Kind.FORK:
                both += self._route(second)
            self._absorb(first, second, both)
            self._waits(first, second)
        elif second is not None:
            self._hide(split, second)
        split.out = [flow for flow in split.out if flow != other]
        split.default = -1 if len(split.out) == 1 else split.default
        goal = self._target(end)
        goal.into = [flow for flow in goal.into if flow != end]

    def _is_quick(self, step: Node | None) -> bool:
        return step is None or step.kind in QUICK

    def _way_back(self, node: Node) -> bool:
        """Drop a way back from a choice to the step right before it."""
        if (
            node.kind is not Kind.CHOICE
            or len(node.into) != 1
            or len(node.out) < SEVERAL
        ):
            return False
        before = self.net.nodes[self.net.flows[node.into[0]].source]
        if len(before.out) != 1 or before.guests or self.net.is_join(before.number):
            return False
        for flow in node.out:
            step, end = self._branch(flow)
            if self.net.flows[end].target != before.number:
                continue
            if step is not None:
                self._hide(node, step)
            node.out = [each for each in node.out if each != flow]
            before.into = [each for each in before.into if each != end]
            return True
        return False

    def _route(self, node: Node) -> tuple[Step, ...]:
        """Return one way through a node; of a gateway no more than itself."""
        return self.route.get(node.number, ((node.number, tuple(node.out)),))

    def _waits(self, node: Node, other: Node) -> None:
        """Let a node wait if what is folded into it does."""
        quick = node.kind in QUICK and other.kind in QUICK
        node.kind = Kind.PASS if quick else Kind.WAIT
        node.inner = -1

    def _absorb(self, node: Node, other: Node, route: tuple[Step, ...]) -> None:
        self.route[node.number] = route
        self._hide(node, other)

    def _hide(self, node: Node, other: Node) -> None:
        inside = self.inside.setdefault(node.number, [])
        inside += [other.number, *self.inside.pop(other.number, [])]
        self.gone.add(other.number)
