"""A diagram as a net: nodes, flows and scopes by number, with what moves each node."""

from dataclasses import dataclass, field
from enum import Enum, auto


class Kind(Enum):
    """What a node does with a token that has come to it."""

    PASS = auto()  # needs nobody: goes on at once
    EFFECT = auto()  # a service task: goes on when everything else stands still
    WAIT = auto()  # waits for a person, a message, a moment or a condition
    LISTEN = auto()  # waits for a signal of this very case
    CHOICE = auto()  # exclusive gateway
    FORK = auto()  # parallel gateway
    SOME = auto()  # inclusive gateway
    EITHER = auto()  # event-based gateway
    SCOPE = auto()  # sub-process, called part
    GUEST = auto()  # boundary event
    BESIDE = auto()  # event sub-process
    THROW = auto()  # signal, escalation or error; an end event or not
    END = auto()
    TERMINATE = auto()


OUTSIDE = frozenset({"timer", "message", "conditional"})
"""Triggers that come from outside the net: they may come whenever they are awaited."""


@dataclass(slots=True)
class Node:
    """One flow node; `out` and `into` are its flows, `guests` its boundary events.

    `trigger` is what an event waits for or throws, `code` which one; `host` the node
    that a boundary event sits on; `inner` the scope that a sub-process opens; `many`
    says that it is done for each of several; `early` that not all need be done.
    """

    number: int
    element_id: str
    name: str
    kind: Kind
    scope: int
    out: list[int] = field(default_factory=list)
    into: list[int] = field(default_factory=list)
    guests: list[int] = field(default_factory=list)
    trigger: str = ""
    code: str | None = None
    host: int = -1
    interrupting: bool = True
    inner: int = -1
    many: str = ""
    early: bool = False
    default: int = -1
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """One sequence flow from node to node."""

    number: int
    flow_id: str
    source: int
    target: int


@dataclass(slots=True)
class Scope:
    """A process, sub-process or called part: `host` is the node that opens it.

    `beside` are its event sub-processes.
    """

    number: int
    element_id: str
    host: int
    above: int
    nodes: list[int] = field(default_factory=list)
    start: int = -1
    beside: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Net:
    """All of it; `notes` say in Chinese what keeps the net from being judged."""

    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def after(self, number: int) -> list[int]:
        """Return the nodes a token may come to next, by boundary events too."""
        node = self.nodes[number]
        return [*(self.flows[flow].target for flow in node.out), *node.guests]

    def reached(self, starts: list[int], shut: frozenset[int]) -> set[int]:
        """Return what can be reached from some nodes, they included, none of `shut`."""
        seen: set[int] = set()
        rest = [number for number in starts if number not in shut]
        while rest:
            number = rest.pop()
            if number not in seen:
                seen.add(number)
                rest += [each for each in self.after(number) if each not in shut]
        return seen

    def before(self, flows: list[int], shut: int) -> set[int]:
        """Return the nodes from which flows can be reached, not by way of `shut`."""
        found: set[int] = set()
        rest = [self.flows[flow].source for flow in flows]
        while rest:
            number = rest.pop()
            if number not in found and number != shut:
                found.add(number)
                node = self.nodes[number]
                host = self.nodes[node.host] if node.host >= 0 else node
                rest += [self.flows[flow].source for flow in host.into]
        return found

    def is_join(self, number: int) -> bool:
        """Say whether tokens wait for each other in front of this node."""
        node = self.nodes[number]
        return node.kind in {Kind.FORK, Kind.SOME} and len(node.into) > 1
