"""Checks on the document: ids, namespaces, size, start and end of every scope."""

import keyword
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from engine.bpmn.checking_sheet import (
    FILE,
    Sheet,
    definition_of,
    error,
    id_of,
    is_event_sub_process,
    kind_of,
    place_of,
    told,
)
from engine.bpmn.expression import RESERVED_NAMES
from engine.bpmn.names import (
    BPMN,
    BPMNDI,
    NCNAME,
    XSI,
    ZF,
    bpmn,
    is_reserved,
    local_name,
)
from engine.model.finding import Finding, Severity

MAXIMUM_NODES = 300
DRAWING = (
    BPMNDI,
    "http://www.omg.org/spec/DD/20100524/DC",
    "http://www.omg.org/spec/DD/20100524/DI",
)
HOME = frozenset({BPMN, ZF, XSI, "http://www.w3.org/XML/1998/namespace", *DRAWING})
REFERRED = ("message", "signal", "error", "escalation")
# SpiffWorkflow 3.2.0 passes data as keywords and tags its own JSON objects.
POISONOUS = frozenset({"self", "typename", "results", "data"})
COUNTERS = frozenset({"nrOfInstances", "nrOfCompletedInstances"})


def check_document(sheet: Sheet) -> Iterator[Finding]:
    """Yield what is wrong with the document as a whole."""
    yield from _check_process(sheet)
    yield from _check_ids(sheet)
    yield from _check_namespaces(sheet)
    yield from _check_lanes(sheet)
    yield from _check_drawing(sheet)
    for scope in sheet.scopes:
        yield from _check_starts(sheet, scope)
        yield from _check_ends(sheet, scope)


def key_fault(key: str) -> str:
    """Return why data may not be kept under this key, in Chinese, or nothing."""
    if not key.isidentifier():
        return "只能由字母、数字和下划线组成，且不以数字开头"
    if keyword.iskeyword(key) or key in {"match", "type"}:
        return "是表达式语言的保留字"
    if key in RESERVED_NAMES:
        return "与内置函数或“case”同名"
    if key in POISONOUS or key in COUNTERS or key.startswith("_"):
        return "是引擎自用的名称"
    return ""


def _check_process(sheet: Sheet) -> Iterator[Finding]:
    process = sheet.process
    if not sheet.is_shared and process.get("isExecutable") != "true":
        text = f"流程{told(process)}未标为可执行，请把 isExecutable 设为 true。"
        yield error(process, "not_executable", text)
    if not process.get("name", "").strip():
        text = f"流程{told(process)}没有名称，请填写流程的中文名称。"
        yield error(process, "process_name_missing", text)
    yield from check_size(sheet)


def check_size(sheet: Sheet) -> Iterator[Finding]:
    """Yield that there are more nodes than anybody can follow."""
    process, count = sheet.process, len(sheet.all_nodes)
    if count > MAXIMUM_NODES:
        text = f"流程有 {count} 个节点，超过 {MAXIMUM_NODES} 个，请拆分。"
        yield error(process, "too_many_nodes", text)


def _check_ids(sheet: Sheet) -> Iterator[Finding]:
    named = sheet.root.iterchildren(*(bpmn(name) for name in REFERRED))
    for element in [sheet.process, *named, *sheet.all_nodes, *sheet.flows]:
        if not id_of(element):
            text = f"{kind_of(element)} {told(element)}没有 id，请补上。"
            yield error(element, "id_missing", text)
    elements = [
        element
        for element in sheet.root.iter(bpmn("*"), f"{{{BPMNDI}}}*")
        if id_of(element)
    ]
    counts = Counter(id_of(element) for element in elements)
    for element_id, count in counts.items():
        if count > 1:
            text = f"id“{element_id}”用了 {count} 次，请给每个元素各自的 id。"
            yield Finding(Severity.ERROR, element_id, "id_doubled", text)
    for element in elements:
        element_id = id_of(element)
        if str(element.tag).startswith(f"{{{BPMNDI}}}"):
            continue
        if not NCNAME.fullmatch(element_id):
            text = (
                f"id“{element_id}”不是合法名称，请以字母开头，只用字母、数字和下划线。"
            )
            yield error(element, "id_invalid", text)
        if is_reserved(element_id):
            text = f"id“{element_id}”是引擎保留的名称，请换一个，例如加上业务含义。"
            yield error(element, "id_reserved", text)


def _check_namespaces(sheet: Sheet) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for element in sheet.root.iter():
        owner = place_of(element)
        for name in [str(element.tag), *map(str, element.attrib)]:
            space = name[1:].partition("}")[0] if name.startswith("{") else ""
            if not space and name == element.tag:
                space = "无命名空间"
            if space and space not in HOME and (owner, space) not in seen:
                seen.add((owner, space))
                text = (
                    f"“{local_name(name)}”属于别家的扩展（{space}），"
                    "引擎不执行它；请删除，需要的改用 zf 扩展。"
                )
                yield Finding(Severity.ERROR, owner, "foreign_namespace", text)


def _check_lanes(sheet: Sheet) -> Iterator[Finding]:
    homes: dict[str, int] = {}
    for reference in sheet.process.iter(bpmn("flowNodeRef")):
        lane = reference.getparent()
        named = (reference.text or "").strip()
        if lane is None:
            continue
        if named not in sheet.nodes:
            text = f"泳道{told(lane)}列有不存在的节点“{named}”，请从泳道中去掉。"
            yield error(lane, "lane_node_unknown", text)
        elif not len(lane.findall(bpmn("childLaneSet"))):
            homes[named] = homes.get(named, 0) + 1
    for named, count in homes.items():
        if count > 1:
            text = (
                f"节点{told(sheet.nodes[named])}同时在 {count} 个泳道中，请只留一个。"
            )
            yield error(sheet.nodes[named], "lane_node_doubled", text)


def _check_drawing(sheet: Sheet) -> Iterator[Finding]:
    drawn = {
        shape.get("bpmnElement", "")
        for shape in sheet.root.iter(f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge")
    }
    elements = [id_of(element) for element in [*sheet.all_nodes, *sheet.flows]]
    missing = [element_id for element_id in elements if element_id not in drawn]
    if missing and not sheet.is_shared:
        text = (
            f"有 {len(missing)} 个元素没有画出（如“{missing[0]}”），"
            "办件页看不到它们；请运行 zhangfa layout。"
        )
        yield Finding(Severity.WARNING, FILE, "not_drawn", text)


def _check_starts(sheet: Sheet, scope: etree._Element) -> Iterator[Finding]:
    starts = [n for n in sheet.inside(scope) if kind_of(n) == "startEvent"]
    if is_event_sub_process(scope):
        if len(starts) != 1:
            text = (
                f"事件子流程{told(scope)}应当恰有一个开始事件，现有 {len(starts)} 个。"
            )
            yield error(scope, "start_event_count", text)
        return
    plain = [event for event in starts if not definition_of(event)]
    if len(plain) != 1:
        text = f"{told(scope)}应当恰有一个普通开始事件，现有 {len(plain)} 个，请改正。"
        yield error(scope, "start_event_count", text)
    for event in starts:
        if definition_of(event):
            text = (
                f"开始事件{told(event)}带有触发条件；流程由办件发起，"
                "请改用普通开始事件，随时可办的行为请用事件子流程。"
            )
            yield error(event, "start_event_typed", text)


def _check_ends(sheet: Sheet, scope: etree._Element) -> Iterator[Finding]:
    if not any(kind_of(node) == "endEvent" for node in sheet.inside(scope)):
        text = f"{told(scope)}没有结束事件，请画出它在哪里结束。"
        yield error(scope, "end_event_missing", text)
    if is_event_sub_process(scope):
        joined = sheet.arriving.get(id_of(scope), []) + sheet.leaving.get(
            id_of(scope), []
        )
        if joined:
            text = f"事件子流程{told(scope)}由事件启动，不能连线，请去掉进出它的连线。"
            yield error(scope, "event_subprocess_connected", text)
