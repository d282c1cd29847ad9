"""A dry run: which running cases could go on with the version in force, and why not."""

from dataclasses import dataclass

from engine.assembly import Engine
from engine.model.case import Case, CaseState
from engine.model.entitlement import DeskVerb
from engine.model.errors import ProcedureNotFound
from engine.model.finding import Finding, Severity
from engine.model.procedure import Procedure, Version
from engine.runtime.at_hand import CaseAtHand
from engine.runtime.looking import Look, look
from engine.runtime.moving import moved
from engine.runtime.roles import must_be_allowed

BATCH = 50


@dataclass(frozen=True, slots=True)
class CaseMove:
    """One case of the dry run: it moves where there is no reason against it."""

    case: Case
    from_number: int
    waits_at: tuple[str, ...]
    reasons: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class MigrationPlan:
    """A batch of a procedure's running cases that are not on the version in force.

    `after` is the last case's id where there are more, else empty.
    """

    target: Version
    moves: tuple[CaseMove, ...]
    after: str = ""


def plan_migration(
    engine: Engine, slug: str, *, by: str, after: str = "", size: int = BATCH
) -> MigrationPlan:
    """Try the move of each case and say what it would come to; nothing is changed.

    Raises:
        ProcedureNotFound: Nothing of that name is in force.
        RoleMissing: The person is neither designer nor reviewer.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        target = here.unit.versions.in_force(slug)
        if target is None:
            raise ProcedureNotFound(slug=slug)
        numbers = {v.version_id: v.number for v in here.unit.versions.of_slug(slug)}
        cases = here.unit.cases.open_elsewhere(
            slug, target.version_id, after=after, size=size
        )
        procedure = engine.library.procedure(here.unit, target.version_id)
        moves = tuple(
            _move(here, case, numbers[case.version_id], procedure) for case in cases
        )
        more = cases[-1].case_id if len(cases) == size else ""
        return MigrationPlan(target, moves, more)


def _move(here: Look, case: Case, number: int, target: Procedure) -> CaseMove:
    tasks = here.unit.tasks.open_of_case(case.case_id)
    waits_at = tuple(dict.fromkeys(task.name for task in tasks))
    if case.state is not CaseState.RUNNING or not case.revision:
        text = "办件没有在办理中，先恢复或排障。"
        reason = Finding(Severity.ERROR, "", "not_running", text)
        return CaseMove(case, number, waits_at, (reason,))
    at_hand = CaseAtHand(
        case,
        here.unit.cases.sealed(case.case_id),
        here.engine.library.procedure(here.unit, case.version_id),
        here.unit.registers.of_case(case.case_id),
    )
    return CaseMove(case, number, waits_at, moved(here, at_hand, target).reasons)
