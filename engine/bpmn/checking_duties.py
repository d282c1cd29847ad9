"""Checks on what each kind of element owes: form, clause, outcome, effect, table."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.checking_extension import has_reference
from engine.bpmn.checking_sheet import (
    Sheet,
    child,
    definition_of,
    error,
    extensions,
    text_of,
    told,
    warning,
)
from engine.model.effect import OPERATIONS
from engine.model.finding import Finding


def check_duties(sheet: Sheet) -> Iterator[Finding]:
    """Yield elements that lack what their kind needs."""
    for task in sheet.of("userTask"):
        yield from _check_user_task(task)
    for event in sheet.of("endEvent"):
        yield from _check_end(sheet, event)
    for task in sheet.of("serviceTask"):
        yield from _check_service(task)
    for task in sheet.of("businessRuleTask"):
        yield from _check_rule(sheet, task)
    for task in sheet.of("scriptTask"):
        if not text_of(child(task, "script")):
            text = f"脚本任务{told(task)}是空的，请写赋值语句，或删除它。"
            yield error(task, "script_empty", text)


def _check_user_task(task: etree._Element) -> Iterator[Finding]:
    if not extensions(task, "task"):
        text = f"用户任务{told(task)}没有“办理”，请填写表单和谁来办。"
        yield error(task, "task_missing", text)
    if not has_reference(task):
        text = f"用户任务{told(task)}没有依据，请写明第几条。"
        yield error(task, "reference_missing", text)


def _check_end(sheet: Sheet, event: etree._Element) -> Iterator[Finding]:
    outcomes = extensions(event, "outcome")
    if sheet.is_shared or not sheet.is_top(event):
        if outcomes:
            text = f"{told(event)}在子流程之中，其结局不算数，请移到流程的结束事件。"
            yield warning(event, "outcome_misplaced", text)
        return
    if not outcomes and definition_of(event) != "error":
        text = f"结束事件{told(event)}没有结局，请写明，例如“列入议程”。"
        yield error(event, "outcome_missing", text)
    if not has_reference(event):
        text = f"结束事件{told(event)}没有依据，请写明第几条。"
        yield error(event, "reference_missing", text)


def _check_service(task: etree._Element) -> Iterator[Finding]:
    effects = extensions(task, "effect")
    if not effects:
        text = f"服务任务{told(task)}没有“系统操作”，请写明它做什么。"
        yield error(task, "effect_missing", text)
        return
    name = effects[0].get("operation", "")
    operation = OPERATIONS.get(name)
    if operation is None:
        if name:
            words = "、".join(sorted(OPERATIONS))
            text = f"服务任务{told(task)}的操作“{name}”不存在，请从 {words} 中选。"
            yield error(task, "operation_unknown", text)
        return
    given = [argument.get("name", "") for argument in effects[0]]
    for missing in sorted(operation.required - set(given)):
        text = f"服务任务{told(task)}的操作 {name} 缺少参数 {missing}，请补上。"
        yield error(task, "argument_missing", text)
    for unknown in sorted(set(given) - operation.arguments - {""}):
        text = f"服务任务{told(task)}的操作 {name} 没有参数 {unknown}，请删除或改正。"
        yield error(task, "argument_unknown", text)
    for doubled in sorted({one for one in given if given.count(one) > 1}):
        text = f"服务任务{told(task)}的参数 {doubled} 写了不止一次，请只留一个。"
        yield error(task, "argument_doubled", text)


def _check_rule(sheet: Sheet, task: etree._Element) -> Iterator[Finding]:
    decisions = extensions(task, "decision")
    if not decisions:
        text = f"业务规则任务{told(task)}没有“决策”，请写明用哪张决策表。"
        yield error(task, "decision_missing", text)
        return
    named = decisions[0].get("table", "")
    if named and named not in sheet.tables:
        text = (
            f"业务规则任务{told(task)}的决策表“{named}”不存在，请加上同名的 .dmn 文件。"
        )
        yield error(task, "table_unknown", text)
