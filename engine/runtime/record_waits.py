"""The rows of what a case waits for: timers, messages, and its time limits."""

from collections.abc import Mapping
from datetime import datetime

from engine.model.advance import Advance, StartedLimit
from engine.model.case import Case
from engine.model.diagram import Diagram
from engine.model.waiting import Limit, Subscription, Timer
from engine.runtime.deed import Deed
from engine.runtime.written import Answered, Written


def write_waits(deed: Deed, case: Case, advance: Advance) -> None:
    """Let rows say what the engine waits for, where that differs from before."""
    case_id = case.case_id
    if advance.timers_moved:
        timers = [
            Timer(case_id, each.token_id, each.element_id, each.due_at)
            for each in (advance.timers if case.is_open else ())
        ]
        deed.unit.timers.replace_for_case(case_id, timers)
    if advance.messages_moved:
        waits = [
            Subscription(
                case_id, each.token_id, each.element_id, each.name, each.correlation
            )
            for each in (advance.messages if case.is_open else ())
        ]
        deed.unit.messages.replace_for_case(case_id, waits)


def write_limits(
    deed: Deed, diagram: Diagram, case: Case, advance: Advance, written: Written
) -> None:
    """Stop the clocks of what is closed, start those begun, move those that moved."""
    if not (diagram.limits or any(e.limits for e in diagram.elements.values())):
        return
    if not case.is_open:
        deed.unit.limits.end_case(case.case_id, at=deed.now)
        return
    closed = [
        token
        for token in advance.closed
        if not _is_without_limits(diagram, written.answered, token)
    ]
    deed.unit.limits.end_tokens(case.case_id, closed, at=deed.now)
    running = [each for each in advance.limits if each.token_id not in advance.closed]
    deed.unit.limits.put_many(
        Limit(
            case_id=case.case_id,
            key=each.key,
            element_id=each.element_id,
            token_id=each.token_id,
            started_at=each.started_at,
            due_at=each.due_at,
            remind_at=each.remind_at,
            notify=each.notify,
        )
        for each in running
    )
    _move_due(deed, case, advance, running)


def _is_without_limits(
    diagram: Diagram, answered: Answered | None, token_id: str
) -> bool:
    """Say whether the token is that of a task on which no limit is drawn."""
    task = answered.task if answered else None
    if task is None or task.token_id != token_id:
        return False
    return not diagram.element(task.element_id).limits


def _move_due(
    deed: Deed, case: Case, advance: Advance, running: list[StartedLimit]
) -> None:
    """Let a task that waited before the step show its limit's new due moment."""
    opened = {each.token_id for each in advance.opened}
    moved = {
        limit.token_id: limit.due_at
        for limit in running
        if limit.token_id and limit.token_id not in opened
    }
    if not moved:
        return
    put_due(deed, case, moved)


def put_due(deed: Deed, case: Case, moved: Mapping[str, datetime | None]) -> None:
    """Write new due moments, by token, on tasks and on what was asked before them."""
    tasks = deed.unit.tasks.open_of_case(case.case_id)
    due = {t.task_id: moved[t.token_id] for t in tasks if t.token_id in moved}
    asked = {t.task_id: due[t.asked_for] for t in tasks if t.asked_for in due}
    deed.unit.tasks.put_due(due | asked)
