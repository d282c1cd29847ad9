"""From BPMN XML to scopes."""

import math
from collections.abc import Callable, Iterator

from lxml import etree

from engine.bpmn.layout.labels import LINE_HEIGHT
from engine.bpmn.layout.scene import (
    GAP,
    Band,
    Bond,
    Edge,
    Frame,
    Kind,
    Lane,
    Node,
    Scope,
)

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
TASK_WIDTH = 100
LONG_NAME = 12  # characters that fit beside the icon of a task of ordinary width
LONG_TASK_WIDTH = 120
NOTE_COLUMNS = 7
MAX_EXPANDED = 8  # sub-processes with more inside are drawn closed
SIZES = {
    Kind.TASK: (TASK_WIDTH, 80),
    Kind.SUB: (TASK_WIDTH, 80),
    Kind.EVENT: (36, 36),
    Kind.GATEWAY: (50, 50),
    Kind.DATA: (36, 50),
    Kind.NOTE: (100, 40),
}
KINDS = {
    "callActivity": Kind.TASK,
    "task": Kind.TASK,
    "subProcess": Kind.SUB,
    "transaction": Kind.SUB,
    "adHocSubProcess": Kind.SUB,
    "dataObjectReference": Kind.DATA,
    "dataStoreReference": Kind.DATA,
    "textAnnotation": Kind.NOTE,
}
SUFFIXES = {"Event": Kind.EVENT, "Gateway": Kind.GATEWAY, "Task": Kind.TASK}


def local_name(element: etree._Element) -> str:
    """Return the BPMN name of an element, empty for other vocabularies."""
    return str(element.tag).removeprefix(BPMN) if BPMN in str(element.tag) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the BPMN children that bear one of these names."""
    return (child for child in element if local_name(child) in names)


def kind_of(name: str) -> Kind | None:
    """Return what an element is drawn as, None if it is not drawn as a node."""
    if name in KINDS:
        return KINDS[name]
    return next((kind for end, kind in SUFFIXES.items() if name.endswith(end)), None)


class Reader:
    """Reads the planes of a document, the main one first.

    `arrange` lays out the inside of an open sub-process, whose size is then known.
    """

    def __init__(self, root: etree._Element, arrange: Callable[[Scope], None]) -> None:
        self.root, self.arrange = root, arrange
        self.index: dict[str, Node] = {}
        self.planes: list[tuple[str, Scope]] = []
        self.defaults = {node.get("default") for node in root.iter(f"{BPMN}*")}
        self.expanded = {
            shape.get("bpmnElement", ""): shape.get("isExpanded") == "true"
            for shape in root.iter(f"{BPMNDI}BPMNShape")
            if shape.get("isExpanded")
        }

    def read(self) -> list[tuple[str, Scope]]:
        """Return (element id, scope) of every plane."""
        scope = Scope()
        processes = {p.get("id", ""): p for p in children(self.root, "process")}
        collaboration = next(children(self.root, "collaboration"), None)
        if collaboration is None:
            for process_id, process in list(processes.items())[:1]:
                self._process(scope, process, None)
                self.planes.insert(0, (process_id, scope))
            return self.planes
        for part in children(collaboration, "participant"):
            pool = Node(part.get("id", ""), Kind.POOL, part.get("name", ""))
            self.index[pool.node_id] = pool
            self._process(scope, processes.get(part.get("processRef", "")), pool)
        for flow in children(collaboration, "messageFlow"):
            self._edge(scope, flow, Bond.MESSAGE)
        self._artifacts(scope, collaboration)
        self.planes.insert(0, (collaboration.get("id", ""), scope))
        return self.planes

    def _process(
        self, scope: Scope, process: etree._Element | None, pool: Node | None
    ) -> None:
        first, lane_of = len(scope.bands), dict[str, int]()
        lanes: list[Lane] = []
        if process is not None:
            for lane_set in children(process, "laneSet"):
                lanes += self._lanes(scope, lane_set, pool, lane_of)
        if len(scope.bands) == first:
            scope.bands.append(Band(pool=pool))
        if pool or lanes:
            scope.frames.append(Frame(pool, first, len(scope.bands) - 1, lanes))
        if process is not None:
            self._content(scope, process, None, lane_of)
            self._settle(scope, first)

    def _lanes(
        self,
        scope: Scope,
        lane_set: etree._Element,
        pool: Node | None,
        lane_of: dict[str, int],
    ) -> list[Lane]:
        lanes = []
        for element in children(lane_set, "lane"):
            first, inside = len(scope.bands), list[Lane]()
            for child in children(element, "childLaneSet"):
                inside += self._lanes(scope, child, pool, lane_of)
            if not inside:
                scope.bands.append(Band(element.get("id", ""), pool))
            for reference in children(element, "flowNodeRef"):
                lane_of.setdefault((reference.text or "").strip(), first)
            last = len(scope.bands) - 1
            lanes.append(Lane(element.get("id", ""), first, last, inside))
        return lanes

    def _content(
        self,
        scope: Scope,
        parent: etree._Element,
        around: Node | None,
        lane_of: dict[str, int],
    ) -> None:
        for element in parent:
            kind = kind_of(local_name(element))
            if kind is not None and element.get("id"):
                node = self._node(element, kind)
                node.band = lane_of.get(node.node_id, -1)
                node.around = around
                self.index[node.node_id] = node
                scope.nodes.append(node)
                if kind is Kind.SUB:
                    self._inside(node, element)
        for element in children(parent, "boundaryEvent"):
            guest = self.index[element.get("id", "")]
            guest.host = self.index.get(element.get("attachedToRef", ""))
            if guest.host:
                guest.host.guests.append(guest)
        for flow in children(parent, "sequenceFlow"):
            self._edge(scope, flow, Bond.FLOW)
        for element in parent:
            self._data(scope, element)
        self._artifacts(scope, parent)

    def _node(self, element: etree._Element, kind: Kind) -> Node:
        node = Node(element.get("id", ""), kind, element.get("name", ""))
        node.width, node.height = SIZES[kind]
        if kind in {Kind.TASK, Kind.SUB} and len(node.name) > LONG_NAME:
            node.width = LONG_TASK_WIDTH
        if kind is Kind.NOTE:
            length = len("".join(element.itertext()).strip())
            lines = math.ceil(max(1, length) / NOTE_COLUMNS)
            node.height = 16 + (LINE_HEIGHT + 1) * lines
        return node

    def _inside(self, node: Node, element: etree._Element) -> None:
        content = [child for child in element if kind_of(local_name(child))]
        if not content:
            return
        inner = Scope(bands=[Band()])
        self._content(inner, element, node, {})
        self._settle(inner, 0)
        is_event = element.get("triggeredByEvent") == "true"
        fits = is_event or len(content) <= MAX_EXPANDED
        if not self.expanded.get(node.node_id, fits):
            self.planes.append((node.node_id, inner))
            return
        self.arrange(inner)
        node.inner = inner
        node.width, node.height = inner.width + 20, inner.height + 40
        node.span = max(1, math.ceil((node.width + GAP) / (TASK_WIDTH + GAP)))

    def _settle(self, scope: Scope, band: int) -> None:
        """Give what no lane names the lane of its host or of a neighbour."""
        for node in scope.nodes:
            if node.host:
                node.band = node.host.band
        for node in scope.nodes:
            if node.band < 0:
                near = (
                    end.band
                    for edge in scope.edges
                    if node in edge.ends
                    for end in edge.ends
                    if end.band >= 0
                )
                apart = len(scope.bands) - 1 if node.kind is Kind.SUB else band
                node.band = next(near, apart)
        for node in scope.nodes:
            if node.host:
                node.band = node.host.band

    def _data(self, scope: Scope, element: etree._Element) -> None:
        names = ("dataInputAssociation", "dataOutputAssociation")
        for link in children(element, *names):
            ends = [
                self.index[(end.text or "").strip()]
                for end in children(link, "sourceRef", "targetRef")
                if (end.text or "").strip() in self.index
            ]
            data = next((node for node in ends if node.kind is Kind.DATA), None)
            owner = self.index.get(element.get("id", ""))
            if data and owner and link.get("id"):
                inward = local_name(link) == names[0]
                pair = (data, owner) if inward else (owner, data)
                edge = Edge(link.get("id", ""), *pair, bond=Bond.LINK)
                scope.edges.append(edge)

    def _artifacts(self, scope: Scope, parent: etree._Element) -> None:
        for link in children(parent, "association"):
            self._edge(scope, link, Bond.LINK)

    def _edge(self, scope: Scope, element: etree._Element, bond: Bond) -> None:
        source = self.index.get(element.get("sourceRef", ""))
        target = self.index.get(element.get("targetRef", ""))
        if source is None or target is None or not element.get("id"):
            return
        if bond is not Bond.FLOW:
            source, target = _seen(scope, source), _seen(scope, target)
        edge = Edge(
            element.get("id", ""), source, target, element.get("name", ""), bond
        )
        edge.default = edge.edge_id in self.defaults
        scope.edges.append(edge)


def _seen(scope: Scope, node: Node) -> Node:
    """Return the node of this scope that the node lies in."""
    while node.around is not None and node not in scope.nodes:
        node = node.around
    return node
