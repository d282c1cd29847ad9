"""Save answers that are not submitted yet: they wait with the task, unjudged."""

from collections.abc import Mapping

from engine.assembly import Engine
from engine.content.drafts import read_draft
from engine.model.errors import TaskChanged
from engine.model.reading import Receipt
from engine.runtime.asked import form_of
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import receipt_of
from engine.runtime.task_at_hand import task_at_hand


def save_answers(
    engine: Engine,
    task_id: str,
    *,
    by: str,
    version: int,
    answers: Mapping[str, object],
) -> Receipt:
    """Keep what has been typed so far; the task's version moves.

    A draft is no act: nothing was decided. Fields that the form does not have are left
    out, so that nothing but its answers can be kept there.

    Raises:
        TaskNotFound: It is not there, or not for the asker to see.
        NotAllowed: It is not the asker's to do.
        Conflict: It is done, claimed by another, or has changed.
        RequestMalformed: It is too large, or holds what a store cannot keep.
    """

    def work(deed: Deed) -> Receipt:
        held = task_at_hand(deed, task_id, version=version)
        procedure = engine.library.procedure(deed.unit, held.case.version_id)
        form = form_of(procedure.forms, held.task.form, held.task.name)
        kept = read_draft(form, answers)
        if not deed.unit.tasks.bump(task_id, version=version):
            raise TaskChanged(task_id=task_id)
        deed.unit.drafts.save(task_id, kept, by=by, at=deed.now)
        return receipt_of(deed, held.case, (task_id,))

    return carry_out(engine, Ask("save_answers", by=by, task_id=task_id), work)
