"""What somebody may do with a task or a case besides completing it."""

from engine.model.case import Case
from engine.model.clock import office_day
from engine.model.errors import DutyConflict, NotAllowed
from engine.model.passing import may_transfer
from engine.model.standing import posts_of, units_of
from engine.model.task import UserTask
from engine.runtime.looking import Here

# What may lie in this system: the rest is registered by its number alone.
OPEN_SECRECY = frozenset({None, "", "公开", "内部"})


def may_transfer_to(
    here: Here, case: Case, task: UserTask, by: str
) -> tuple[tuple[str, str], ...]:
    """Return (id, name) of the people to whom the task may be passed on, by name."""
    office, on = here.picture.office, office_day(here.now)
    mine = units_of(office, by, on)
    found = []
    for person in office.people.values():
        theirs = units_of(office, person.person_id, on)
        near = mine & theirs if mine else not theirs
        if not near or not posts_of(office, person.person_id, on):
            continue
        try:
            may_transfer(office, by, task, case.slug, person.person_id, here.now)
        except (NotAllowed, DutyConflict):
            continue
        found.append((person.person_id, person.name))
    return tuple(sorted(found, key=lambda pair: pair[1]))


def may_withdraw(here: Here, case: Case, by: str, task: UserTask | None = None) -> bool:
    """Say whether the case's last deed was theirs and can still be undone."""
    if not case.is_open:
        return False
    before = here.unit.cases.before(case.case_id)
    if before is None or before.by != by or before.revision != case.revision:
        return False
    if task is not None and before.task_id != task.task_id:
        return False
    return here.unit.openings.first_since(case.case_id, before.revision) is None


def takes_documents(here: Here, case: Case) -> bool:
    """Say whether documents may be attached: never to what is secret.

    Source: article 49 (secret matters go by other ways than this system).
    """
    secrecy = here.unit.registers.of_case(case.case_id).get("secrecy")
    return case.is_open and secrecy in OPEN_SECRECY
