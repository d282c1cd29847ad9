"""The one writer of what a step did: state, tasks, waits, register, outbox, act."""

from collections.abc import Iterable
from dataclasses import replace

from engine.bpmn.state import seal
from engine.model.act import Act
from engine.model.advance import Advance
from engine.model.case import Case, CaseState
from engine.model.diagram import Diagram
from engine.model.reading import Receipt
from engine.model.waiting import Before
from engine.runtime.at_hand import CaseAtHand
from engine.runtime.chain import Doer, Told, sealed_act
from engine.runtime.deed import Deed
from engine.runtime.plain import plain_dict
from engine.runtime.record_opinion import write_opinion
from engine.runtime.record_sent import write_outbox
from engine.runtime.record_tasks import close_tasks, open_tasks
from engine.runtime.record_waits import write_limits, write_waits
from engine.runtime.written import Written


def record_step(
    deed: Deed, at_hand: CaseAtHand, advance: Advance, written: Written
) -> Receipt:
    """Write everything that the step changed, and its act."""
    case = _moved(deed, at_hand.case, advance, written)
    opened = open_tasks(deed, at_hand, case, advance)
    close_tasks(deed, case, advance)
    write_limits(deed, at_hand.procedure.diagram, case, advance)
    write_waits(deed, case, advance)
    act = _act(deed, at_hand, advance, written)
    case = replace(case, acts=act.seq, head=act.mac)
    sealed = seal(
        advance.state,
        case_id=case.case_id,
        revision=case.revision,
        ring=deed.engine.ring,
    )
    deed.unit.cases.save(
        case,
        sealed,
        expected_revision=at_hand.case.revision,
        before=_before(at_hand, case, act, advance, written),
    )
    if case.title != at_hand.case.title or not at_hand.case.revision:
        deed.unit.search.put(case)
    deed.unit.acts.append(act)
    if advance.register:
        deed.unit.registers.put(case.case_id, case.slug, plain_dict(advance.register))
    write_outbox(deed, case, act, advance)
    write_opinion(deed, at_hand, act, written)
    return Receipt(
        case_id=case.case_id,
        number=case.number,
        revision=case.revision,
        seq=act.seq,
        at=deed.now,
        task_ids=tuple(task.task_id for task in opened),
        outcome=case.outcome,
    )


def append_act(deed: Deed, case: Case, doer: Doer, told: Told) -> Case:
    """Write an act that steps nothing and the chain's new head; return the case."""
    last = (case.acts, case.head)
    act = sealed_act(deed.engine.ring, case.case_id, last, deed.now, doer, told)
    moved = replace(case, acts=act.seq, head=act.mac)
    deed.unit.cases.save_head(moved, expected_acts=case.acts)
    deed.unit.acts.append(act)
    return moved


def references_of(diagram: Diagram, walked: Iterable[str]) -> tuple[str, ...]:
    """Return the clauses of elements and flows, each once, in the order walked."""
    found: dict[str, None] = {}
    for each in walked:
        node = diagram.elements.get(each) or diagram.flows.get(each)
        if node is not None:
            found |= dict.fromkeys(node.references)
    return tuple(found)


def _moved(deed: Deed, case: Case, advance: Advance, written: Written) -> Case:
    """Return the case after the step, but for the head of its chain."""
    case = replace(case, revision=case.revision + 1)
    if written.cancelled:
        return replace(
            case,
            state=CaseState.CANCELLED,
            outcome=written.cancelled,
            ended_at=deed.now,
        )
    if advance.finished:
        return replace(
            case,
            state=CaseState.FINISHED,
            outcome=advance.outcome,
            ended_at=deed.now,
        )
    return case


def _act(deed: Deed, at_hand: CaseAtHand, advance: Advance, written: Written) -> Act:
    """Return the act of the deed, with the clauses of everything it walked.

    An element that has merely been reached is evidence of nothing yet: its clauses
    come with the deed that completes it.
    """
    open_now = {
        o.element_id for o in advance.opened if o.token_id not in advance.closed
    }
    done = [each for each in advance.entered if each not in open_now]
    answered = written.answered
    if answered is not None:
        done.insert(0, answered.element_id)
    diagram = at_hand.procedure.diagram
    details = dict(written.told.details) | {
        "entered": list(advance.entered),
        "evidence": {
            each: list(references)
            for each in dict.fromkeys(done)
            if (references := references_of(diagram, [each]))
        },
    }
    if answered is not None:
        details["answers"] = plain_dict(answered.answers)
        details["round"] = answered.task.round if answered.task else 0
    if written.effects:
        details["effects"] = list(written.effects)
    if advance.conflicts:
        details["conflicts"] = list(advance.conflicts)
    if advance.finished or written.cancelled:
        details["outcome"] = written.cancelled or advance.outcome
    told = replace(
        written.told,
        references=tuple(
            dict.fromkeys((*written.told.references, *references_of(diagram, done)))
        ),
        details=plain_dict(details),
    )
    last = (at_hand.case.acts, at_hand.case.head)
    return sealed_act(
        deed.engine.ring, at_hand.case.case_id, last, deed.now, written.doer, told
    )


def _before(
    at_hand: CaseAtHand, case: Case, act: Act, advance: Advance, written: Written
) -> Before | None:
    """Return what withdrawing restores, or None where something may have left."""
    task = written.answered.task if written.answered else None
    left = written.effects or advance.thrown or not case.is_open
    if not written.withdrawable or task is None or left or not at_hand.sealed:
        return None
    return Before(
        revision=case.revision,
        seq=act.seq,
        task_id=task.task_id,
        by=written.doer.person_id,
        state=at_hand.case.state,
        sealed=at_hand.sealed,
        rows={
            "register": plain_dict(at_hand.register),
            "title": at_hand.case.title,
            "limits": [limit.token_id for limit in advance.limits],
            "ended": list(advance.ended),
        },
    )
