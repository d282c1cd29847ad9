"""Taking in a diagram that another modeler wrote: its process gets a name of ours."""

import re

from lxml import etree

from engine.bpmn.gate import read_xml
from engine.bpmn.names import BPMNDI, bpmn
from engine.model.errors import XmlRefused

_SLUG = re.compile(r"[a-z][a-z0-9_]{0,63}")
_OTHER = re.compile(r"[^a-z0-9]+")
FALLBACK = "imported"


def process_named(xml: bytes) -> tuple[str, str]:
    """Return the slug that the document's first process has or gets, and its name.

    Raises:
        XmlRefused: It is no readable BPMN, or has no process.
    """
    process = _process(read_xml(xml))
    slug = _slug(process.get("id", ""))
    return slug, process.get("name", "") or slug


def adopted(xml: bytes, slug: str) -> bytes:
    """Return the document with its process under this slug, executable.

    Nothing else is changed: what the engine does not run shows as findings.

    Raises:
        XmlRefused: It is no readable BPMN, or has no process.
    """
    root = read_xml(xml)
    process = _process(root)
    before = process.get("id", "")
    if before == slug and process.get("isExecutable") == "true":
        return xml
    process.set("id", slug)
    process.set("isExecutable", "true")
    for participant in root.iter(bpmn("participant")):
        if participant.get("processRef") == before:
            participant.set("processRef", slug)
    for plane in root.iter(f"{{{BPMNDI}}}BPMNPlane"):
        if plane.get("bpmnElement") == before:
            plane.set("bpmnElement", slug)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _process(root: etree._Element) -> etree._Element:
    process = root.find(bpmn("process"))
    if process is None:
        raise XmlRefused(why="no_process")
    return process


def _slug(process_id: str) -> str:
    """Return the id as a slug: other modelers write `Process_1a2b` and the like."""
    if _SLUG.fullmatch(process_id):
        return process_id
    plain = _OTHER.sub("_", process_id.lower()).strip("_")[:60]
    return plain if _SLUG.fullmatch(plain) else FALLBACK
