"""From a document to its net: what the engine runs, the data left aside."""

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from engine.bpmn.checking_calls import process_of
from engine.bpmn.checking_sheet import (
    child,
    definition_of,
    definitions_of,
    id_of,
    is_event_sub_process,
    kind_of,
    text_of,
    told,
)
from engine.bpmn.names import FLOW_NODES, bpmn
from engine.bpmn.soundness.net import Flow, Kind, Net, Node, Scope

KINDS = {
    "startEvent": Kind.PASS,
    "endEvent": Kind.END,
    "intermediateThrowEvent": Kind.PASS,
    "intermediateCatchEvent": Kind.WAIT,
    "boundaryEvent": Kind.GUEST,
    "userTask": Kind.WAIT,
    "manualTask": Kind.WAIT,
    "task": Kind.WAIT,
    "receiveTask": Kind.WAIT,
    "scriptTask": Kind.PASS,
    "businessRuleTask": Kind.PASS,
    "sendTask": Kind.PASS,
    "serviceTask": Kind.EFFECT,
    "subProcess": Kind.SCOPE,
    "callActivity": Kind.SCOPE,
    "exclusiveGateway": Kind.CHOICE,
    "parallelGateway": Kind.FORK,
    "inclusiveGateway": Kind.SOME,
    "eventBasedGateway": Kind.EITHER,
}
SPLITS = frozenset({Kind.CHOICE, Kind.FORK, Kind.SOME, Kind.EITHER})
LOUD = frozenset({"signal", "escalation", "error"})
NAMED_BY = {"signal": "name", "escalation": "escalationCode", "error": "errorCode"}
UNKNOWN_TRIGGERS = frozenset({"link", "compensate", "cancel"})


class Place(NamedTuple):
    """Where in the net a scope is built, and which parts were called to get there."""

    host: int
    above: int
    calls: tuple[str, ...]


def build_net(root: etree._Element, shared: Mapping[str, etree._Element]) -> Net:
    """Return the net of a document's process, called parts put in where called."""
    processes = root.findall(bpmn("process"))
    net = Net()
    if len(processes) != 1:
        net.notes.append(f"文件应当恰有一个流程，现有 {len(processes)} 个。")
        return net
    _Builder(net, shared).add(root, processes[0], Place(-1, -1, ()))
    _forget_unreached(net)
    return net


def _forget_unreached(net: Net) -> None:
    """Let no join wait for what no token comes to: the engine leaves it out."""
    reached: set[int] = set()
    for scope in net.scopes:
        starts = [scope.start] if scope.start >= 0 else []
        reached |= net.reached(starts, frozenset())
    for node in net.nodes:
        if node.number in reached:
            sources = {flow: net.flows[flow].source for flow in node.into}
            node.into = [flow for flow, source in sources.items() if source in reached]


class _Builder:
    def __init__(self, net: Net, shared: Mapping[str, etree._Element]) -> None:
        self.net = net
        self.shared = shared

    def add(self, root: etree._Element, body: etree._Element, place: Place) -> int:
        """Add a process or sub-process with everything inside; return its scope."""
        net = self.net
        scope = Scope(len(net.scopes), id_of(body), place.host, place.above)
        net.scopes.append(scope)
        numbers: dict[str, int] = {}
        for element in body:
            kind = kind_of(element)
            if kind in FLOW_NODES:
                numbers[id_of(element)] = self._add_node(root, element, scope)
        self._connect(body, numbers)
        self._begin(body, scope)
        for element in body:
            number = numbers.get(id_of(element), -1)
            if number >= 0 and net.nodes[number].kind in {Kind.SCOPE, Kind.BESIDE}:
                below = Place(number, scope.number, place.calls)
                net.nodes[number].inner = self._open(root, element, below)
        return scope.number

    def _open(self, root: etree._Element, element: etree._Element, place: Place) -> int:
        if kind_of(element) != "callActivity":
            return self.add(root, element, place)
        called = element.get("calledElement", "").strip()
        if called not in self.shared or called in place.calls:
            why = "最终又调回自身" if called in place.calls else "不是共用部分"
            self._note(f"调用活动{told(element)}所调的“{called}”{why}。")
            return -1
        other = self.shared[called]
        part = process_of(other, called)
        return self.add(other, part, place._replace(calls=(*place.calls, called)))

    def _add_node(
        self, root: etree._Element, element: etree._Element, scope: Scope
    ) -> int:
        number = len(self.net.nodes)
        kind = KINDS.get(kind_of(element))
        trigger = definition_of(element)
        if kind is None or trigger in UNKNOWN_TRIGGERS:
            self._note(f"{told(element)}这种元素引擎不执行。")
            kind = Kind.PASS
        name = element.get("name", "").strip()
        node = Node(number, id_of(element), name, kind, scope.number)
        node.trigger = trigger
        node.code = _code(root, element)
        node.ends = kind_of(element) == "endEvent"
        self._refine(node, element)
        self.net.nodes.append(node)
        scope.nodes.append(number)
        return number

    def _refine(self, node: Node, element: etree._Element) -> None:
        if node.kind is Kind.GUEST:
            node.interrupting = element.get("cancelActivity", "true") != "false"
        elif node.ends and node.trigger == "terminate":
            node.kind = Kind.TERMINATE
        elif node.kind in {Kind.END, Kind.PASS} and node.trigger in LOUD:
            node.kind = Kind.THROW
        elif node.kind is Kind.WAIT and node.trigger == "signal":
            node.kind = Kind.LISTEN
        elif is_event_sub_process(element):
            node.kind = Kind.BESIDE
        several = child(element, "multiInstanceLoopCharacteristics")
        if several is not None:
            sequential = several.get("isSequential") == "true"
            node.many = "sequential" if sequential else "parallel"
            node.early = bool(text_of(child(several, "completionCondition")))
        if child(element, "standardLoopCharacteristics") is not None:
            self._note(f"{told(element)}的标准循环引擎不执行。")

    def _connect(self, body: etree._Element, numbers: dict[str, int]) -> None:
        net = self.net
        for element in body.iterchildren(bpmn("sequenceFlow")):
            ends = (element.get("sourceRef", ""), element.get("targetRef", ""))
            if ends[0] not in numbers or ends[1] not in numbers:
                self._note(f"连线{told(element)}的一端不在同一层。")
                continue
            source, target = numbers[ends[0]], numbers[ends[1]]
            flow = Flow(len(net.flows), id_of(element), source, target)
            net.flows.append(flow)
            net.nodes[source].out.append(flow.number)
            net.nodes[target].into.append(flow.number)
        for element in body:
            number = numbers.get(id_of(element), -1)
            if number >= 0:
                self._attach(element, net.nodes[number], numbers)

    def _attach(
        self, element: etree._Element, node: Node, numbers: dict[str, int]
    ) -> None:
        for flow in node.out:
            if self.net.flows[flow].flow_id == element.get("default"):
                node.default = flow
        if node.kind is Kind.GUEST:
            node.host = numbers.get(element.get("attachedToRef", ""), -1)
            if node.host < 0:
                self._note(f"边界事件{told(element)}没有附在同一层的任务上。")
            else:
                self.net.nodes[node.host].guests.append(node.number)
        closing = node.ends or node.kind is Kind.BESIDE
        if not node.out and not closing:
            self._note(f"{told(element)}没有出线。")
        if len(node.out) > 1 and node.kind not in SPLITS:
            self._note(f"{told(element)}有几条出线而不是网关。")

    def _begin(self, body: etree._Element, scope: Scope) -> None:
        starts = [e for e in body if kind_of(e) == "startEvent"]
        if len(starts) != 1:
            self._note(f"{told(body)}应当恰有一个开始事件。")
            return
        nodes = [self.net.nodes[number] for number in scope.nodes]
        scope.start = next(n.number for n in nodes if n.element_id == id_of(starts[0]))
        scope.beside = [n.number for n in nodes if n.kind is Kind.BESIDE]
        if is_event_sub_process(body):
            host = self.net.nodes[scope.host]
            host.trigger = definition_of(starts[0])
            host.code = self.net.nodes[scope.start].code
            if starts[0].get("isInterrupting", "true") != "false":
                self._note(f"事件子流程{told(body)}标为中断型，而引擎不会中断主流程。")

    def _note(self, text: str) -> None:
        if text not in self.net.notes:
            self.net.notes.append(text)


def _code(root: etree._Element, event: etree._Element) -> str | None:
    """Return which signal, escalation or error an event means; None means any."""
    for definition in definitions_of(event):
        kind = definition_of(event)
        if kind in LOUD:
            referred = definition.get(f"{kind}Ref", "").rpartition(":")[2]
            for element in root.iterchildren(bpmn(kind)):
                if id_of(element) == referred:
                    return element.get(NAMED_BY[kind])
    return None
