"""The rows of tasks that a step opened and closed."""

from collections.abc import Iterable, Mapping

from engine.model.advance import Advance, OpenedTask, StartedLimit
from engine.model.case import Case
from engine.model.identity import new_id
from engine.model.limit import RunningLimit, limits_over, scopes_of, term_of
from engine.model.task import TaskState, UserTask
from engine.runtime.at_hand import CaseAtHand
from engine.runtime.deed import Deed
from engine.runtime.vacancy import tell_of_vacancies


def open_tasks(
    deed: Deed, at_hand: CaseAtHand, case: Case, advance: Advance
) -> tuple[UserTask, ...]:
    opened = [o for o in advance.opened if o.token_id not in advance.closed]
    if not opened:
        return ()
    rounds = _rounds(deed, at_hand)
    limits = _limits(deed, at_hand, opened, advance.limits)
    tasks = tuple(
        task_of(deed, at_hand, each, rounds.get(each.element_id, 0) + 1, limits)
        for each in opened
    )
    deed.unit.tasks.open_many(tasks, slug=case.slug, revision=case.revision)
    tell_of_vacancies(deed, case, tasks)
    return tasks


def _limits(
    deed: Deed,
    at_hand: CaseAtHand,
    opened: Iterable[OpenedTask],
    started: tuple[StartedLimit, ...],
) -> tuple[RunningLimit, ...]:
    """Return the limits that the tasks may be under.

    Those that run already are read only where a task has none of its own and a scope
    around it has.
    """
    diagram = at_hand.procedure.diagram
    limited = {diagram.slug} if diagram.limits else set()
    limited |= {each.element_id for each in diagram.elements.values() if each.limits}
    around = {
        scope
        for task in opened
        if task.element_id not in limited
        for scope in scopes_of(diagram, task.element_id)
    }
    begun = {limit.element_id for limit in started}
    if not at_hand.case.revision or not (around & limited) - begun:
        return started
    told = {(limit.key, limit.token_id) for limit in started}
    running = deed.unit.limits.of_case(at_hand.case.case_id)
    return started + tuple(
        limit
        for limit in running
        if limit.ended_at is None and (limit.key, limit.token_id) not in told
    )


def _rounds(deed: Deed, at_hand: CaseAtHand) -> Mapping[str, int]:
    """Return by element how often it has been opened in the case."""
    if not at_hand.case.revision:
        return {}
    if not at_hand.tasks:
        return deed.unit.tasks.rounds(at_hand.case.case_id)
    rounds: dict[str, int] = {}
    for task in at_hand.tasks:
        rounds[task.element_id] = max(task.round, rounds.get(task.element_id, 0))
    return rounds


def task_of(
    deed: Deed,
    at_hand: CaseAtHand,
    opened: OpenedTask,
    round_: int,
    limits: tuple[RunningLimit, ...],
) -> UserTask:
    """Return the row of a task that has become ready."""
    diagram = at_hand.procedure.diagram
    element = diagram.element(opened.element_id)
    term = term_of(limits_over(diagram, opened, limits))
    return UserTask(
        task_id=new_id(deed.now),
        case_id=at_hand.case.case_id,
        token_id=opened.token_id,
        element_id=opened.element_id,
        name=element.name,
        form=element.form,
        state=TaskState.OPEN,
        version=1,
        candidates=opened.candidates,
        item=opened.item,
        round=round_,
        reserved=element.reserved,
        context=opened.context,
        opened_at=deed.now,
        due_at=term.due_at,
        claimed_by="",
        claimed_under="",
        completed_by="",
        completed_at=None,
        transfers=0,
        warn_at=term.warn_at,
        due_unit=term.unit,
    )


def close_tasks(deed: Deed, case: Case, advance: Advance) -> None:
    """Cancel what the engine no longer waits for; what is done is closed already."""
    if not case.is_open:
        deed.unit.tasks.close_case(case.case_id, at=deed.now, revision=case.revision)
        return
    gone = [token for token, how in advance.closed.items() if how != "completed"]
    deed.unit.tasks.close_tokens(
        case.case_id, gone, at=deed.now, revision=case.revision
    )
