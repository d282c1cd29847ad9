"""Transfer a task (转办): pass it on to another official, once."""

from engine.assembly import Engine
from engine.content.words import read_words
from engine.model.errors import PersonNotFound, ReasonMissing, TaskChanged
from engine.model.passing import TRANSFER_ARTICLE, may_transfer
from engine.model.reading import Receipt
from engine.runtime.chain import Told, doer_by
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.names import person_name
from engine.runtime.note import note_on_case
from engine.runtime.task_at_hand import task_at_hand


def transfer_task(
    engine: Engine, task_id: str, *, by: str, to_person: str, reason: str
) -> Receipt:
    """Pass the task on; the act keeps whose it was, so that it stays answered for.

    Raises:
        ReasonMissing: No reason is given.
        PersonNotFound: There is no such person.
        TaskNotFound: The task is not there, or not for the asker to see.
        NotAllowed: It is not the asker's to pass on, to this person, or once more.
        Conflict: It is done, claimed by another, or has changed.

    Source: article 66 (work is not passed down layer by layer).
    """
    why = read_words("reason", reason)
    if not why:
        raise ReasonMissing(references=TRANSFER_ARTICLE)

    def work(deed: Deed) -> Receipt:
        held = task_at_hand(deed, task_id)
        case, task, office = held.case, held.task, deed.picture.office
        if to_person not in office.people:
            raise PersonNotFound(person_id=to_person)
        right = may_transfer(office, by, task, case.slug, to_person, deed.now)
        moved = deed.unit.tasks.transfer(
            task_id, version=task.version, candidates=(f"person:{to_person}",)
        )
        if not moved:
            raise TaskChanged(task_id=task_id)
        told = Told(
            "transfer",
            element_id=task.element_id,
            task_id=task_id,
            references=TRANSFER_ARTICLE,
            details={
                "reason": why,
                "to_person": to_person,
                "to_name": person_name(office, to_person),
                "candidates": list(task.candidates),
                "responsible": right.on_behalf_of or f"post:{right.post_id}",
            },
        )
        return note_on_case(deed, case, doer_by(office, right), told)

    return carry_out(engine, Ask("transfer", by=by, task_id=task_id), work)
