"""Open a task: that whoever may do it has seen it is recorded, once for each."""

from engine.assembly import Engine
from engine.model.errors import DutyConflict, NotAllowed
from engine.model.reading import Receipt
from engine.runtime.chain import Told, doer_by
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.looking import look
from engine.runtime.note import note_on_case, receipt_of
from engine.runtime.seeing import OPEN_TASKS, see_task
from engine.runtime.task_at_hand import right_to


def open_task(engine: Engine, task_id: str, *, by: str) -> Receipt | None:
    """Record that the person opened the task; None where there is nothing to record.

    Only the opening of an open task by somebody who may do it counts: after it the
    deed that led to the task cannot be withdrawn any more.

    Raises:
        TaskNotFound: It is not there, or not for the asker to see.
    """
    with look(engine) as here:
        seen, task = see_task(here, task_id, by)
        opened = {person for _, person, _ in here.unit.openings.of_tasks([task_id])}
        if task.state not in OPEN_TASKS or not seen.case.is_open or by in opened:
            return None
        try:
            right = right_to(here, seen.case, task, by)
        except (NotAllowed, DutyConflict):
            return None

    def work(deed: Deed) -> Receipt | None:
        found = deed.unit.cases.lock_with_task(task_id)
        if found is None or found[2].state not in OPEN_TASKS:
            return None
        case, _, live = found
        if not deed.unit.openings.record(task_id, by=by, at=deed.now):
            return receipt_of(deed, case, (task_id,))
        doer = doer_by(deed.picture.office, right)
        told = Told("open", element_id=live.element_id, task_id=task_id)
        return note_on_case(deed, case, doer, told)

    return carry_out(engine, Ask("open", by=by, task_id=task_id), work)
