"""Checks on call activities: they reach shared parts only, and never in a circle."""

from collections.abc import Iterator, Mapping

from lxml import etree

from engine.bpmn.checking_sheet import Sheet, error, told
from engine.bpmn.gate import read_xml
from engine.bpmn.names import bpmn
from engine.model.errors import XmlRefused
from engine.model.finding import Finding, Severity


def read_shared(
    shared: Mapping[str, bytes],
) -> tuple[dict[str, etree._Element], list[Finding]]:
    """Return the shared parts by process id, and findings on the unreadable."""
    documents: dict[str, etree._Element] = {}
    findings: list[Finding] = []
    for name, xml in shared.items():
        try:
            root = read_xml(xml)
        except XmlRefused:
            text = f"共用部分“{name}”读不出来，请先改好那个文件。"
            findings.append(Finding(Severity.ERROR, name, "shared_unreadable", text))
            continue
        for process in root.findall(bpmn("process")):
            documents[process.get("id", "")] = root
    return documents, findings


def check_calls(sheet: Sheet) -> Iterator[Finding]:
    """Yield call activities that reach nothing, or themselves."""
    for call in sheet.of("callActivity"):
        called = call.get("calledElement", "").strip()
        if called not in sheet.shared:
            text = (
                f"调用活动{told(call)}所调的“{called}”不是共用部分；"
                "别的流程请用服务任务 start_case 另立一件。"
            )
            yield error(call, "called_unknown", text)
        elif _comes_back(sheet.shared, called, sheet.process.get("id", "")):
            text = f"调用活动{told(call)}最终又调回自身，请解开循环调用。"
            yield error(call, "call_cycle", text)


def called_parts(
    shared: Mapping[str, etree._Element], process: etree._Element
) -> list[str]:
    """Return the ids of the shared parts that a process reaches, in order."""
    seen: dict[str, None] = {}
    rest = [process]
    while rest:
        for called in _called(rest.pop(0)):
            if called in shared and called not in seen:
                seen[called] = None
                rest.append(process_of(shared[called], called))
    return list(seen)


def process_of(root: etree._Element, process_id: str) -> etree._Element:
    """Return the process of that id from its document."""
    processes = root.findall(bpmn("process"))
    return next(p for p in processes if p.get("id", "") == process_id)


def _called(process: etree._Element) -> list[str]:
    calls = process.iter(bpmn("callActivity"))
    return [call.get("calledElement", "").strip() for call in calls]


def _comes_back(shared: Mapping[str, etree._Element], start: str, goal: str) -> bool:
    reached = called_parts(shared, process_of(shared[start], start))
    return goal in {start, *reached} or start in reached
