"""Add a signer (加签): ask one more official for their opinion before deciding."""

from engine.assembly import Engine
from engine.content.words import read_words
from engine.model.errors import PersonNotFound, ReasonMissing
from engine.model.identity import new_id
from engine.model.passing import TRANSFER_ARTICLE, check_signer
from engine.model.reading import Receipt
from engine.model.right import Right
from engine.model.task import TaskState, UserTask
from engine.runtime.asked import OPINION_FORM, asked_before, who_was_asked
from engine.runtime.chain import Told, doer_by
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.names import person_name
from engine.runtime.note import note_on_case
from engine.runtime.task_at_hand import task_at_hand

VERB = "add_signer"


def add_signer(
    engine: Engine, task_id: str, *, by: str, to_person: str, words: str
) -> Receipt:
    """Ask an official what they think before the task is decided.

    The decision stays with the asker, who need not wait for it: an opinion is no veto
    and moves no token. The act keeps who answers for the task.

    Raises:
        ReasonMissing: It is not said what is asked.
        PersonNotFound: There is no such person.
        TaskNotFound: The task is not there, or not for the asker to see.
        NotAllowed: It is not the asker's to do, or that person may not be asked.
        Conflict: It is done, or claimed by another.

    Source: article 66 (work is not passed down layer by layer: an added signer adds
    no other).
    """
    question = read_words("words", words)
    if not question:
        raise ReasonMissing(references=TRANSFER_ARTICLE)

    def work(deed: Deed) -> Receipt:
        held = task_at_hand(deed, task_id)
        case, task, office = held.case, held.task, deed.picture.office
        if to_person not in office.people:
            raise PersonNotFound(person_id=to_person)
        tasks = deed.unit.tasks.of_case(case.case_id) if task.asked else ()
        asked = who_was_asked(asked_before(task, tasks))
        check_signer(office, by, task, to_person, deed.now, asked)
        opinion = _opinion(deed, task, held.right, to_person, question)
        deed.unit.tasks.ask(opinion, slug=case.slug)
        # Who asks has seen the task: what led to it cannot be withdrawn any more.
        deed.unit.openings.record(task_id, by=by, at=deed.now)
        told = Told(
            VERB,
            element_id=task.element_id,
            task_id=task_id,
            references=TRANSFER_ARTICLE,
            details={
                "words": question,
                "to_person": to_person,
                "to_name": person_name(office, to_person),
                "asked_task": opinion.task_id,
                "responsible": held.right.on_behalf_of or f"post:{held.right.post_id}",
            },
        )
        return note_on_case(deed, case, doer_by(office, held.right), told)

    return carry_out(engine, Ask(VERB, by=by, task_id=task_id), work)


def _opinion(
    deed: Deed, task: UserTask, right: Right, to_person: str, question: str
) -> UserTask:
    """Return the task that asks: of the same step, without a token of the engine."""
    task_id = new_id(deed.now)
    return UserTask(
        task_id=task_id,
        case_id=task.case_id,
        token_id=task_id,
        element_id=task.element_id,
        name=f"{task.name}（加签）",
        form=OPINION_FORM.key,
        state=TaskState.OPEN,
        version=1,
        candidates=(f"person:{to_person}",),
        item="",
        round=task.round,
        reserved=False,
        context={
            "asked_by": deed.ask.by,
            "post": right.post_id,
            "on_behalf_of": right.on_behalf_of_post,
            "words": question,
        },
        opened_at=deed.now,
        due_at=task.due_at,
        warn_at=task.warn_at,
        due_unit=task.due_unit,
        claimed_by="",
        claimed_under="",
        completed_by="",
        completed_at=None,
        transfers=0,
        asked_for=task.task_id,
    )
