"""A diagram as a picture: SVG from its interchange, for pages that no script draws.

On officials' pages the viewer draws; this is for reports that are files.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from lxml import etree

from engine.bpmn.checking_sheet import kind_of
from engine.bpmn.gate import read_xml
from engine.bpmn.names import BPMNDI

Node = etree._Element  # lxml's public type has this name
Box = tuple[float, float, float, float]
Point = tuple[float, float]
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
EVENTS = frozenset(
    {
        "startEvent",
        "endEvent",
        "boundaryEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
    }
)
LETTER, LINE, HEADER = 12, 14, 30
SIGNS = {"parallelGateway": "+", "inclusiveGateway": "○", "eventBasedGateway": "◇"}


@dataclass(frozen=True, slots=True)
class Plane:
    """One drawn plane: its SVG without a frame, its extent, and what lies where.

    `ways` are the points of flows, as an SVG polyline has them.
    """

    drawing: str
    extent: Box
    places: Mapping[str, Box]
    ways: Mapping[str, str]


def planes(xml: bytes) -> tuple[Plane, ...]:
    """Return the planes of a diagram: the process, then sub-processes of their own.

    Raises:
        XmlRefused: The gate refuses the document.
    """
    root = read_xml(xml)
    named = {node.get("id", ""): node for node in root.iter("*") if node.get("id")}
    return tuple(_plane(each, named) for each in root.iter(f"{{{BPMNDI}}}BPMNPlane"))


def _plane(plane: Node, named: Mapping[str, Node]) -> Plane:
    parts: list[str] = []
    places: dict[str, Box] = {}
    ways: dict[str, str] = {}
    for drawn in plane:
        element_id = drawn.get("bpmnElement", "")
        element = named.get(element_id)
        if element is None:
            continue
        if kind_of(drawn) == "BPMNEdge":
            points = [_point(each) for each in drawn.findall(f"{DI}waypoint")]
            places[element_id] = _around(points)
            ways[element_id] = " ".join(f"{x:g},{y:g}" for x, y in points)
            parts.append(f'<polyline class="flow" points="{ways[element_id]}"/>')
        else:
            box = _bounds(drawn)
            places[element_id] = box
            is_open = drawn.get("isExpanded") == "true"
            parts += _shape(element, box, is_open=is_open)
        parts += _label(drawn, element)
    corners = [c for x, y, w, h in places.values() for c in ((x, y), (x + w, y + h))]
    return Plane("".join(parts), _around(corners), places, ways)


def _around(points: Sequence[Point]) -> Box:
    """Return the box around the points; empty for none."""
    across, along = zip(*points, strict=True) if points else ((0.0,), (0.0,))
    left, top = min(across), min(along)
    return left, top, max(across) - left, max(along) - top


def _point(node: Node) -> Point:
    return float(node.get("x", 0)), float(node.get("y", 0))


def _bounds(node: Node) -> Box:
    bounds = node.find(f"{DC}Bounds")
    if bounds is None:
        return 0, 0, 0, 0
    width, height = float(bounds.get("width", 0)), float(bounds.get("height", 0))
    return *_point(bounds), width, height


def _label(drawn: Node, element: Node) -> Iterator[str]:
    """Yield the name that stands beside an event, a gateway or a flow."""
    label, name = drawn.find(f"{{{BPMNDI}}}BPMNLabel"), element.get("name", "")
    if label is not None and name:
        x, y, width, height = _bounds(label)
        # Viewers write such names smaller; ours need a little more room.
        yield _text(name, (x - LETTER, y, width + 2 * LETTER, height))


def _shape(element: Node, box: Box, *, is_open: bool) -> Iterator[str]:
    kind, name = kind_of(element), element.get("name", "")
    x, y, width, height = box
    if kind in EVENTS:
        yield from _event(kind, box)
    elif kind.endswith("Gateway"):
        middle, half = (x + width / 2, y + height / 2), width / 2
        yield (
            f'<path class="node" d="M{middle[0]:g},{y:g} l{half:g},{half:g}'
            f' l{-half:g},{half:g} l{-half:g},{-half:g} z"/>'
        )
        yield _text(SIGNS.get(kind, "×"), box)
    elif kind in {"lane", "participant"}:
        yield _rectangle("lane", box, 0)
        yield _text(name, (x, y, HEADER, height))
    else:
        own = " own" if element.get("triggeredByEvent") == "true" else ""
        yield _rectangle(f"node{own}", box, 8)
        yield _text(name, (x, y, width, LINE * 2 if is_open else height))


def _event(kind: str, box: Box) -> Iterator[str]:
    x, y, width, _ = box
    radius = width / 2
    heavy = " end" if kind == "endEvent" else ""
    circle = '<circle class="node{}" cx="{:g}" cy="{:g}" r="{:g}"/>'
    yield circle.format(heavy, x + radius, y + radius, radius)
    if kind not in {"startEvent", "endEvent"}:
        yield circle.format("", x + radius, y + radius, radius - 4)


def _rectangle(kind: str, box: Box, corner: float) -> str:
    x, y, width, height = box
    return (
        f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}"'
        f' height="{height:g}" rx="{corner:g}"/>'
    )


def _text(words: str, box: Box) -> str:
    """Return words in the middle of a box, broken into lines that fit it."""
    x, y, width, height = box
    fits = max(1, int(width // LETTER))
    lines = [words[at : at + fits] for at in range(0, len(words), fits)]
    top = y + height / 2 - (len(lines) - 1) * LINE / 2 + LETTER / 3
    spans = "".join(
        f'<tspan x="{x + width / 2:g}" y="{top + row * LINE:g}">{escape(line)}</tspan>'
        for row, line in enumerate(lines)
    )
    return f"<text>{spans}</text>"
