"""Complete a task: the answers judged, the token moved on, all of it or nothing."""

from collections.abc import Mapping
from dataclasses import replace

from engine.assembly import Engine
from engine.model.errors import (
    DutyConflict,
    NotAllowed,
    TaskAlreadyCompleted,
)
from engine.model.reading import Receipt
from engine.model.right import Right
from engine.model.task import UserTask
from engine.runtime.answering import documents_in, judge_answers
from engine.runtime.asked import let_asked_fall
from engine.runtime.at_hand import (
    CaseAtHand,
    load_task,
    must_run,
    resume_run,
    surroundings_of,
)
from engine.runtime.chain import Told, doer_by
from engine.runtime.deed import Ask, Deed, repeatable
from engine.runtime.effects import settle
from engine.runtime.failpoint import failpoint
from engine.runtime.filing import entitled
from engine.runtime.give_opinion import give_opinion
from engine.runtime.record import record_step
from engine.runtime.seeing import see_task
from engine.runtime.task_at_hand import (
    must_be_current,
    must_be_free,
    must_be_live,
    right_to,
)
from engine.runtime.written import Answered, Written

VERB = "complete"


def complete_task(
    engine: Engine,
    task_id: str,
    *,
    by: str,
    answers: Mapping[str, object],
    version: int | None = None,
    key: str = "",
) -> Receipt:
    """Complete the task with these answers and let its case go on.

    A task that asks for an opinion (加签) gives it and moves nothing; what was asked
    before a task and is not answered falls with its completion.

    Args:
        version: The task's, as the page showed it; None where no page was read.
        key: Sent again, the same request gets the receipt of the first.

    Raises:
        TaskNotFound: There is none, or the person may not see it.
        NotACandidate, ActingInForce, ReservedToTheMayor: It is not theirs to do.
        DutyConflict: They would stand on both sides, or sign twice.
        TaskAlreadyCompleted, TaskChanged, TaskClaimedByOther: Somebody was first.
        CaseFinished, CaseSuspended, CaseHasIncident: The case does not run.
        AnswersInvalid: The form is not filled as it must be.
    """
    body = {"answers": answers, "version": version}
    ask = Ask(VERB, by, task_id=task_id, key=key, body=body)

    def work(deed: Deed) -> Receipt:
        at_hand, task = load_task(deed, task_id)
        failpoint(VERB, "after_lock")
        if task.item:
            tasks = deed.unit.tasks.of_case(at_hand.case.case_id)
            at_hand = replace(at_hand, tasks=tasks)
        right = _right(deed, at_hand, task)
        must_be_live(deed, task)
        must_run(at_hand.case)
        must_be_free(deed, at_hand.case, task)
        must_be_current(deed, task, version)
        if task.asked_for:
            return give_opinion(deed, at_hand, task, right, answers)
        return _complete(deed, at_hand, task, right, answers)

    return repeatable(engine, ask, work)


def _right(deed: Deed, at_hand: CaseAtHand, task: UserTask) -> Right:
    """Ask for the right first: what may not be seen must not be told to be done."""
    try:
        return right_to(deed, at_hand.case, task, deed.ask.by, at_hand.tasks)
    except (NotAllowed, DutyConflict):
        see_task(deed, task.task_id, deed.ask.by)
        raise


def _complete(
    deed: Deed,
    at_hand: CaseAtHand,
    task: UserTask,
    right: Right,
    raw: Mapping[str, object],
) -> Receipt:
    case, diagram = at_hand.case, at_hand.procedure.diagram
    form = at_hand.procedure.forms.get(task.form)
    answers = judge_answers(
        deed, form, raw, task.context, surroundings_of(deed, at_hand), case.case_id
    )
    done = deed.unit.tasks.complete(
        task.task_id,
        version=task.version,
        by=deed.ask.by,
        at=deed.now,
        revision=case.revision + 1,
    )
    if not done:
        raise TaskAlreadyCompleted
    failpoint(VERB, "after_compare_and_set")
    unheard = let_asked_fall(deed, task, case.revision + 1)
    at_hand = entitled(deed, at_hand, diagram.element(task.element_id), answers)
    doer = doer_by(deed.picture.office, right)
    run = resume_run(deed, at_hand)
    run.complete(task.token_id, answers)
    advance, effects = settle(deed, at_hand, run, doer)
    failpoint(VERB, "after_step")
    documents = documents_in(form, answers)
    if documents:
        deed.unit.documents.join_case(documents, case.case_id, by=deed.ask.by)
    told = Told(
        VERB,
        element_id=task.element_id,
        task_id=task.task_id,
        references=right.references,
        details={"unheard": unheard} if unheard else {},
    )
    answered = Answered(task.element_id, answers, task)
    written = Written(doer, told, answered, effects, withdrawable=True)
    receipt = record_step(deed, at_hand, advance, written)
    failpoint(VERB, "after_record")
    return receipt
