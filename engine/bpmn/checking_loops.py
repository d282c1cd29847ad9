"""Checks on multi-instance: over whom, into what, and until when."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.checking_document import key_fault
from engine.bpmn.checking_sheet import (
    Sheet,
    child,
    error,
    id_of,
    text_of,
    told,
)
from engine.model.finding import Finding


def check_loops(sheet: Sheet) -> Iterator[Finding]:
    """Yield what is wrong with multi-instance activities."""
    for node in sheet.all_nodes:
        multi = child(node, "multiInstanceLoopCharacteristics")
        if multi is not None:
            yield from _check_multi(node, multi)


def item_name(item: etree._Element | None) -> str:
    """Return the data key of a data item: its name, or its id if it has none."""
    return "" if item is None else item.get("name") or id_of(item)


def _check_multi(node: etree._Element, multi: etree._Element) -> Iterator[Finding]:
    name = told(node)
    collection = text_of(child(multi, "loopDataInputRef"))
    if child(multi, "loopCardinality") is not None:
        text = f"{name}按次数多实例，请改为按名单（loopDataInputRef）。"
        yield error(node, "multi_instance_cardinality", text)
    if not collection:
        text = f"多实例{name}没有名单，请在 loopDataInputRef 写明由谁各办一份。"
        yield error(node, "multi_instance_collection", text)
    yield from _check_items(node, multi)
    for attribute in ("behavior", "noneBehaviorEventRef", "oneBehaviorEventRef"):
        if multi.get(attribute):
            text = f"多实例{name}的 {attribute} 引擎不理会，请删除。"
            yield error(node, "multi_instance_behavior", text)
    if child(multi, "complexBehaviorDefinition") is not None:
        text = f"多实例{name}的复杂行为引擎不理会，请用 completionCondition。"
        yield error(node, "multi_instance_behavior", text)


def _check_items(node: etree._Element, multi: etree._Element) -> Iterator[Finding]:
    name = told(node)
    given = item_name(child(multi, "inputDataItem"))
    taken = item_name(child(multi, "outputDataItem"))
    collected = text_of(child(multi, "loopDataOutputRef"))
    if not given:
        text = f"多实例{name}没有 inputDataItem，请写明名单中每一项叫什么。"
        yield error(node, "multi_instance_item", text)
    if bool(taken) != bool(collected):
        text = f"多实例{name}的 loopDataOutputRef 与 outputDataItem 要写就都写。"
        yield error(node, "multi_instance_item", text)
    keys = [key for key in (given, taken, collected) if key]
    if len(set(keys)) < len(keys):
        text = f"多实例{name}的名单项、结果项与结果集要用不同的名称。"
        yield error(node, "multi_instance_item", text)
    for key in keys:
        fault = key_fault(key)
        if fault:
            text = f"多实例{name}的数据名“{key}”{fault}，请换一个。"
            yield error(node, "data_key", text)
