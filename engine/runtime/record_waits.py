"""The rows of what a case waits for: timers, messages, and its time limits."""

from collections.abc import Collection

from engine.model.advance import Advance
from engine.model.case import Case
from engine.model.diagram import Diagram
from engine.model.limit import covers, limits_over, term_of
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
            warn_at=each.warn_at,
            unit=each.unit,
        )
        for each in advance.limits
    )
    moved = [
        limit.key
        for limit in advance.limits
        if not any(covers(limit, each) for each in advance.opened)
    ]
    # In the first step every task there is was opened by it, under these limits.
    if moved and case.revision > 1:
        put_terms(deed, diagram, case, moved)


def put_terms(deed: Deed, diagram: Diagram, case: Case, keys: Collection[str]) -> None:
    """Let the tasks under these limits show what they are now, and what was asked."""
    tasks = deed.unit.tasks.open_of_case(case.case_id)
    limits = [
        limit
        for limit in deed.unit.limits.of_case(case.case_id)
        if limit.ended_at is None
    ]
    terms = {}
    for task in tasks:
        over = () if task.asked_for else limits_over(diagram, task, limits)
        if any(limit.key in keys for limit in over):
            terms[task.task_id] = term_of(over)
    asked = {t.task_id: terms[t.asked_for] for t in tasks if t.asked_for in terms}
    deed.unit.tasks.put_terms(terms | asked)
