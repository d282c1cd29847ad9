"""Checks on what elements there are: what the engine lacks, ignores or gets wrong."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.checking_sheet import (
    Sheet,
    definition_of,
    error,
    id_of,
    is_event_sub_process,
    kind_of,
    owner_of,
    told,
)
from engine.bpmn.names import FLOW_NODES, bpmn
from engine.model.finding import Finding

# What SpiffWorkflow 3.2.0 refuses, drops in silence or gets wrong, and the way out.
UNSUPPORTED = {
    "complexGateway": "不支持复杂网关，请用排他、并行或包容网关表达。",
    "adHocSubProcess": "不支持自由子流程，请画出顺序，或用并行网关。",
    "transaction": "不支持事务子流程，请用普通子流程和边界事件。",
    "cancelEventDefinition": "不支持取消事件，请用错误事件或消息。",
    "standardLoopCharacteristics": "不支持标准循环，请用网关画出回路。",
    "linkEventDefinition": "链接事件会使流程在此无声结束，请直接连线。",
    "compensateEventDefinition": "不支持补偿，请把撤销的步骤直接画在流程中。",
    "task": "未定类型的任务没有人能办，请改为用户任务或服务任务。",
    "manualTask": "手工任务没有表单，没有人能办，请改为用户任务。",
    "globalTask": "不支持全局任务，请放到共用部分中。",
    "globalUserTask": "不支持全局任务，请放到共用部分中。",
    "dataStore": "不支持数据存储，请用台账字段。",
    "dataStoreReference": "不支持数据存储，请用台账字段。",
    "ioSpecification": "不支持输入输出说明，各步的数据按元素 id 读取。",
    "dataInputAssociation": "数据按元素 id 读取，请删除数据连线。",
    "dataOutputAssociation": "数据按元素 id 读取，请删除数据连线。",
    "property": "不支持属性，请用脚本任务赋值。",
    "resourceRole": "不支持资源角色，请用 zf:task 的 candidates。",
    "performer": "不支持办理人标注，请用 zf:task 的 candidates。",
    "humanPerformer": "不支持办理人标注，请用 zf:task 的 candidates。",
    "potentialOwner": "不支持办理人标注，请用 zf:task 的 candidates。",
    "correlationProperty": "请用 zf:message 的 correlation 表达关联。",
    "correlationSubscription": "请用 zf:message 的 correlation 表达关联。",
    "conversation": "不支持会话图，请删除。",
    "choreography": "不支持编排图，请删除。",
    "callChoreography": "不支持编排图，请删除。",
    "import": "不能从流程图中引入别的文件，请删除。",
    "monitoring": "不支持监控标注，请删除。",
    "auditing": "不支持审计标注，请删除；留痕由系统自动进行。",
}
IN_SCOPE = FLOW_NODES | {
    "sequenceFlow",
    "laneSet",
    "dataObject",
    "dataObjectReference",
    "textAnnotation",
    "association",
    "group",
    "documentation",
    "extensionElements",
    "incoming",
    "outgoing",
    "multiInstanceLoopCharacteristics",
}
QUANTITIES = ("startQuantity", "completionQuantity")
ESP_STARTS = frozenset({"message", "timer", "signal"})


def check_elements(sheet: Sheet) -> Iterator[Finding]:
    """Yield the elements and attributes that the engine cannot carry out."""
    for element in sheet.process.iter(bpmn("*")):
        kind = kind_of(element)
        if kind in UNSUPPORTED:
            text = f"{told(owner_of(element))}:{UNSUPPORTED[kind]}"
            yield error(element, "unsupported_element", text)
        yield from _check_attributes(element)
    for scope in sheet.scopes:
        for element in scope.iterchildren(bpmn("*")):
            kind = kind_of(element)
            if kind not in IN_SCOPE and kind not in UNSUPPORTED:
                text = f"{told(scope)}中的 {kind} 引擎不认识，请删除。"
                yield error(element, "unsupported_element", text)
        if is_event_sub_process(scope):
            yield from _check_event_sub_process(sheet, scope)
    yield from _check_root(sheet)


def _check_root(sheet: Sheet) -> Iterator[Finding]:
    for element in sheet.root.iterchildren(bpmn("*")):
        if kind_of(element) in UNSUPPORTED:
            text = f"{told(element)}:{UNSUPPORTED[kind_of(element)]}"
            yield error(element, "unsupported_element", text)
        elif kind_of(element).endswith("EventDefinition"):
            text = f"{told(element)}：请把事件定义直接写在事件之内。"
            yield error(element, "unsupported_element", text)


def _check_attributes(element: etree._Element) -> Iterator[Finding]:
    if element.get("isForCompensation") == "true":
        text = f"{told(element)}是补偿活动，不支持补偿，请把撤销的步骤画在流程中。"
        yield error(element, "unsupported_element", text)
    for name in QUANTITIES:
        if element.get(name, "1").strip() != "1":
            text = f"{told(element)}的 {name} 只能是 1，请删除这个属性。"
            yield error(element, "quantity_refused", text)
    if element.get("instantiate") == "true":
        text = f"{told(element)}不能自行发起办件，请删除 instantiate，用普通开始事件。"
        yield error(element, "instantiate_refused", text)
    if element.get("parallelMultiple") == "true":
        text = f"{told(element)}不支持并行多重事件，请拆成几个事件。"
        yield error(element, "event_definitions_several", text)


def _check_event_sub_process(sheet: Sheet, scope: etree._Element) -> Iterator[Finding]:
    for start in sheet.inside(scope):
        if kind_of(start) != "startEvent":
            continue
        trigger = definition_of(start)
        if start.get("isInterrupting", "true") != "false":
            text = (
                f"事件子流程{told(scope)}标为中断型，而引擎不会中断主流程；"
                "请设 isInterrupting=false，要中断的用边界事件。"
            )
            yield error(start, "event_subprocess_interrupting", text)
        if trigger not in ESP_STARTS:
            text = (
                f"事件子流程{told(scope)}的开始事件"
                f"{'没有触发条件' if not trigger else f'是 {trigger} 类型'}，"
                "引擎会在办件一开始就启动它；请用消息、定时或信号。"
            )
            yield error(start, "event_subprocess_start", text)


def check_names(sheet: Sheet) -> Iterator[Finding]:
    """Yield user tasks without a name, or with the name of another."""
    named: dict[str, str] = {}
    for task in sheet.of("userTask"):
        name = task.get("name", "").strip()
        if not name:
            text = f"用户任务“{id_of(task)}”没有名称，请填写办理人看得懂的名称。"
            yield error(task, "name_missing", text)
        elif name in named:
            text = f"用户任务“{name}”重名（{named[name]}、{id_of(task)}），请另取。"
            yield error(task, "name_doubled", text)
        else:
            named[name] = id_of(task)
