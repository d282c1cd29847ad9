"""A case as far as somebody may see it; to whoever may not, it is not there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.model.act import Act
from engine.model.case import Case, CaseState
from engine.model.entitlement import Relation, Verb, permits
from engine.model.errors import CaseNotFound, TaskNotFound
from engine.model.procedure import Procedure
from engine.model.task import TaskState, UserTask
from engine.model.visibility import Sight, may_see_case, relations, sight_of
from engine.runtime.looking import Here

OPEN_TASKS = frozenset({TaskState.OPEN, TaskState.CLAIMED})


@dataclass(frozen=True, slots=True)
class SeenCase:
    """A case that may be seen, with all tasks it ever had and all its acts."""

    case: Case
    procedure: Procedure
    tasks: tuple[UserTask, ...]
    acts: tuple[Act, ...]
    sight: Sight

    @property
    def open_tasks(self) -> tuple[UserTask, ...]:
        return tuple(task for task in self.tasks if task.state in OPEN_TASKS)

    @property
    def runs(self) -> bool:
        return self.case.state is CaseState.RUNNING

    @property
    def relations(self) -> frozenset[Relation]:
        """What the asker is to the case, apart from what was sent to them to read."""
        return frozenset(
            relations(
                self.sight,
                self.case,
                owner=self.procedure.manifest.owner,
                candidates={each for task in self.tasks for each in task.candidates},
                acted={act.actor for act in self.acts},
            )
        )

    def task(self, task_id: str) -> UserTask:
        """Return the task, which must be the case's."""
        return next(task for task in self.tasks if task.task_id == task_id)


def see_case(here: Here, case_id: str, by: str) -> SeenCase:
    """Return the case; three statements, however long its history.

    A fourth is asked for whoever has no part in it: what they were sent to read about
    it, they may look up.

    Raises:
        CaseNotFound: It does not exist, or is not for this person to see.
    """
    case = here.unit.cases.find(case_id)
    if case is None:
        raise CaseNotFound(case_id=case_id)
    seen = SeenCase(
        case=case,
        procedure=here.engine.library.procedure(here.unit, case.version_id),
        tasks=here.unit.tasks.of_case(case_id),
        acts=here.unit.acts.of_case(case_id),
        sight=sight_of(here.picture.office, by, here.now),
    )
    if permits(seen.relations, Verb.SEE):
        return seen
    if not _were_told(here, seen.sight, {case_id: case}):
        raise CaseNotFound(case_id=case_id)
    return seen


def see_task(here: Here, task_id: str, by: str) -> tuple[SeenCase, UserTask]:
    """Return the task with its case.

    Raises:
        TaskNotFound: It does not exist, or is not for this person to see.
    """
    task = here.unit.tasks.find(task_id)
    if task is None:
        raise TaskNotFound(task_id=task_id)
    try:
        seen = see_case(here, task.case_id, by)
    except CaseNotFound as error:
        raise TaskNotFound(task_id=task_id) from error
    return seen, seen.task(task_id)


def visible_among(
    here: Here, sight: Sight, cases: Mapping[str, Case]
) -> frozenset[str]:
    """Return those of the cases that may be seen; three statements for all together."""
    if not cases or sight.is_auditor:
        return frozenset(cases)
    acted = here.unit.acts.actors_of_cases(cases)
    candidates = here.unit.tasks.candidates_of_cases(cases)
    owners = _owners(here, cases.values())
    seen = frozenset(
        case_id
        for case_id, case in cases.items()
        if may_see_case(
            sight,
            case,
            owner=owners[case.version_id],
            candidates=candidates.get(case_id, frozenset()),
            acted=acted.get(case_id, frozenset()),
        )
    )
    rest = {case_id: case for case_id, case in cases.items() if case_id not in seen}
    return seen | _were_told(here, sight, rest) if rest else seen


def _were_told(here: Here, sight: Sight, cases: Mapping[str, Case]) -> frozenset[str]:
    """Return those of the cases about which something was sent to them to read."""
    told = here.unit.notices.principals_of_cases(cases)
    owners = _owners(here, cases.values())
    return frozenset(
        case_id
        for case_id, principals in told.items()
        if may_see_case(
            sight,
            cases[case_id],
            owner=owners[cases[case_id].version_id],
            candidates=principals,
            acted=(),
        )
    )


def _owners(here: Here, cases: Iterable[Case]) -> Mapping[str, str]:
    library = here.engine.library
    return {
        version_id: library.procedure(here.unit, version_id).manifest.owner
        for version_id in {case.version_id for case in cases}
    }
