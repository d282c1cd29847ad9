"""A case at hand: loaded and locked by a deed, with what its steps may look at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.bpmn.run import Run, resume
from engine.bpmn.state import unseal
from engine.model.case import Case, CaseState
from engine.model.diagram import Diagram, Element
from engine.model.errors import (
    CaseFinished,
    CaseHasIncident,
    CaseNotFound,
    CaseSuspended,
    RevisionOutdated,
    TaskNotFound,
)
from engine.model.procedure import Procedure
from engine.model.surroundings import Surroundings
from engine.model.task import UserTask
from engine.runtime.deed import Deed
from engine.runtime.looking import Here


@dataclass(frozen=True, slots=True)
class CaseAtHand:
    """`sealed` is the state as stored, empty before the case's first step.

    `tasks` are all that the case ever had, where a countersign had to look at them.
    """

    case: Case
    sealed: bytes
    procedure: Procedure
    register: Mapping[str, object]
    tasks: tuple[UserTask, ...] = ()


def load_case(deed: Deed, case_id: str) -> CaseAtHand:
    """Lock the case and read what a deed on it needs.

    Raises:
        CaseNotFound: There is none.
    """
    found = deed.unit.cases.lock(case_id)
    if found is None:
        raise CaseNotFound(case_id=case_id)
    return _with_parts(deed, *found)


def load_task(deed: Deed, task_id: str) -> tuple[CaseAtHand, UserTask]:
    """Lock a task and its case, and read what a deed on them needs.

    Raises:
        TaskNotFound: There is none.
    """
    found = deed.unit.cases.lock_with_task(task_id)
    if found is None:
        raise TaskNotFound(task_id=task_id)
    case, sealed, task = found
    return _with_parts(deed, case, sealed), task


def _with_parts(deed: Deed, case: Case, sealed: bytes) -> CaseAtHand:
    procedure = deed.engine.library.procedure(deed.unit, case.version_id)
    register = deed.unit.registers.of_case(case.case_id)
    return CaseAtHand(case, sealed, procedure, register)


def must_run(case: Case) -> None:
    """Refuse a deed on a case that does not run."""
    match case.state:
        case CaseState.FINISHED | CaseState.CANCELLED:
            raise CaseFinished(outcome=case.outcome)
        case CaseState.SUSPENDED:
            raise CaseSuspended(case_id=case.case_id)
        case CaseState.INCIDENT:
            raise CaseHasIncident(case_id=case.case_id)
        case CaseState.RUNNING:
            if not case.revision:
                # Reserved by an effect; its first step is on its way.
                raise RevisionOutdated(case_id=case.case_id, revision=0)


def surroundings_before(here: Here, procedure: Procedure) -> Surroundings:
    """Return what expressions read where there is no case yet: no fact of one."""
    return Surroundings(
        office=here.picture.office,
        calendar=here.picture.calendar,
        parameters=here.picture.parameters,
        case={field.name: None for field in procedure.manifest.register},
        tables=procedure.tables,
    )


def surroundings_of(here: Here, at_hand: CaseAtHand) -> Surroundings:
    """Return what expressions read beside the case's own data."""
    case = at_hand.case
    facts = {
        "id": case.case_id,
        "number": case.number,
        "title": case.title,
        "slug": case.slug,
        "initiator": _principal("person", case.initiator),
        "initiator_post": _principal("post", case.initiator_post),
        "initiator_unit": _principal("unit", case.initiator_unit),
        "started_at": case.started_at.isoformat(),
        "outcome": case.outcome,
    }
    before = surroundings_before(here, at_hand.procedure)
    return replace(before, case={**before.case, **at_hand.register, **facts})


def _principal(kind: str, name: str) -> str:
    """Return the principal, or nothing where the case has no such initiator."""
    return f"{kind}:{name}" if name else ""


def resume_run(deed: Deed, at_hand: CaseAtHand) -> Run:
    """Restore the case's run; its seal, format and revision are checked before.

    Raises:
        StateUnreadable: The stored state is not the one that was sealed.
    """
    state = unseal(
        at_hand.sealed,
        case_id=at_hand.case.case_id,
        revision=at_hand.case.revision,
        ring=deed.engine.ring,
    )
    return resume(at_hand.procedure, state, surroundings_of(deed, at_hand))


def first_task(diagram: Diagram) -> Element | None:
    """Return the start form's user task: the first one after the process's start."""
    start = next(
        each
        for each in diagram.elements.values()
        if each.kind == "startEvent" and each.scope == diagram.slug
    )
    seen, waiting = {start.element_id}, [start.element_id]
    while waiting:
        here = waiting.pop(0)
        if diagram.elements[here].kind == "userTask":
            return diagram.elements[here]
        for flow in diagram.flows.values():
            if flow.source == here and flow.target not in seen:
                seen.add(flow.target)
                waiting.append(flow.target)
    return None
