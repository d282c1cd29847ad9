"""Our own check of a diagram, before the library's parser: every finding at once.

SpiffWorkflow 3.2.0 refuses some elements with an error that names none, ignores others
in silence and gets some wrong; here each has a sentence that says how to mend it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from engine.bpmn.checking_calls import (
    called_parts,
    check_calls,
    process_of,
    read_shared,
)
from engine.bpmn.checking_document import MAXIMUM_NODES, check_document, check_size
from engine.bpmn.checking_duties import check_duties
from engine.bpmn.checking_elements import check_elements, check_names
from engine.bpmn.checking_events import check_events
from engine.bpmn.checking_expressions import check_expressions
from engine.bpmn.checking_extension import check_extension
from engine.bpmn.checking_flows import check_flows
from engine.bpmn.checking_loops import check_loops
from engine.bpmn.checking_sheet import FILE, Sheet
from engine.bpmn.checking_tables import check_tables
from engine.bpmn.checking_timers import check_timers
from engine.bpmn.gate import read_xml
from engine.bpmn.names import bpmn
from engine.model.errors import XmlRefused
from engine.model.finding import Finding, Severity

CHECKS: tuple[Callable[[Sheet], Iterator[Finding]], ...] = (
    check_document,
    check_elements,
    check_names,
    check_flows,
    check_events,
    check_timers,
    check_loops,
    check_extension,
    check_duties,
    check_tables,
    check_expressions,
    check_calls,
)
HOPELESS = 5 * MAXIMUM_NODES  # beyond it nothing else is worth saying
REFUSALS = {
    "size": "文件是空的或超过 2 MB，请核对文件，或拆成几个流程。",
    "not_utf8": "文件不是 UTF-8 编码，请另存为 UTF-8。",
    "doctype": "文件含有 DOCTYPE 声明，请删除。",
    "processing_instruction": "文件含有处理指令（<?…?>），请删除。",
    "too_deep": "元素嵌套太深，请减少子流程的层数。",
    "too_many_elements": "元素太多，请拆成几个流程。",
    "too_many_attributes": "有元素的属性太多，请删除多余的。",
    "malformed": "文件不是完整的 XML，请用流程图工具重新保存。",
    "id": "不是合法的 id，请以字母开头，只用字母、数字和下划线。",
    "not_bpmn": "文件不是 BPMN 2.0 流程图，请用流程图工具重新保存。",
}


def check_diagram(
    xml: bytes, *, shared: Mapping[str, bytes], tables: Mapping[str, bytes]
) -> tuple[Finding, ...]:
    """Return everything that is wrong with a diagram; hostile input gives one finding.

    Args:
        xml: The document.
        shared: The shared parts that it may call, by name.
        tables: Its decision tables by DMN decision id.
    """
    try:
        root = read_xml(xml)
    except XmlRefused as error:
        return (_refused(error),)
    processes = root.findall(bpmn("process"))
    if len(processes) != 1:
        text = f"文件应当恰有一个流程，现有 {len(processes)} 个，请拆成几个文件。"
        return (Finding(Severity.ERROR, FILE, "process_count", text),)
    documents, findings = read_shared(shared)
    sheet = Sheet(root, processes[0], shared=documents, tables=tables)
    if len(sheet.all_nodes) > HOPELESS:
        return tuple(check_size(sheet))
    findings += _findings(sheet)
    taken = set(sheet.nodes)
    for name in called_parts(documents, processes[0]):
        part = _part(name, sheet)
        findings += _findings_of_part(name, part, taken)
        taken |= set(part.nodes)
    return tuple(dict.fromkeys(findings))


def _refused(error: XmlRefused) -> Finding:
    why = str(error.facts.get("why", ""))
    element_id = str(error.facts.get("element_id", "") or FILE)
    line = error.facts.get("line")
    text = REFUSALS.get(why, REFUSALS["malformed"])
    if why == "id":
        text = f"“{element_id}”{text}"
    if line:
        text = f"第 {line} 行：{text}"
    return Finding(Severity.ERROR, element_id, "xml_refused", text)


def _findings(sheet: Sheet) -> list[Finding]:
    return [finding for check in CHECKS for finding in check(sheet)]


def _part(name: str, caller: Sheet) -> Sheet:
    root = caller.shared[name]
    return Sheet(
        root,
        process_of(root, name),
        shared=caller.shared,
        tables=caller.tables,
        is_shared=True,
    )


def _findings_of_part(name: str, part: Sheet, taken: set[str]) -> Iterator[Finding]:
    """Check a shared part that the diagram calls, and say where each finding lies.

    A case knows all its elements by their ids: the parts may not share one.
    """
    for finding in _findings(part):
        yield replace(finding, text=f"共用部分“{name}”：{finding.text}")
    for element_id in sorted(taken & set(part.nodes)):
        text = f"共用部分“{name}”的 id“{element_id}”在流程中已有，请换一个。"
        yield Finding(Severity.ERROR, element_id, "id_doubled", text)
