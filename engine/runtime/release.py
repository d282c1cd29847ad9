"""Release a task (放回): who claimed it gives it back to everybody who may do it."""

from engine.assembly import Engine
from engine.model.errors import TaskChanged
from engine.model.reading import Receipt
from engine.runtime.chain import Told, doer_by
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_case
from engine.runtime.task_at_hand import claimer, task_at_hand


def release_task(engine: Engine, task_id: str, *, by: str, version: int) -> Receipt:
    """Give the task back.

    Raises:
        TaskNotFound: It is not there, or not for the asker to see.
        NotAllowed: It is not the asker's to do.
        Conflict: It is done, claimed by another or nobody, or has changed.
    """

    def work(deed: Deed) -> Receipt:
        held = task_at_hand(deed, task_id, version=version)
        mine = claimer(deed, held.case, held.task) == by
        if not mine or not deed.unit.tasks.release(task_id, version=version):
            raise TaskChanged(task_id=task_id)
        doer = doer_by(deed.picture.office, held.right)
        told = Told("release", element_id=held.task.element_id, task_id=task_id)
        return note_on_case(deed, held.case, doer, told)

    return carry_out(engine, Ask("release", by=by, task_id=task_id), work)
