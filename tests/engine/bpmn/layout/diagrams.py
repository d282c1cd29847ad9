"""Diagrams to lay out, and the boxes and lines that came of them."""

from dataclasses import dataclass

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:zf="urn:zhangfa:bpmn:1" id="d" targetNamespace="urn:zhangfa">'
)
FOOT = "</bpmn:definitions>"
Box = tuple[float, float, float, float]


def process(nodes: str, flows: str, lanes: str = "") -> str:
    """A process of `kind:id` nodes, `a>b` flows and `lane=id,id` lanes."""
    parts = ['<bpmn:process id="p" isExecutable="true">']
    if lanes:
        parts.append('<bpmn:laneSet id="ls">')
        for lane in lanes.split():
            lane_id, _, members = lane.partition("=")
            inside = "".join(
                f"<bpmn:flowNodeRef>{m}</bpmn:flowNodeRef>" for m in members.split(",")
            )
            parts.append(f'<bpmn:lane id="{lane_id}" name="岗位">{inside}</bpmn:lane>')
        parts.append("</bpmn:laneSet>")
    for node in nodes.split():
        kind, _, node_id = node.partition(":")
        parts.append(f'<bpmn:{kind} id="{node_id}" name="办理{node_id}"/>')
    for flow in flows.split():
        a, _, b = flow.partition(">")
        parts.append(
            f'<bpmn:sequenceFlow id="f_{a}_{b}" sourceRef="{a}" targetRef="{b}"/>'
        )
    return "".join(parts) + "</bpmn:process>"


def document(*parts: str) -> bytes:
    """The parts as one BPMN document."""
    return (HEAD + "".join(parts) + FOOT).encode()


WITH_LANES = document(
    process(
        "startEvent:s userTask:a exclusiveGateway:g userTask:b userTask:c"
        " parallelGateway:k userTask:x userTask:y parallelGateway:j endEvent:e",
        "s>a a>g g>b g>c b>k k>x k>y x>j y>j j>e c>a",
        "l1=s,a,e l2=g,b,c l3=k,x,y,j",
    )
)
COLLABORATION = document(
    '<bpmn:collaboration id="c">'
    '<bpmn:participant id="pool" name="办理" processRef="p"/>'
    '<bpmn:participant id="other" name="外单位"/>'
    '<bpmn:messageFlow id="m" name="来文" sourceRef="other" targetRef="a"/>'
    "</bpmn:collaboration>",
    process("startEvent:s userTask:a endEvent:e", "s>a a>e", "l1=s,a l2=e"),
)
WITH_EVENT_SUB_PROCESS = document(
    process("startEvent:s userTask:a endEvent:e", "s>a a>e", "l1=s,a l2=e").replace(
        "</bpmn:process>",
        '<bpmn:subProcess id="esp" name="续报" triggeredByEvent="true">'
        '<bpmn:startEvent id="es" isInterrupting="false"/><bpmn:userTask id="et"/>'
        '<bpmn:endEvent id="ee"/>'
        '<bpmn:sequenceFlow id="ef1" sourceRef="es" targetRef="et"/>'
        '<bpmn:sequenceFlow id="ef2" sourceRef="et" targetRef="ee"/>'
        "</bpmn:subProcess></bpmn:process>",
    )
)
WITH_BOUNDARY_EVENTS = document(
    process(
        "startEvent:s userTask:up userTask:a userTask:down endEvent:e",
        "s>a a>e over>up late>down up>e down>e",
        "l1=up l2=s,a,e l3=down",
    ).replace(
        '<bpmn:sequenceFlow id="f_s_a"',
        '<bpmn:boundaryEvent id="over" attachedToRef="a"/>'
        '<bpmn:boundaryEvent id="late" attachedToRef="a"/>'
        '<bpmn:sequenceFlow id="f_s_a"',
    )
)


def ladder(rungs: int) -> bytes:
    """A process of 3 * rungs nodes over six lanes, with splits and returns."""
    nodes, flows, lanes = ["startEvent:s"], [], [["s"], [], [], [], [], []]
    before = "s"
    for n in range(rungs):
        nodes += [f"userTask:a{n}", f"exclusiveGateway:g{n}", f"userTask:b{n}"]
        lanes[n % 6].append(f"a{n}")
        lanes[n % 6].append(f"g{n}")
        lanes[(n + 2) % 6].append(f"b{n}")
        flows += [f"{before}>a{n}", f"a{n}>g{n}", f"g{n}>b{n}", f"b{n}>a{n}"]
        before = f"g{n}"
    nodes.append("endEvent:e")
    flows.append(f"{before}>e")
    lanes[5].append("e")
    named = " ".join(f"l{n}={','.join(lane)}" for n, lane in enumerate(lanes))
    return document(process(" ".join(nodes), " ".join(flows), named))


@dataclass(frozen=True, slots=True)
class Drawn:
    """The first plane of a laid-out document."""

    boxes: dict[str, Box]
    lines: dict[str, list[tuple[float, float]]]
    model: etree._Element

    def kinds(self, *names: str) -> set[str]:
        """Ids of the drawn elements of these BPMN names."""
        return {
            e.get("id", "")
            for name in names
            for e in self.model.iter(f"{BPMN}{name}")
            if e.get("id") in self.boxes
        }

    @property
    def nodes(self) -> set[str]:
        return set(self.boxes) - self.kinds("participant", "lane")

    @property
    def lanes(self) -> dict[str, str]:
        """Node id to its lane's id."""
        return {
            (reference.text or ""): lane.get("id", "")
            for lane in self.model.iter(f"{BPMN}lane")
            for reference in lane.iter(f"{BPMN}flowNodeRef")
        }


def drawn(xml: bytes) -> Drawn:
    """Read what a layout drew."""
    model = etree.fromstring(xml)
    boxes, lines = {}, {}
    for shape in model.iter("{*}BPMNShape", "{*}BPMNEdge"):
        element_id = shape.get("bpmnElement", "")
        bounds = shape.find("{*}Bounds")
        if bounds is not None:
            x, y, width, height = (
                float(bounds.get(name, "nan")) for name in ("x", "y", "width", "height")
            )
            boxes[element_id] = (x, y, width, height)
        else:
            lines[element_id] = [
                (float(p.get("x", "nan")), float(p.get("y", "nan")))
                for p in shape.iter("{*}waypoint")
            ]
    return Drawn(boxes, lines, model)


def overlap(a: Box, b: Box) -> bool:
    """Say whether two boxes share an area."""
    across = a[0] < b[0] + b[2] and b[0] < a[0] + a[2]
    return across and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def within(a: Box, b: Box) -> bool:
    """Say whether `a` lies in `b`."""
    across = b[0] <= a[0] and a[0] + a[2] <= b[0] + b[2]
    return across and b[1] <= a[1] and a[1] + a[3] <= b[1] + b[3]


def on_border(point: tuple[float, float], box: Box) -> bool:
    """Say whether a point lies on a box's border, to a pixel."""
    x, y, width, height = box
    near = x - 1 <= point[0] <= x + width + 1 and y - 1 <= point[1] <= y + height + 1
    deep = x + 1 < point[0] < x + width - 1 and y + 1 < point[1] < y + height - 1
    return near and not deep
