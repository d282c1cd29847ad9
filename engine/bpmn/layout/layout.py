"""Gives a diagram fresh interchange; the model and everything else stays as it was."""

from lxml import etree

from engine.bpmn.gate import read_xml
from engine.bpmn.layout.columns import set_columns
from engine.bpmn.layout.drawing import draw
from engine.bpmn.layout.grid import Grid
from engine.bpmn.layout.labels import place_labels
from engine.bpmn.layout.reader import Reader
from engine.bpmn.layout.router import route
from engine.bpmn.layout.rows import set_rows
from engine.bpmn.layout.scene import MARGIN, Scope
from engine.bpmn.layout.writer import BPMNDI, DC, DI, Writer, move

PREFIXES = {"bpmndi": BPMNDI[1:-1], "dc": DC[1:-1], "di": DI[1:-1]}


def arrange(scope: Scope) -> None:
    """Lay out one scope from its upper left corner.

    The picture is a grid: columns are ranks of the flow, rows belong to lanes. Edges
    run over it by shortest path, then get their own track in every channel. Nothing
    is random: equal input, equal output.
    """
    set_columns(scope)
    set_rows(scope)
    grid = Grid(scope)
    route(grid)
    draw(grid)
    place_labels(scope)


def layout(xml: bytes) -> bytes:
    """Return the same document with its diagram drawn anew.

    Raises:
        XmlRefused: The gate refuses the document.
    """
    root = read_xml(xml)
    planes = Reader(root, arrange).read()
    for old in root.findall(f"{BPMNDI}BPMNDiagram"):
        root.remove(old)
    known = [prefix for prefix in root.nsmap if prefix]
    for element_id, scope in planes:
        arrange(scope)
        move(scope, MARGIN, MARGIN)
        diagram = etree.SubElement(
            root, f"{BPMNDI}BPMNDiagram", id=f"{element_id}_diagram"
        )
        plane = etree.SubElement(
            diagram,
            f"{BPMNDI}BPMNPlane",
            id=f"{element_id}_plane",
            bpmnElement=element_id,
        )
        Writer(plane).write(scope, MARGIN)
        etree.indent(diagram, level=1)
        _set_apart(diagram)
    etree.cleanup_namespaces(root, top_nsmap=PREFIXES, keep_ns_prefixes=known)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _set_apart(diagram: etree._Element) -> None:
    """Put the diagram on lines of its own."""
    before = diagram.getprevious()
    if before is not None:
        before.tail = "\n  "
    diagram.tail = "\n"
