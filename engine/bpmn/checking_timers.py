"""Checks on timers: quotes, time zones, durations, cycles that never end."""

import ast
import re
from collections.abc import Iterator
from datetime import date, datetime

from lxml import etree

from engine.bpmn.checking_sheet import (
    Sheet,
    definitions_of,
    error,
    kind_of,
    text_of,
    told,
)
from engine.bpmn.expression import check
from engine.bpmn.names import bpmn
from engine.model.finding import Finding

SLOTS = ("timeDate", "timeDuration", "timeCycle")
_ISO = re.compile(r"(R[-\d]*/.*|P[\dTYMWDHS.,]+|\d{4}-\d\d-\d\d.*)")
_DURATION = re.compile(
    r"P(?=.)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?"
    r"(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)"
)


def check_timers(sheet: Sheet) -> Iterator[Finding]:
    """Yield what is wrong with timer definitions."""
    for event in sheet.all_nodes:
        for definition in definitions_of(event):
            if kind_of(definition) == "timerEventDefinition":
                yield from _check_timer(event, definition)


def is_unquoted(source: str) -> bool:
    """Say whether a moment, duration or cycle stands there without its quotes."""
    return bool(_ISO.fullmatch(source.strip()))


def _check_timer(
    event: etree._Element, definition: etree._Element
) -> Iterator[Finding]:
    slots = [slot for name in SLOTS for slot in definition.iterfind(bpmn(name))]
    if len(slots) != 1 or not text_of(slots[0]):
        text = f"定时{told(event)}应当恰好填写时刻、时长、周期三者之一，请改正。"
        yield error(event, "timer_incomplete", text)
        return
    if kind_of(slots[0]) == "timeCycle":
        text = (
            f"定时{told(event)}是周期性的，到期会丢失已生成的待办；"
            "请改用几个单次定时，提醒类用 zf:limit。"
        )
        yield error(event, "timer_cycle", text)
        return
    source = text_of(slots[0])
    if is_unquoted(source):
        text = f"定时{told(event)}的“{source}”没有加引号，请写成 '{source}'。"
        yield error(event, "timer_unquoted", text)
        return
    value = _literal(source)
    if value is None:
        return
    is_date = kind_of(slots[0]) == "timeDate"
    told_fault = _date_fault(value) if is_date else _duration_fault(value)
    if told_fault:
        code, fault = told_fault
        yield error(event, code, f"定时{told(event)}的“{value}”{fault}")


def _literal(source: str) -> str | None:
    """Return the text that the source spells out, None for anything computed."""
    if check(source):
        return None
    try:
        value = ast.literal_eval(source)
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def _date_fault(value: str) -> tuple[str, str] | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return "timer_unparsable", "不是时刻，请写成 2026-11-23T09:00:00+08:00 的样子。"
    if moment.tzinfo is None:
        hint = "没有时区，请写明 +08:00，或用 moment_of(…)。"
        return "timer_naive", hint if not _is_day(value) else f"只有日期，{hint}"
    return None


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _duration_fault(value: str) -> tuple[str, str] | None:
    if not _DURATION.fullmatch(value):
        return "timer_unparsable", "不是时长，请写成 PT1H 或 P2D 的样子。"
    if not any(digit in value for digit in "123456789"):
        return "timer_unparsable", "是零，请写出大于零的时长。"
    return None
