"""A diagram as the checks read it: nodes, flows, scopes, and how findings are made."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from lxml import etree

from engine.bpmn.names import FLOW_NODES, ZF, bpmn, local_name, zf
from engine.model.finding import Finding, Severity

FILE = "process.bpmn"
SUB_PROCESSES = ("subProcess", "transaction")
ACTIVITIES = frozenset(
    {"subProcess", "transaction", "callActivity", "receiveTask", "userTask"}
    | {"sendTask", "serviceTask", "scriptTask", "businessRuleTask"}
)
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"}
)


class Sheet:
    """One process of a document, with what it may call.

    `is_shared` marks a part that other procedures call: it has no outcomes.
    """

    def __init__(
        self,
        root: etree._Element,
        process: etree._Element,
        *,
        shared: Mapping[str, etree._Element],
        tables: Mapping[str, bytes],
        is_shared: bool = False,
    ) -> None:
        self.root, self.process = root, process
        self.shared, self.tables = shared, tables
        self.is_shared = is_shared

    @cached_property
    def all_nodes(self) -> list[etree._Element]:
        """Every flow node of the process and its sub-processes, in order."""
        tags = [bpmn(name) for name in sorted(FLOW_NODES)]
        return list(self.process.iter(*tags))

    @cached_property
    def nodes(self) -> dict[str, etree._Element]:
        """Flow nodes by id."""
        return {id_of(node): node for node in self.all_nodes if id_of(node)}

    @cached_property
    def flows(self) -> list[etree._Element]:
        return list(self.process.iter(bpmn("sequenceFlow")))

    @cached_property
    def leaving(self) -> dict[str, list[etree._Element]]:
        """Sequence flows by the id of their source."""
        return self._by("sourceRef")

    @cached_property
    def arriving(self) -> dict[str, list[etree._Element]]:
        """Sequence flows by the id of their target."""
        return self._by("targetRef")

    def _by(self, end: str) -> dict[str, list[etree._Element]]:
        found: dict[str, list[etree._Element]] = {}
        for flow in self.flows:
            found.setdefault(flow.get(end, ""), []).append(flow)
        return found

    @cached_property
    def guests(self) -> dict[str, list[etree._Element]]:
        """Boundary events by the id of their host."""
        found: dict[str, list[etree._Element]] = {}
        for event in self.of("boundaryEvent"):
            found.setdefault(event.get("attachedToRef", ""), []).append(event)
        return found

    @cached_property
    def scopes(self) -> list[etree._Element]:
        """The process and every sub-process in it."""
        return [self.process, *self.of(*SUB_PROCESSES)]

    def of(self, *names: str) -> Iterator[etree._Element]:
        """Yield the flow nodes of these BPMN names."""
        return (node for node in self.all_nodes if local_name(node.tag) in names)

    def inside(self, scope: etree._Element) -> list[etree._Element]:
        """Return the flow nodes that lie directly in a scope."""
        return [node for node in scope if local_name(node.tag) in FLOW_NODES]

    def is_top(self, node: etree._Element) -> bool:
        """Say whether a node lies directly in the process."""
        return node.getparent() is self.process


def id_of(element: etree._Element) -> str:
    return element.get("id", "")


def kind_of(element: etree._Element) -> str:
    """Return the BPMN name of an element."""
    return local_name(element.tag)


def is_event_sub_process(element: etree._Element) -> bool:
    return element.get("triggeredByEvent") == "true"


def child(element: etree._Element, name: str) -> etree._Element | None:
    """Return the first BPMN child of that name."""
    return element.find(bpmn(name))


def text_of(element: etree._Element | None) -> str:
    """Return the text inside an element, empty if there is none."""
    return "" if element is None else "".join(element.itertext()).strip()


def extensions(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the `zf:` elements of that name that an element carries."""
    return element.findall(f"{bpmn('extensionElements')}/{zf(name)}")


def definitions_of(event: etree._Element) -> list[etree._Element]:
    """Return the event definitions of an event."""
    return [d for d in event if kind_of(d).endswith("EventDefinition")]


def definition_of(event: etree._Element) -> str:
    """Return what an event is for (`timer`, `message`…), empty for a none event."""
    found = definitions_of(event)
    return kind_of(found[0]).removesuffix("EventDefinition") if found else ""


def owner_of(element: etree._Element) -> etree._Element:
    """Return the drawn element, flow or process that an inner element belongs to."""
    kinds = FLOW_NODES | {"sequenceFlow", "process", "lane", "participant"}
    owner: etree._Element | None = element
    while owner is not None:
        if kind_of(owner) in kinds and not str(owner.tag).startswith(f"{{{ZF}}}"):
            return owner
        owner = owner.getparent()
    return element


def place_of(element: etree._Element) -> str:
    """Return the id under which a finding is shown: the nearest drawn element's."""
    owner: etree._Element | None = owner_of(element)
    while owner is not None and not id_of(owner):
        owner = owner.getparent()
    if owner is None or kind_of(owner) == "definitions":
        return FILE
    return id_of(owner)


def told(element: etree._Element) -> str:
    """Name an element as an author finds it: its name, its id, or its kind."""
    name, element_id = element.get("name", "").strip(), id_of(element)
    if name and element_id:
        return f"“{name}”({element_id})"
    return f"“{name or element_id or kind_of(element)}”"


def error(element: etree._Element, code: str, text: str) -> Finding:
    """Make an error found at an element, or inside it."""
    return _finding(Severity.ERROR, element, code, text)


def warning(element: etree._Element, code: str, text: str) -> Finding:
    """Make a warning found at an element, or inside it."""
    return _finding(Severity.WARNING, element, code, text)


def _finding(
    severity: Severity, element: etree._Element, code: str, text: str
) -> Finding:
    return Finding(severity, place_of(element), code, text)
