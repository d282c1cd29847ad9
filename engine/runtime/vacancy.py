"""Tell the general office of work that nobody can do: a vacant post or portfolio.

Such a task waits for whoever is appointed; nobody would see it until then.
"""

from collections.abc import Iterable

from engine.model.authority import who_may
from engine.model.case import Case
from engine.model.identity import new_id
from engine.model.standing import principal_name
from engine.model.task import UserTask
from engine.model.trail import Notice
from engine.runtime.deed import Deed

VACANT = "vacant"
# Whoever minds what falls to nobody: the clauses leave it to the general office.
GENERAL_OFFICE = "unit:gov_office"


def tell_of_vacancies(deed: Deed, case: Case, opened: Iterable[UserTask]) -> None:
    """Write a notice for each task that nobody may do as the office stands."""
    vacant = [task for task in opened if not _somebody_may(deed, case, task)]
    deed.unit.notices.add_many(_notice(deed, case, task) for task in vacant)


def _somebody_may(deed: Deed, case: Case, task: UserTask) -> bool:
    return bool(who_may(deed.picture.office, task, case.slug, deed.now))


def _notice(deed: Deed, case: Case, task: UserTask) -> Notice:
    names = [principal_name(deed.picture.office, each) for each in task.candidates]
    whom = "、".join(names)
    return Notice(
        notice_id=new_id(deed.now),
        principal=GENERAL_OFFICE,
        case_id=case.case_id,
        kind=VACANT,
        text=f"“{task.name}”应由{whom}办理，目前无人。请落实任职或分工。",
        at=deed.now,
        dedupe_key=f"{VACANT}/{task.task_id}",
        task_id=task.task_id,
    )
