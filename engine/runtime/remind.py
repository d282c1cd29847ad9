"""Remind of time limits: before they run out and when they have; it moves no token.

Source: rule G6 of the house (silence is never consent).
"""

from engine.assembly import Engine
from engine.model.case import Case, CaseState
from engine.model.diagram import LimitSpec
from engine.model.identity import new_id
from engine.model.limit import covers
from engine.model.task import UserTask
from engine.model.trail import Notice
from engine.model.waiting import Limit
from engine.runtime.at_hand import CaseAtHand, load_case
from engine.runtime.chain import Doer, Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.looking import look
from engine.runtime.note import note_on_case
from engine.runtime.shown import specs_of

REMIND = "remind"
OVERDUE = "overdue"
LIMITS_A_TURN = 100


def remind_due(engine: Engine) -> int:
    """Tell of limits that are near or over, each once; return how many were told."""
    with look(engine) as seen:
        limits = seen.unit.limits.due(seen.now, LIMITS_A_TURN)
    return sum(_remind(engine, limit) for limit in limits)


def _remind(engine: Engine, limit: Limit) -> bool:
    def work(deed: Deed) -> bool:
        at_hand = load_case(deed, limit.case_id)
        spec = specs_of(at_hand.procedure.diagram).get(limit.key)
        if at_hand.case.state is CaseState.SUSPENDED or spec is None:
            return False
        over = limit.due_at is not None and limit.due_at < deed.now
        limits = deed.unit.limits
        told = (
            limits.overdue_told(limit, at=deed.now)
            if over
            else limits.reminded(limit, at=deed.now)
        )
        if told:
            _tell(deed, at_hand, limit, spec, OVERDUE if over else REMIND)
        return told

    return carry_out(engine, Ask(REMIND, case_id=limit.case_id), work)


def _tell(
    deed: Deed, at_hand: CaseAtHand, limit: Limit, spec: LimitSpec, kind: str
) -> None:
    """Write a notice to whoever is named and whoever has the task, and an act."""
    case = at_hand.case
    tasks = [
        task
        for task in deed.unit.tasks.open_of_case(case.case_id)
        if covers(limit, task) and not task.asked_for
    ]
    principals = dict.fromkeys(
        [*limit.notify, *(each for task in tasks for each in _with_whom(task))]
    )
    due = limit.due_at.isoformat() if limit.due_at else ""
    deed.unit.notices.add_many(
        Notice(
            notice_id=new_id(deed.now),
            principal=principal,
            case_id=case.case_id,
            kind=kind,
            text=spec.name,
            at=deed.now,
            dedupe_key=f"{kind}/{case.case_id}/{limit.key}/{limit.token_id}/{due}/"
            f"{principal}",
            task_id=tasks[0].task_id if tasks else "",
        )
        for principal in principals
    )
    _note(deed, case, limit, spec, kind)


def _with_whom(task: UserTask) -> tuple[str, ...]:
    return (f"person:{task.claimed_by}",) if task.claimed_by else task.candidates


def _note(deed: Deed, case: Case, limit: Limit, spec: LimitSpec, kind: str) -> None:
    details = {
        "limit": limit.key,
        "due_at": limit.due_at.isoformat() if limit.due_at else "",
        "evidence": {limit.element_id: list(spec.references)},
    }
    told = Told(
        kind,
        element_id=limit.element_id,
        references=spec.references,
        details=details,
    )
    note_on_case(deed, case, Doer(), told)
