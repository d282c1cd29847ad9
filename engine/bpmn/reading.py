"""A diagram read: what the rest of the house may know of it, and its program."""

from collections.abc import Iterator, Mapping

from lxml import etree
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from engine.bpmn import extension
from engine.bpmn.checking import check_diagram
from engine.bpmn.gate import read_xml
from engine.bpmn.names import FLOW_NODES, bpmn, local_name
from engine.bpmn.parsing import parse
from engine.bpmn.program import dump
from engine.model.diagram import Diagram, Element, Flow
from engine.model.errors import BundleRejected, ZhangfaError
from engine.model.finding import Finding, Severity

Node = etree._Element  # lxml's public type has this name


def read_diagram(
    xml: bytes, *, shared: Mapping[str, bytes], tables: Mapping[str, bytes]
) -> Diagram:
    """Read, check and compile a diagram.

    `shared` are the bundle's shared processes, `tables` its decision tables by id.

    Raises:
        BundleRejected: A finding keeps it from running.
    """
    findings = check_diagram(xml, shared=shared, tables=tables)
    if any(finding.keeps_from_running for finding in findings):
        raise BundleRejected(findings)
    return compile_diagram(xml, shared)


def compile_diagram(xml: bytes, shared: Mapping[str, bytes]) -> Diagram:
    """Read and compile a diagram that has been checked.

    Raises:
        BundleRejected: The library refuses it all the same.
        XmlRefused: It is no readable BPMN.
    """
    root = read_xml(xml)
    process = main_process(root)
    others = [read_xml(data) for data in shared.values()]
    roots = (root, *others)
    processes = [process, *_called(process, others)]
    elements: dict[str, Element] = {}
    flows: dict[str, Flow] = {}
    for node in processes:
        for inner in node.iter(*(bpmn(kind) for kind in FLOW_NODES)):
            elements[inner.get("id", "")] = _element(inner)
        for inner in node.iter(bpmn("sequenceFlow")):
            flows[inner.get("id", "")] = _flow(inner)
    slug = process.get("id", "")
    return Diagram(
        slug,
        process.get("name", ""),
        elements,
        flows,
        extension.limits(process),
        _program(roots, slug),
    )


def main_process(root: Node) -> Node:
    """Return the document's first executable process."""
    for process in root.iterchildren(bpmn("process")):
        if process.get("isExecutable", "true") == "true":
            return process
    raise BundleRejected(
        [Finding(Severity.ERROR, "", "no_process", "图中没有可执行的流程。")]
    )


def _program(roots: tuple[Node, ...], slug: str) -> bytes:
    try:
        return dump(*parse(roots, slug))
    except (ValidationException, ZhangfaError, *_PARSER_SLIPS) as error:
        element_id = getattr(error, "tag", "") and getattr(error, "id", "")
        text = f"引擎不能编译这张图：{error}"
        finding = Finding(Severity.ERROR, element_id or slug, "not_compiled", text)
        raise BundleRejected([finding]) from error


# Some refusals of the library's parser are slips of its own code.
_PARSER_SLIPS = (TypeError, ValueError, LookupError, AttributeError, RecursionError)


def _called(process: Node, others: list[Node]) -> Iterator[Node]:
    known = {
        node.get("id", ""): node
        for root in others
        for node in root.iterchildren(bpmn("process"))
    }
    pending = [process]
    while pending:
        for call in pending.pop().iter(bpmn("callActivity")):
            called = known.pop(call.get("calledElement", ""), None)
            if called is not None:
                pending.append(called)
                yield called


def _element(node: Node) -> Element:
    element_id = node.get("id", "")
    form = extension.task_form(node)
    decision = extension.decision(node)
    parent = node.getparent()
    return Element(
        element_id,
        local_name(node.tag),
        node.get("name", ""),
        "" if parent is None else parent.get("id", ""),
        form=form.form if form else "",
        candidates=form.candidates if form else "",
        reserved=form.reserved if form else False,
        references=extension.references(node),
        limits=extension.limits(node),
        outcome=extension.outcome(node),
        effect=extension.effect(node),
        message=extension.message(node),
        decision=decision.table if decision else "",
        standing_act=extension.is_standing_act(node),
    )


def _flow(node: Node) -> Flow:
    return Flow(
        node.get("id", ""),
        node.get("name", ""),
        node.get("sourceRef", ""),
        node.get("targetRef", ""),
        (node.findtext(bpmn("conditionExpression"), "") or "").strip(),
        extension.references(node),
    )
