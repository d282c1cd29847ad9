"""Checks on expressions and data: everything compiles, and reads what is there."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.checking_document import COUNTERS, key_fault
from engine.bpmn.checking_loops import item_name
from engine.bpmn.checking_sheet import (
    Sheet,
    error,
    extensions,
    id_of,
    owner_of,
    place_of,
    text_of,
    told,
    warning,
)
from engine.bpmn.checking_timers import SLOTS, is_unquoted
from engine.bpmn.expression import check, names_in
from engine.bpmn.names import bpmn, local_name, zf
from engine.model.errors import ExpressionRefused
from engine.model.finding import Finding

TEXT_SLOTS = {
    "conditionExpression": "条件",
    "condition": "条件",
    "timeDate": "定时",
    "timeDuration": "定时",
    "timeCycle": "定时",
    "script": "脚本",
    "loopDataInputRef": "名单",
    "completionCondition": "完成条件",
    "loopCondition": "循环条件",
}
ATTRIBUTE_SLOTS = {
    "task": ("candidates",),
    "limit": ("amount", "start", "remind", "notify", "warn"),
    "argument": ("value",),
    "message": ("correlation", "payload"),
}
RESULTS = ("effect", "decision", "message")
PROVIDED = frozenset({"case", "results", *COUNTERS})


@dataclass(frozen=True, slots=True)
class Slot:
    """One place where an author wrote an expression or a script."""

    element: etree._Element
    what: str
    source: str
    is_script: bool = False


def check_expressions(sheet: Sheet) -> Iterator[Finding]:
    """Yield expressions that do not compile, and names nothing provides."""
    yield from _check_keys(sheet)
    known = set(_keys(sheet)) | PROVIDED
    for slot in _slots(sheet):
        reason = check(slot.source, script=slot.is_script)
        if reason:
            text = (
                f"{told(owner_of(slot.element))}的{slot.what}不能用：{reason}。请改写。"
            )
            yield error(slot.element, "expression_refused", text)
            continue
        yield from _check_tables(sheet, slot)
        if not sheet.is_shared:
            yield from _check_names(slot, known)


def _slots(sheet: Sheet) -> Iterator[Slot]:
    for name, what in TEXT_SLOTS.items():
        for element in sheet.process.iter(bpmn(name)):
            source = text_of(element)
            if name in SLOTS and (not source or is_unquoted(source)):
                continue  # said by the checks on timers
            yield Slot(element, what, source, is_script=name == "script")
    for name, attributes in ATTRIBUTE_SLOTS.items():
        for element in sheet.process.iter(zf(name)):
            for attribute in attributes:
                source = element.get(attribute, "").strip()
                if source:
                    yield Slot(element, f" {name}.{attribute} ", source)


def _check_names(slot: Slot, known: set[str]) -> Iterator[Finding]:
    try:
        unknown = names_in(slot.source, script=slot.is_script) - known
    except ExpressionRefused:
        return
    for name in sorted(unknown):
        text = (
            f"{told(owner_of(slot.element))}的{slot.what}读取“{name}”，"
            "而流程中没有哪一步产生它，请核对拼写。"
        )
        yield warning(slot.element, "name_unknown", text)


def _check_tables(sheet: Sheet, slot: Slot) -> Iterator[Finding]:
    for node in ast.walk(_parsed(slot.source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called, first = node.func, node.args[0]
        if isinstance(called, ast.Name) and called.id == "decide":
            named = first.value if isinstance(first, ast.Constant) else None
            if isinstance(named, str) and named not in sheet.tables:
                text = (
                    f"{told(owner_of(slot.element))}用到的决策表“{named}”不存在，"
                    "请加上同名的 .dmn 文件。"
                )
                yield error(slot.element, "table_unknown", text)


def _parsed(source: str) -> ast.AST:
    """Parse a source; one that is refused anyway counts as empty."""
    if check(source, script=True) and check(source):
        return ast.Module(body=[], type_ignores=[])
    return ast.parse(source.strip())


def _keys(sheet: Sheet) -> Iterator[str]:
    """Yield the keys under which the process keeps data."""
    for node in sheet.all_nodes:
        if local_name(node.tag) in {"userTask", "startEvent"}:
            yield id_of(node)
    for name in RESULTS:
        for element in sheet.process.iter(zf(name)):
            yield element.get("result", "")
    for item in sheet.process.iter(bpmn("inputDataItem"), bpmn("outputDataItem")):
        yield item_name(item)
    for collected in sheet.process.iter(bpmn("loopDataOutputRef")):
        yield text_of(collected)
    for script in sheet.process.iter(bpmn("script")):
        yield from _assigned(text_of(script))


def _assigned(script: str) -> set[str]:
    return {
        node.id
        for node in ast.walk(_parsed(script))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _check_keys(sheet: Sheet) -> Iterator[Finding]:
    """Answers lie under their element's id: it must be a key that data may have."""
    keyed: list[tuple[etree._Element, str]] = [
        (node, id_of(node))
        for node in sheet.of("userTask", "startEvent")
        if id_of(node) and (extensions(node, "task") or node.tag == bpmn("userTask"))
    ]
    for name in RESULTS:
        keyed += [
            (element, element.get("result", ""))
            for element in sheet.process.iter(zf(name))
            if element.get("result")
        ]
    for script in sheet.process.iter(bpmn("script")):
        if not check(text_of(script), script=True):
            keyed += [(script, name) for name in sorted(_assigned(text_of(script)))]
    answers = {id_of(task) for task in sheet.of("userTask")}
    for element, key in keyed:
        fault = key_fault(key)
        if key in answers and key != place_of(element):
            fault = "之下已存放同名用户任务的答案，会被覆盖"
        if fault:
            text = f"{told(owner_of(element))}的数据名“{key}”{fault}，请换一个。"
            yield error(element, "data_key", text)
