"""From arranged scopes to BPMN diagram interchange."""

from lxml import etree

from engine.bpmn.layout.scene import HEADER, Box, Kind, Lane, Node, Scope

BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
TITLE_ROOM = 20  # the name of an open sub-process stands above its content


def move(scope: Scope, across: float, along: float) -> None:
    """Move a scope, and what lies inside it, to its place on the plane."""
    pools = [frame.pool for frame in scope.frames if frame.pool]
    for node in [*scope.nodes, *pools]:
        node.x, node.y = node.x + across, node.y + along
        node.label = _moved(node.label, across, along)
        if node.inner:
            slack = (node.width - node.inner.width) / 2
            move(node.inner, node.x + slack, node.y + TITLE_ROOM)
    for edge in scope.edges:
        edge.points = [(x + across, y + along) for x, y in edge.points]
        edge.label = _moved(edge.label, across, along)
    for band in scope.bands:
        band.y += along


def _moved(box: Box | None, across: float, along: float) -> Box | None:
    if box is None:
        return None
    x, y, width, height = box
    return x + across, y + along, width, height


class Writer:
    """Writes the shapes and edges of scopes under one plane."""

    def __init__(self, plane: etree._Element) -> None:
        self.plane = plane

    def write(self, scope: Scope, left: float = 0) -> None:
        """Write a scope whose left edge lies at `left`."""
        for frame in scope.frames:
            strip = left
            if frame.pool:
                self._shape(frame.pool, isHorizontal="true")
                strip += HEADER
            self._lanes(scope, frame.lanes, strip, left + scope.width)
        for node in sorted(scope.nodes, key=lambda n: n.host is not None):
            attributes = {}
            if node.kind is Kind.SUB:
                attributes["isExpanded"] = "true" if node.inner else "false"
            if node.kind is Kind.GATEWAY:
                attributes["isMarkerVisible"] = "true"
            self._shape(node, **attributes)
            if node.inner:
                self.write(node.inner)
        for edge in scope.edges:
            name = f"{edge.edge_id}_di"
            drawn = etree.SubElement(
                self.plane, f"{BPMNDI}BPMNEdge", id=name, bpmnElement=edge.edge_id
            )
            for x, y in edge.points:
                etree.SubElement(drawn, f"{DI}waypoint", x=f"{x:.0f}", y=f"{y:.0f}")
            _label(drawn, edge.label)

    def _lanes(
        self, scope: Scope, lanes: list[Lane], left: float, right: float
    ) -> None:
        for lane in lanes:
            first, last = scope.bands[lane.first], scope.bands[lane.last]
            height = last.y + last.height - first.y
            box = (left, first.y, right - left, height)
            self._box(lane.lane_id, box, isHorizontal="true")
            self._lanes(scope, lane.lanes, left + HEADER, right)

    def _shape(self, node: Node, **attributes: str) -> None:
        box = (node.x, node.y, node.width, node.height)
        _label(self._box(node.node_id, box, **attributes), node.label)

    def _box(self, element_id: str, box: Box, **attributes: str) -> etree._Element:
        shape = etree.SubElement(
            self.plane,
            f"{BPMNDI}BPMNShape",
            attributes | {"id": f"{element_id}_di", "bpmnElement": element_id},
        )
        _bounds(shape, box)
        return shape


def _label(parent: etree._Element, box: Box | None) -> None:
    if box:
        _bounds(etree.SubElement(parent, f"{BPMNDI}BPMNLabel"), box)


def _bounds(parent: etree._Element, box: Box) -> None:
    names = ("x", "y", "width", "height")
    values = {name: f"{value:.0f}" for name, value in zip(names, box, strict=True)}
    etree.SubElement(parent, f"{DC}Bounds", values)
