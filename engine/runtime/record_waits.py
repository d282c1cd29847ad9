"""The rows of what a case waits for: timers, messages, and its time limits."""

from collections.abc import Iterable

from engine.model.advance import Advance, StartedLimit
from engine.model.case import Case
from engine.model.diagram import Diagram
from engine.model.limit import covers
from engine.model.waiting import Limit, Subscription, Timer
from engine.runtime.deed import Deed


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


def write_limits(deed: Deed, diagram: Diagram, case: Case, advance: Advance) -> None:
    """Stop the clocks of what was left, start those begun, move those that moved."""
    if not case.is_open:
        if diagram.limits or any(e.limits for e in diagram.elements.values()):
            deed.unit.limits.end_case(case.case_id, at=deed.now)
        return
    deed.unit.limits.end_tokens(case.case_id, advance.ended, at=deed.now)
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
        for each in advance.limits
    )
    _move_due(deed, case, advance)


def _move_due(deed: Deed, case: Case, advance: Advance) -> None:
    """Let a task that waited before the step show its limit's new due moment."""
    moved = [
        limit
        for limit in advance.limits
        if limit.token_id and not any(covers(limit, each) for each in advance.opened)
    ]
    if not moved:
        return
    put_due(deed, case, moved)


def put_due(deed: Deed, case: Case, moved: Iterable[Limit | StartedLimit]) -> None:
    """Write the limits' due moments on their tasks, and on what was asked before."""
    limits = tuple(moved)
    tasks = deed.unit.tasks.open_of_case(case.case_id)
    due = {
        task.task_id: limit.due_at
        for task in tasks
        for limit in limits
        if covers(limit, task)
    }
    asked = {t.task_id: due[t.asked_for] for t in tasks if t.asked_for in due}
    deed.unit.tasks.put_due(due | asked)
