"""The names of BPMN, DMN and our extension, and what an author may not name."""

import re

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
ZF = "urn:zhangfa:bpmn:1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
# DMN 1.1 has http, DMN 1.2 and later have https.
DMN_FAMILY = ("http://www.omg.org/spec/DMN/", "https://www.omg.org/spec/DMN/")
NAMESPACES = {"bpmn": BPMN, "zf": ZF}

# An id must be a name that cannot end a quoted XPath string or a path in it.
NCNAME = re.compile(r"[^\W\d][\w.-]*")

# SpiffWorkflow 3.2.0 keeps its own tasks under these names beside the author's.
RESERVED_IDS = frozenset({"Start", "End", "Root", "StartEventSplit", "StartEventJoin"})
RESERVED_SUFFIXES = (
    ".EndJoin",
    ".BoundaryEventSplit",
    ".BoundaryEventJoin",
    " [child]",
)

FLOW_NODES = frozenset(
    {
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "scriptTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "subProcess",
        "transaction",
        "callActivity",
        "adHocSubProcess",
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "complexGateway",
    }
)


def bpmn(local: str) -> str:
    """Return BPMN's full tag for a local name."""
    return f"{{{BPMN}}}{local}"


def zf(local: str) -> str:
    """Return our extension's full tag for a local name."""
    return f"{{{ZF}}}{local}"


def local_name(tag: object) -> str:
    """Return a tag without its namespace; comments and the like have none."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def is_reserved(element_id: str) -> bool:
    """Say whether the engine keeps this id for itself."""
    return element_id in RESERVED_IDS or element_id.endswith(RESERVED_SUFFIXES)
