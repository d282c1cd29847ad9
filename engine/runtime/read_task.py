"""Read a task: everything its page shows, and what the asker may do with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.assembly import Engine
from engine.model.authority import who_may
from engine.model.errors import (
    DutyConflict,
    NotACandidate,
    NotAllowed,
)
from engine.model.limit import covers, scopes_of
from engine.model.reading import ClauseShown, Elapsed, TaskRead, Why
from engine.model.right import Right
from engine.model.standing import principal_name
from engine.model.task import TaskState, UserTask
from engine.model.waiting import Limit
from engine.runtime.asked import (
    askable,
    asked_before,
    asked_shown,
    form_of,
    who_was_asked,
)
from engine.runtime.cards import cards_of
from engine.runtime.looking import Look, look
from engine.runtime.names import post_name
from engine.runtime.papers import papers_of
from engine.runtime.permission import may_transfer_to, may_withdraw, takes_documents
from engine.runtime.seeing import OPEN_TASKS, SeenCase, see_task
from engine.runtime.shown import (
    document_shown,
    elapsed_of,
    lamp_of,
    left_of,
    limits_shown,
    opinions_shown,
    specs_of,
    timeline_of,
)
from engine.runtime.task_at_hand import claimer, right_to
from engine.runtime.walk import answers_in


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What the asker may do, by what right, or what keeps them from it."""

    may: frozenset[str]
    right: Right | None = None
    blocked_by: str = ""
    blocked_facts: Mapping[str, object] = field(default_factory=dict)
    transfer_to: tuple[tuple[str, str], ...] = ()
    ask_of: tuple[tuple[str, str], ...] = ()


def read_task(engine: Engine, task_id: str, *, by: str) -> TaskRead:
    """Return the task as its page shows it to this person now.

    The number of statements does not depend on how long the case's history is.

    Raises:
        TaskNotFound: It does not exist, or is not for this person to see.
    """
    with look(engine) as here:
        seen, task = see_task(here, task_id, by)
        diagram, office = seen.procedure.diagram, here.office
        verdict = _judge(here, seen, task, by)
        limits = [each for each in _limits(here, seen, task) if each.ended_at is None]
        element = diagram.element(task.element_id)
        specs = specs_of(diagram)
        why = (
            *element.references,
            *(verdict.right.references if verdict.right else ()),
        )
        of_limits = [r for each in limits for r in specs[each.key].references]
        cards = cards_of(engine, here.unit, (*why, *of_limits))
        documents = here.unit.documents.of_case(seen.case.case_id)
        opinions = here.unit.opinions.of_case(seen.case.case_id)
        return TaskRead(
            task=task,
            case=seen.case,
            procedure=seen.procedure.manifest.name,
            form=form_of(seen.procedure.forms, task.form, task.name),
            draft=_answers(here, seen, task, verdict),
            why=_why(here, task, verdict.right, [cards[each] for each in why]),
            lamp=lamp_of(here, task),
            left=left_of(here, task.due_at, task.due_unit),
            limits=limits_shown(here, diagram, limits, cards),
            timeline=timeline_of(office, diagram, seen.acts),
            opinions=opinions_shown(office, diagram, opinions, seen.tasks),
            documents=tuple(document_shown(office, each) for each in documents),
            may=verdict.may,
            filled=papers_of(office, seen.procedure, seen.acts),
            blocked_by=verdict.blocked_by,
            blocked_facts=verdict.blocked_facts,
            transfer_to=verdict.transfer_to,
            ask_of=verdict.ask_of,
            asked=tuple(
                asked_shown(office, each, opinions)
                for each in asked_before(task, seen.tasks)
            ),
            asks=asked_shown(office, task, opinions) if task.asked_for else None,
            elapsed=_elapsed(here, seen),
        )


def _judge(here: Look, seen: SeenCase, task: UserTask, by: str) -> _Verdict:
    """Return what the asker may do with the task now."""
    if task.state not in OPEN_TASKS:
        undo = task.completed_by == by and may_withdraw(here, seen.case, by, task)
        return _Verdict(frozenset({"withdraw"} if undo else ()))
    try:
        right = right_to(here, seen.case, task, by)
    except NotACandidate:
        return _Verdict(frozenset())
    except (NotAllowed, DutyConflict) as refusal:
        return _Verdict(
            frozenset(), blocked_by=refusal.code, blocked_facts=refusal.facts
        )
    if not seen.runs:
        return _Verdict(frozenset(), right, f"case_{_halted(seen)}")
    owner = claimer(here, seen.case, task)
    if owner and owner != by:
        return _Verdict(frozenset(), right, "task_claimed_by_other")
    return _offered(here, seen, task, by, right)


def _offered(
    here: Look, seen: SeenCase, task: UserTask, by: str, right: Right
) -> _Verdict:
    """Return what may be done with a task that is the asker's to do."""
    if task.asked_for:
        return _Verdict(frozenset({"complete"}), right)
    owner = claimer(here, seen.case, task)
    passing = may_transfer_to(here, seen.case, task, by)
    asked = who_was_asked(asked_before(task, seen.tasks))
    asking = askable(here, task, by, asked)
    may = {"complete"}
    may |= {"release"} if owner else _claim(here, seen, task)
    may |= {"transfer"} if passing else set()
    may |= {"add_signer"} if asking else set()
    may |= {"attach"} if takes_documents(here, seen.case) else set()
    return _Verdict(frozenset(may), right, transfer_to=passing, ask_of=asking)


def _halted(seen: SeenCase) -> str:
    return {"incident": "has_incident"}.get(seen.case.state, seen.case.state)


def _claim(here: Look, seen: SeenCase, task: UserTask) -> set[str]:
    """Claiming is for tasks that several could do."""
    several = len(who_may(here.office, task, seen.case.slug, here.now)) > 1
    return {"claim"} if several else set()


def _elapsed(here: Look, seen: SeenCase) -> Elapsed | None:
    """Return how long the case has run; the register is read only where it is told."""
    if not seen.procedure.manifest.elapsed_from:
        return None
    register = here.unit.registers.of_case(seen.case.case_id)
    return elapsed_of(here, seen.procedure, seen.case, register)


def _limits(here: Look, seen: SeenCase, task: UserTask) -> tuple[Limit, ...]:
    """Return the limits of the task, and those of the scopes around it."""
    around = scopes_of(seen.procedure.diagram, task.element_id)
    return tuple(
        limit
        for limit in here.unit.limits.of_case(seen.case.case_id)
        if limit.element_id in around or covers(limit, task)
    )


def _answers(
    here: Look, seen: SeenCase, task: UserTask, verdict: _Verdict
) -> Mapping[str, object]:
    """Return the answers given; of an open task those saved, to whoever may do it."""
    if task.state is TaskState.COMPLETED:
        return answers_in(seen.acts, task.task_id)
    if "complete" in verdict.may:
        return here.unit.drafts.find(task.task_id)
    return {}


def _why(
    here: Look, task: UserTask, right: Right | None, clauses: Iterable[ClauseShown]
) -> Why:
    """Return why the task is with the asker; to others, with whom it is."""
    office = here.office
    if right is None:
        names = [principal_name(office, each) for each in task.candidates]
        return Why("", "、".join(names), "", "", tuple(clauses))
    return Why(
        post=post_name(office, right.post_id),
        principal=principal_name(office, right.principal),
        on_behalf_of=post_name(office, right.on_behalf_of_post),
        basis=right.basis,
        clauses=tuple(clauses),
    )
