"""The one writer of what a step did: state, tasks, waits, register, outbox, act."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from engine.bpmn.state import seal
from engine.model.act import Act
from engine.model.advance import Advance, OpenedTask, StartedLimit
from engine.model.case import Case, CaseState
from engine.model.diagram import Diagram
from engine.model.form import Form
from engine.model.identity import new_id
from engine.model.reading import Receipt
from engine.model.task import TaskState, UserTask
from engine.model.trail import Opinion
from engine.model.waiting import Before, Delivery, Limit, Subscription, Timer
from engine.runtime.at_hand import CaseAtHand
from engine.runtime.chain import Doer, Told, sealed_act
from engine.runtime.deed import Deed
from engine.runtime.plain import plain_dict

MESSAGE = "message"
CASE_ENDED = "case_ended"


@dataclass(frozen=True, slots=True)
class Answered:
    """A task, or a standing act, that the deed completed, with its answers."""

    element_id: str
    answers: Mapping[str, object]
    task: UserTask | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What the record is told besides the advance.

    `effects` are what the deed's effects came to; with one of them, or with a message
    thrown, something may have left the house. `withdrawable` says whether the kind of
    deed can be withdrawn at all. `cancelled` is the outcome that a termination gave.
    """

    doer: Doer
    told: Told
    answered: Answered | None = None
    effects: tuple[Mapping[str, object], ...] = ()
    withdrawable: bool = False
    cancelled: str = ""


def record_step(
    deed: Deed, at_hand: CaseAtHand, advance: Advance, written: Written
) -> Receipt:
    """Write everything that the step changed, and its act."""
    case = _moved(deed, at_hand.case, advance, written)
    opened = _open_tasks(deed, at_hand, case, advance)
    _close_tasks(deed, case, advance)
    _write_limits(deed, at_hand.procedure.diagram, case, advance, written)
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
    _write_outbox(deed, case, act, advance)
    _write_opinion(deed, at_hand, act, written)
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


def _open_tasks(
    deed: Deed, at_hand: CaseAtHand, case: Case, advance: Advance
) -> tuple[UserTask, ...]:
    opened = [o for o in advance.opened if o.token_id not in advance.closed]
    if not opened:
        return ()
    rounds = deed.unit.tasks.rounds(case.case_id) if at_hand.case.revision else {}
    tasks = tuple(
        task_of(deed, at_hand, each, rounds.get(each.element_id, 0) + 1, advance.limits)
        for each in opened
    )
    deed.unit.tasks.open_many(tasks, slug=case.slug, revision=case.revision)
    return tasks


def task_of(
    deed: Deed,
    at_hand: CaseAtHand,
    opened: OpenedTask,
    round_: int,
    limits: tuple[StartedLimit, ...],
) -> UserTask:
    """Return the row of a task that has become ready."""
    element = at_hand.procedure.diagram.element(opened.element_id)
    return UserTask(
        task_id=new_id(deed.now),
        case_id=at_hand.case.case_id,
        token_id=opened.token_id,
        element_id=opened.element_id,
        name=element.name,
        form=element.form,
        state=TaskState.OPEN,
        version=1,
        candidates=opened.candidates,
        item=opened.item,
        round=round_,
        reserved=element.reserved,
        context=opened.context,
        opened_at=deed.now,
        due_at=_due(opened, limits),
        claimed_by="",
        claimed_under="",
        completed_by="",
        completed_at=None,
        transfers=0,
    )


def _due(opened: OpenedTask, limits: tuple[StartedLimit, ...]) -> datetime | None:
    """Return the earliest due moment among the limits drawn on the task."""
    moments = [
        limit.due_at
        for limit in limits
        if limit.due_at is not None
        and opened.element_id == limit.element_id
        and limit.token_id in {"", opened.token_id}
    ]
    return min(moments, default=None)


def _close_tasks(deed: Deed, case: Case, advance: Advance) -> None:
    """Cancel what the engine no longer waits for; what is done is closed already."""
    if not case.is_open:
        deed.unit.tasks.close_case(case.case_id, at=deed.now, revision=case.revision)
        return
    gone = [token for token, how in advance.closed.items() if how != "completed"]
    deed.unit.tasks.close_tokens(
        case.case_id, gone, at=deed.now, revision=case.revision
    )


def write_waits(deed: Deed, case: Case, advance: Advance) -> None:
    """Let rows say what the engine waits for, where that differs from before."""
    case_id = case.case_id
    if advance.timers_moved:
        timers = [
            Timer(case_id, each.token_id, each.element_id, each.due_at)
            for each in (advance.timers if case.is_open else ())
        ]
        deed.unit.timers.replace_for_case(case_id, timers)
    if advance.messages_moved:
        waits = [
            Subscription(
                case_id, each.token_id, each.element_id, each.name, each.correlation
            )
            for each in (advance.messages if case.is_open else ())
        ]
        deed.unit.messages.replace_for_case(case_id, waits)


def _write_limits(
    deed: Deed, diagram: Diagram, case: Case, advance: Advance, written: Written
) -> None:
    """Stop the clocks of what is closed, start those begun, move those that moved."""
    if not (diagram.limits or any(e.limits for e in diagram.elements.values())):
        return
    if not case.is_open:
        deed.unit.limits.end_case(case.case_id, at=deed.now)
        return
    closed = [
        token
        for token in advance.closed
        if not _is_without_limits(diagram, written.answered, token)
    ]
    deed.unit.limits.end_tokens(case.case_id, closed, at=deed.now)
    running = [each for each in advance.limits if each.token_id not in advance.closed]
    deed.unit.limits.put_many(
        Limit(
            case_id=case.case_id,
            key=each.key,
            element_id=each.element_id,
            token_id=each.token_id,
            started_at=each.started_at,
            due_at=each.due_at,
            remind_at=each.remind_at,
            notify=each.notify,
        )
        for each in running
    )
    _move_due(deed, case, advance, running)


def _is_without_limits(
    diagram: Diagram, answered: Answered | None, token_id: str
) -> bool:
    """Say whether the token is that of a task on which no limit is drawn."""
    task = answered.task if answered else None
    if task is None or task.token_id != token_id:
        return False
    return not diagram.element(task.element_id).limits


def _move_due(
    deed: Deed, case: Case, advance: Advance, running: list[StartedLimit]
) -> None:
    """Let a task that waited before the step show its limit's new due moment."""
    opened = {each.token_id for each in advance.opened}
    moved = {
        limit.token_id: limit.due_at
        for limit in running
        if limit.token_id and limit.token_id not in opened
    }
    if not moved:
        return
    deed.unit.tasks.put_due(
        {
            task.task_id: moved[task.token_id]
            for task in deed.unit.tasks.open_of_case(case.case_id)
            if task.token_id in moved
        }
    )


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
            "closed": list(advance.closed),
        },
    )


def _write_outbox(deed: Deed, case: Case, act: Act, advance: Advance) -> None:
    """Write what the step sends, and to who waits for it that the case has ended."""
    cause = f"{act.chain}/{act.seq}"
    deliveries = [
        message_delivery(
            deed,
            case.case_id,
            name=each.name,
            correlation=each.correlation,
            payload=each.payload,
            key=f"{cause}/{number}",
            cause=cause,
        )
        for number, each in enumerate(advance.thrown)
    ]
    if not case.is_open:
        deliveries += _endings(deed, case, advance, cause)
    deed.unit.outbox.add_many(deliveries)


def _endings(deed: Deed, case: Case, advance: Advance, cause: str) -> list[Delivery]:
    """Return a message to each case that waits for how this one ended."""
    register = deed.unit.registers.of_case(case.case_id)
    payload = {
        "outcome": case.outcome,
        "case_id": case.case_id,
        "number": case.number,
        "register": dict(register) | plain_dict(advance.register),
    }
    return [
        message_delivery(
            deed,
            case.case_id,
            name=CASE_ENDED,
            correlation=case.case_id,
            payload=payload,
            key=f"{cause}/ended/{source}",
            cause=cause,
            to_case=source,
        )
        for source in _waiting_for(deed, case)
    ]


def _waiting_for(deed: Deed, case: Case) -> list[str]:
    """Return the cases that led to this one and whose diagram asks for its end."""
    links = deed.unit.links.of_case(case.case_id)
    sources = {link.from_case for link in links if link.to_case == case.case_id}
    if not sources:
        return []
    found = deed.unit.cases.find_many(sources)
    return [
        case_id
        for case_id, source in found.items()
        if source.is_open and _asks_for_end(deed, source.version_id)
    ]


def _asks_for_end(deed: Deed, version_id: str) -> bool:
    procedure = deed.engine.library.procedure(deed.unit, version_id)
    return any(
        each.message is not None and each.message.name == CASE_ENDED
        for each in procedure.diagram.elements.values()
    )


def message_delivery(
    deed: Deed,
    case_id: str,
    *,
    name: str,
    correlation: str,
    payload: Mapping[str, object],
    key: str,
    cause: str,
    to_case: str = "",
) -> Delivery:
    """Return the outbox row of a message; `to_case` names the only case it is for."""
    return Delivery(
        delivery_id=new_id(deed.now),
        kind=MESSAGE,
        dedupe_key=key,
        payload={
            "name": name,
            "correlation": correlation,
            "payload": plain_dict(payload),
            "cause": cause,
            "to_case": to_case,
        },
        created_at=deed.now,
        next_try_at=deed.now,
        case_id=case_id,
    )


def _write_opinion(deed: Deed, at_hand: CaseAtHand, act: Act, written: Written) -> None:
    """Keep the opinion given, which stands beside those of every other round."""
    answered = written.answered
    if answered is None:
        return
    element = at_hand.procedure.diagram.element(answered.element_id)
    form = at_hand.procedure.forms.get(element.form)
    words = _opinion_of(form, answered.answers) if form else None
    if words is None:
        return
    doer = written.doer
    post = deed.picture.office.posts.get(doer.on_behalf_of or doer.post)
    deed.unit.opinions.add_many(
        [
            Opinion(
                case_id=act.chain,
                seq=act.seq,
                task_id=act.task_id,
                element_id=answered.element_id,
                round=answered.task.round if answered.task else 1,
                person_id=doer.person_id,
                post_id=doer.post,
                rank=post.rank if post else 99,
                on_behalf_of=doer.on_behalf_of,
                decision=words[0],
                text=words[1],
                at=deed.now,
            )
        ]
    )


def _opinion_of(form: Form, answers: Mapping[str, object]) -> tuple[str, str] | None:
    """Return conclusion and words, if the form asks for an opinion and got either."""
    marked = [each.key for each in form.fields if each.opinion]
    if not marked:
        return None
    decision = str(answers.get("decision") or "")
    text = "\n".join(str(answers[key]) for key in marked if answers.get(key))
    return (decision, text) if decision or text else None
