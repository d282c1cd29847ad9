"""Withdraw a completed task (撤回): the case is put back to before it."""

from collections.abc import Mapping
from dataclasses import replace

from engine.assembly import Engine
from engine.bpmn.run import resume
from engine.bpmn.state import seal, unseal
from engine.model.authority import may_act
from engine.model.case import CaseState
from engine.model.errors import AlreadyOpened, MayNotWithdraw
from engine.model.reading import Receipt
from engine.model.task import UserTask
from engine.model.waiting import Before
from engine.runtime.at_hand import CaseAtHand, load_task, must_run, surroundings_of
from engine.runtime.chain import Told, doer_by
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.names import person_name
from engine.runtime.note import note_on_case
from engine.runtime.record_waits import write_waits
from engine.runtime.seeing import see_task

VERB = "withdraw"


def withdraw_task(engine: Engine, task_id: str, *, by: str) -> Receipt:
    """Take back one's own completion, while nobody has seen what followed.

    Raises:
        TaskNotFound: There is none, or the person may not see it.
        MayNotWithdraw: It is not theirs, not the last deed, or something has left.
        AlreadyOpened: The next official has opened their task.
        CaseFinished, CaseSuspended, CaseHasIncident: The case does not run.
    """

    def work(deed: Deed) -> Receipt:
        at_hand, task = load_task(deed, task_id)
        see_task(deed, task_id, by)
        before = _before(deed, at_hand, task)
        must_run(at_hand.case)
        _must_be_unopened(deed, at_hand, before)
        return _put_back(deed, at_hand, task, before)

    return carry_out(engine, Ask(VERB, by, task_id=task_id), work)


def _before(deed: Deed, at_hand: CaseAtHand, task: UserTask) -> Before:
    """Return what to restore, if this deed was the case's last and the asker's own."""
    element = at_hand.procedure.diagram.element(task.element_id)
    before = deed.unit.cases.before(task.case_id)
    if before is None or (before.task_id, before.by) != (task.task_id, deed.ask.by):
        raise MayNotWithdraw(task_name=task.name, references=element.references)
    if before.revision != at_hand.case.revision:
        raise MayNotWithdraw(task_name=task.name, references=element.references)
    return before


def _must_be_unopened(deed: Deed, at_hand: CaseAtHand, before: Before) -> None:
    opened = deed.unit.openings.first_since(at_hand.case.case_id, before.revision)
    if opened is not None:
        who, when = opened
        raise AlreadyOpened(by=person_name(deed.picture.office, who), at=when)


def _put_back(
    deed: Deed, at_hand: CaseAtHand, task: UserTask, before: Before
) -> Receipt:
    """Restore state, tasks, waits, register and title, and let the opinion fall."""
    case = at_hand.case
    right = may_act(
        deed.picture.office,
        deed.ask.by,
        task.candidates,
        deed.now,
        slug=case.slug,
        case_id=case.case_id,
        task_name=task.name,
    )
    state = unseal(
        before.sealed,
        case_id=case.case_id,
        revision=before.revision - 1,
        ring=deed.engine.ring,
    )
    revision = case.revision + 1
    restored = replace(
        case,
        revision=revision,
        state=CaseState(before.state),
        title=str(before.rows["title"]),
    )
    sealed = seal(state, case_id=case.case_id, revision=revision, ring=deed.engine.ring)
    register = before.rows["register"]
    values = dict(register) if isinstance(register, Mapping) else {}
    deed.unit.tasks.undo_deed(
        case.case_id, undone=before.revision, at=deed.now, now=revision
    )
    deed.unit.registers.restore(case.case_id, case.slug, values)
    deed.unit.opinions.withdraw(case.case_id, before.seq, at=deed.now)
    _put_back_limits(deed, case.case_id, before)
    back = replace(at_hand, case=restored, register=values)
    run = resume(at_hand.procedure, state, surroundings_of(deed, back))
    moved = replace(run.freeze(), timers_moved=True, messages_moved=True)
    write_waits(deed, restored, moved)
    deed.unit.cases.save(restored, sealed, expected_revision=case.revision)
    if restored.title != case.title:
        deed.unit.search.put(restored)
    told = Told(
        VERB,
        element_id=task.element_id,
        task_id=task.task_id,
        references=right.references,
        details={"withdrawn_seq": before.seq},
    )
    return note_on_case(deed, restored, doer_by(deed.picture.office, right), told)


def _put_back_limits(deed: Deed, case_id: str, before: Before) -> None:
    """Stop the clocks that the deed started, and let those it stopped run on."""
    started, ended = before.rows["limits"], before.rows["ended"]
    begun = list(map(str, started)) if isinstance(started, list) else []
    stopped = list(map(str, ended)) if isinstance(ended, list) else []
    acts = deed.unit.acts.of_chain(case_id, after=before.seq - 1, size=1)
    done_at = acts[0].at if acts else None
    deed.unit.limits.end_tokens(case_id, begun, at=deed.now)
    deed.unit.limits.put_many(
        replace(limit, ended_at=None)
        for limit in deed.unit.limits.of_case(case_id)
        if limit.token_id in stopped and limit.ended_at == done_at
    )
