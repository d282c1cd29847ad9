"""Claim a task (签收): of several who may do it, one does."""

from engine.assembly import Engine
from engine.model.errors import TaskChanged
from engine.model.reading import Receipt
from engine.model.task import TaskState
from engine.runtime.chain import Told, doer_by
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_case, receipt_of
from engine.runtime.task_at_hand import claimer, must_be_current, task_at_hand


def claim_task(engine: Engine, task_id: str, *, by: str, version: int) -> Receipt:
    """Claim the task; once claimed, claiming it again changes nothing.

    Raises:
        TaskNotFound: It is not there, or not for the asker to see.
        NotAllowed: It is not the asker's to do.
        Conflict: It is done, claimed by another, or has changed.
    """

    def work(deed: Deed) -> Receipt:
        held = task_at_hand(deed, task_id)
        case, task = held.case, held.task
        if claimer(deed, case, task) == by:
            return receipt_of(deed, case, (task_id,))
        must_be_current(deed, task, version)
        moved = version
        if task.state is TaskState.CLAIMED:
            # A claim made under a grant ends with the grant.
            deed.unit.tasks.release(task_id, version=moved)
            moved += 1
        if not deed.unit.tasks.claim(
            task_id, version=moved, by=by, under=held.right.told
        ):
            raise TaskChanged(task_id=task_id)
        doer = doer_by(deed.picture.office, held.right)
        told = Told("claim", element_id=task.element_id, task_id=task_id)
        return note_on_case(deed, case, doer, told)

    return carry_out(engine, Ask("claim", by=by, task_id=task_id), work)
