"""A task at hand: locked by a deed for somebody who may do it, and still to be done."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.model.authority import claim_stands, may_complete
from engine.model.case import Case
from engine.model.errors import (
    DutyConflict,
    NotAllowed,
    TaskAlreadyCompleted,
    TaskChanged,
    TaskClaimedByOther,
)
from engine.model.right import Right
from engine.model.task import TaskState, UserTask
from engine.runtime.at_hand import load_task, must_run
from engine.runtime.deed import Deed
from engine.runtime.looking import Here
from engine.runtime.names import person_name
from engine.runtime.seeing import see_task

# What moves a task's version besides a draft of its answers.
_MOVES = frozenset({"claim", "release", "transfer"})


@dataclass(frozen=True, slots=True)
class TaskAtHand:
    """A live task with its case and the right by which it may be done."""

    case: Case
    task: UserTask
    right: Right


def task_at_hand(deed: Deed, task_id: str, *, version: int | None = None) -> TaskAtHand:
    """Lock a live task for the asker; `version` is what their page was made from.

    Raises:
        TaskNotFound: It is not there, or not for the asker to see.
        NotAllowed: It is not the asker's to do.
        TaskAlreadyCompleted: Somebody has completed it, or it was cancelled.
        TaskClaimedByOther: Somebody else has claimed it.
        TaskChanged: The page is stale.
    """
    at_hand, task = load_task(deed, task_id)
    case = at_hand.case
    try:
        right = right_to(deed, case, task, deed.ask.by)
    except (NotAllowed, DutyConflict):
        see_task(deed, task_id, deed.ask.by)
        raise
    must_be_live(deed, task)
    must_run(case)
    must_be_free(deed, case, task)
    must_be_current(deed, task, version)
    return TaskAtHand(case, task, right)


def right_to(
    here: Here,
    case: Case,
    task: UserTask,
    by: str,
    siblings: tuple[UserTask, ...] = (),
) -> Right:
    """Return the right by which the person may do the task now, or refuse.

    `siblings` are all tasks of the case, where they have been read already.
    """
    procedure = here.engine.library.procedure(here.unit, case.version_id)
    if task.item and not siblings:
        siblings = here.unit.tasks.of_case(case.case_id)
    return may_complete(
        here.picture.office,
        by,
        task,
        case.slug,
        here.now,
        initiator=case.initiator,
        signed=signed_beside(task, siblings),
        references=procedure.diagram.element(task.element_id).references,
    )


def signed_beside(task: UserTask, tasks: Iterable[UserTask]) -> frozenset[str]:
    """Return who has signed in the same round of a countersign.

    What is put to one desk item by item is no countersign: whoever sits there may do
    them all.
    """
    if not task.item:
        return frozenset()
    return frozenset(
        each.completed_by
        for each in tasks
        if each.state is TaskState.COMPLETED
        and not each.asked_for
        and (each.element_id, each.round) == (task.element_id, task.round)
        and each.task_id != task.task_id
        and {*task.candidates}.isdisjoint(each.candidates)
    )


def claimer(here: Here, case: Case, task: UserTask) -> str:
    """Return who has claimed the task, if the right they did it by still stands."""
    stands = claim_stands(here.picture.office, task, case.slug, here.now)
    return task.claimed_by if stands else ""


def must_be_free(deed: Deed, case: Case, task: UserTask) -> None:
    """Refuse a task that somebody else has claimed.

    Raises:
        TaskClaimedByOther: By whom, and since when.
    """
    other = claimer(deed, case, task)
    if not other or other == deed.ask.by:
        return
    claims = [
        act.at
        for act in deed.unit.acts.of_case(case.case_id)
        if (act.verb, act.task_id, act.actor) == ("claim", task.task_id, other)
    ]
    name = person_name(deed.picture.office, other)
    raise TaskClaimedByOther(by=name, at=max(claims, default=None))


def must_be_current(here: Here, task: UserTask, version: int | None) -> None:
    """Refuse a page that was made before the task moved; None: no page was read.

    Raises:
        TaskChanged: By whom and when, where somebody has moved it.
    """
    if version is None or version == task.version:
        return
    moved = [
        (act.at, act.actor)
        for act in here.unit.acts.of_case(task.case_id)
        if act.task_id == task.task_id and act.verb in _MOVES
    ]
    saved = here.unit.drafts.saved(task.task_id)
    if saved is not None:
        moved.append((saved[1], saved[0]))
    if not moved:
        raise TaskChanged(task_id=task.task_id)
    at, by = max(moved)
    by_name = person_name(here.picture.office, by)
    raise TaskChanged(task_id=task.task_id, by=by_name, at=at)


def must_be_live(here: Here, task: UserTask) -> None:
    """Refuse a task that is done or cancelled.

    Raises:
        TaskAlreadyCompleted: By whom and when, if somebody completed it.
    """
    if task.state is TaskState.COMPLETED:
        by = person_name(here.picture.office, task.completed_by)
        raise TaskAlreadyCompleted(by=by, at=task.completed_at)
    if task.state is TaskState.CANCELLED:
        raise TaskAlreadyCompleted(at=task.completed_at)
