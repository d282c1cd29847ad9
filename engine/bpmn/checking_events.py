"""Checks on events: their definitions, messages, errors, what nothing ever throws."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.checking_sheet import (
    ACTIVITIES,
    SUB_PROCESSES,
    Sheet,
    definition_of,
    definitions_of,
    error,
    extensions,
    id_of,
    kind_of,
    told,
    warning,
)
from engine.bpmn.names import bpmn
from engine.model.finding import Finding

EVENTS = (
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
)
MESSAGING = ("sendTask", "receiveTask")
ALLOWED = {
    "startEvent": frozenset({"message", "timer", "signal", "conditional"}),
    "endEvent": frozenset({"message", "signal", "error", "escalation", "terminate"}),
    "intermediateCatchEvent": frozenset({"message", "timer", "signal", "conditional"}),
    "intermediateThrowEvent": frozenset({"message", "signal", "escalation"}),
    "boundaryEvent": frozenset(
        {"message", "timer", "signal", "conditional", "error", "escalation"}
    ),
}
# Event definition, the attribute by which it refers, and the element referred to.
REFERENCES = {
    "message": ("messageRef", "message"),
    "signal": ("signalRef", "signal"),
    "error": ("errorRef", "error"),
    "escalation": ("escalationRef", "escalation"),
}
FROM_INSIDE = frozenset({"error", "escalation"})


def check_events(sheet: Sheet) -> Iterator[Finding]:
    """Yield what is wrong with events."""
    for event in sheet.of(*EVENTS):
        yield from _check_definition(event)
        yield from _check_reference(sheet, event)
        if definition_of(event) == "message" and not extensions(event, "task"):
            yield from _check_message(event)
        if definition_of(event) == "conditional":
            yield from _check_condition(event)
        if kind_of(event) == "boundaryEvent":
            yield from _check_boundary(sheet, event)
        if kind_of(event) == "endEvent" and definition_of(event) == "error":
            yield from _check_caught(sheet, event)
    for task in sheet.of(*MESSAGING):
        yield from _check_message(task)


def _check_definition(event: etree._Element) -> Iterator[Finding]:
    kind, found = kind_of(event), definitions_of(event)
    if event.find(bpmn("eventDefinitionRef")) is not None:
        text = f"{told(event)}引用了事件之外的定义，请把定义直接写在事件之内。"
        yield error(event, "unsupported_element", text)
    if len(found) > 1:
        text = (
            f"{told(event)}有 {len(found)} 个事件定义，引擎只看一个；请拆成几个事件。"
        )
        yield error(event, "event_definitions_several", text)
    if not found and kind in {"intermediateCatchEvent", "boundaryEvent"}:
        text = f"{told(event)}没有说明等待什么，请设为消息、定时或信号。"
        yield error(event, "event_without_definition", text)
    trigger = definition_of(event)
    unsupported = trigger in {"link", "compensate", "cancel"}
    if trigger and not unsupported and trigger not in ALLOWED[kind]:
        text = f"{told(event)}不能是 {trigger} 类型，请换一种事件。"
        yield error(event, "event_definition_refused", text)


def _check_condition(event: etree._Element) -> Iterator[Finding]:
    condition = definitions_of(event)[0].find(bpmn("condition"))
    if condition is None:
        text = f"条件事件{told(event)}没有写条件，请补上。"
        yield error(event, "condition_missing", text)


def _check_reference(sheet: Sheet, event: etree._Element) -> Iterator[Finding]:
    for definition in definitions_of(event):
        kind = kind_of(definition).removesuffix("EventDefinition")
        attribute, name = REFERENCES.get(kind, ("", ""))
        if not attribute:
            continue
        referred = definition.get(attribute, "").rpartition(":")[2]
        known = {id_of(element) for element in sheet.root.iter(bpmn(name))}
        catches_all = kind in FROM_INSIDE and kind_of(event) == "boundaryEvent"
        if referred and referred not in known:
            text = f"{told(event)}引用的“{referred}”不存在，请先在文件中定义它。"
            yield error(event, "event_reference_unknown", text)
        elif not referred and kind != "message" and not catches_all:
            text = f"{told(event)}没有指明是哪一个，请填写 {attribute}。"
            yield error(event, "event_reference_missing", text)


def _check_message(element: etree._Element) -> Iterator[Finding]:
    if not any(message.get("name") for message in extensions(element, "message")):
        text = f"{told(element)}收发消息而没有“消息”，请填写消息名称和关联。"
        yield error(element, "message_missing", text)


def _check_boundary(sheet: Sheet, event: etree._Element) -> Iterator[Finding]:
    host = sheet.nodes.get(event.get("attachedToRef", ""))
    if host is None or kind_of(host) not in ACTIVITIES:
        text = f"边界事件{told(event)}没有附在任务或子流程上，请重新放置。"
        yield error(event, "attached_to_unknown", text)
        return
    if host.getparent() is not event.getparent():
        text = f"边界事件{told(event)}与它所附的{told(host)}不在同一层，请移到一起。"
        yield error(event, "attached_to_unknown", text)
    trigger = definition_of(event)
    if trigger == "error" and event.get("cancelActivity") == "false":
        text = f"错误边界事件{told(event)}只能是中断型，请去掉 cancelActivity=false。"
        yield error(event, "error_not_interrupting", text)
    if trigger in FROM_INSIDE and kind_of(host) not in {*SUB_PROCESSES, "callActivity"}:
        text = (
            f"{told(host)}不会抛出错误或升级，边界事件{told(event)}永不触发，请删除。"
        )
        yield error(event, "boundary_never_fires", text)


def _check_caught(sheet: Sheet, event: etree._Element) -> Iterator[Finding]:
    """An error that nobody catches: the engine goes on as if nothing had happened."""
    thrown = _code(event)
    scope = event.getparent()
    while scope is not None and scope is not sheet.process:
        for guest in sheet.guests.get(id_of(scope), ()):
            if definition_of(guest) == "error" and _code(guest) in {"", thrown}:
                return
        scope = scope.getparent()
    if sheet.is_shared:
        text = (
            f"错误结束{told(event)}须由调用它的流程用错误边界事件接住，请在那里核对。"
        )
        yield warning(event, "error_uncaught", text)
        return
    text = (
        f"错误结束{told(event)}没有人接，引擎会照常往下走；"
        "请在外层子流程上加错误边界事件，或改为普通结束。"
    )
    yield error(event, "error_uncaught", text)


def _code(event: etree._Element) -> str:
    return definitions_of(event)[0].get("errorRef", "")
