"""Limits of an element: begun when it is entered, told when their due moment moves."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from engine.bpmn.values import typed
from engine.model.advance import StartedLimit
from engine.model.calendar import WorkingCalendar
from engine.model.clock import OFFICE_ZONE, now
from engine.model.diagram import LimitSpec
from engine.model.errors import ExpressionFailed
from engine.model.limit import WARN_RATIO, due_at, yellow_at

Begun = dict[str, dict[str, Any]]
Evaluate = Callable[[str], object]


def begin(specs: tuple[LimitSpec, ...], element_id: str, evaluate: Evaluate) -> Begun:
    """Return the limits that begin now; their amounts stay, whatever changes later."""
    return {
        spec.key: {
            "at": now().isoformat(),
            "amount": _whole(element_id, spec.amount, evaluate),
            "remind": _whole(element_id, spec.remind, evaluate),
            "warn": _share(spec.warn, evaluate),
            "due": "",
        }
        for spec in specs
    }


def tell(
    specs: tuple[LimitSpec, ...],
    begun: Begun,
    where: tuple[str, str],
    evaluate: Evaluate,
    calendar: WorkingCalendar,
) -> list[StartedLimit]:
    """Return the limits whose due moment is new; `where` is element and token.

    What has been told already is not told again: an act may have extended it since.
    """
    told = []
    for spec in specs:
        kept = begun[spec.key]
        started = datetime.fromisoformat(kept["at"])
        begins = _moment(where[0], spec, started, evaluate)
        # What is counted from a moment before (a fax, a call) has run since then.
        if begins is not None:
            started = min(started, begins)
        due = None
        if begins is not None:
            amount = kept["amount"] or 0
            due = due_at(begins, amount, spec.unit, calendar, before=spec.before)
        known = due.isoformat() if due else "unknown"
        if known == kept["due"]:
            continue
        kept["due"] = known
        remind = None
        if due is not None and kept["remind"]:
            remind = due_at(due, kept["remind"], spec.unit, calendar, before=True)
        notify = evaluate(spec.notify) if spec.notify else ()
        # A state of an earlier release did not keep the share.
        share = kept.get("warn", WARN_RATIO)
        warn_at = yellow_at(started, due, share) if due is not None else None
        told.append(
            StartedLimit(
                spec.key,
                *where,
                started,
                due,
                remind,
                principals(notify),
                warn_at,
                spec.unit.value,
            )
        )
    return told


def principals(value: object) -> tuple[str, ...]:
    """Return what an expression for principals gave, one or several."""
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return tuple(dict.fromkeys(str(item) for item in value))
    return (str(value),)


def _share(source: str, evaluate: Evaluate) -> float:
    """Return the share after which the lamp is yellow.

    A lamp is only shown: where its share cannot be told, the usual one will do.
    """
    if not source:
        return WARN_RATIO
    try:
        value = evaluate(source)
    except ExpressionFailed:
        return WARN_RATIO
    return value if isinstance(value, float) else WARN_RATIO


def _whole(element_id: str, source: str, evaluate: Evaluate) -> int | None:
    if not source:
        return None
    value = evaluate(source)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ExpressionFailed(
        element_id=element_id, slot="limit", expression=source, why="应当得出整数"
    )


def _moment(
    element_id: str, spec: LimitSpec, started: datetime, evaluate: Evaluate
) -> datetime | None:
    if not spec.start:
        return started
    value = typed(evaluate(spec.start))
    if value is None or isinstance(value, datetime):
        return value.astimezone(UTC) if value else None
    if isinstance(value, date):
        return datetime.combine(value, time(), OFFICE_ZONE).astimezone(UTC)
    raise ExpressionFailed(
        element_id=element_id,
        slot="limit",
        expression=spec.start,
        why="应当得出日期，或带时区的时刻",
    )
