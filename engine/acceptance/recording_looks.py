"""Where a recorded walk looks at its end: the outcome, and who has what to do."""

from collections.abc import Iterable

from engine.acceptance.recording_text import THEN, Lines
from engine.acceptance.recording_words import official_told, quotable
from engine.acceptance.world import ASKED
from engine.assembly import Engine
from engine.model.authority import who_may
from engine.model.errors import CaseNotFound
from engine.model.office import Office
from engine.model.reading import Box, InboxFilter
from engine.model.right import Right
from engine.model.task import UserTask
from engine.runtime.inbox import read_inbox
from engine.runtime.looking import look

MANY = 200


def looks_at(engine: Engine, lines: Lines, case_id: str) -> None:
    """Write what the scenario is to find: how the case stands, and with whom."""
    with look(engine) as here:
        case = here.unit.cases.find(case_id)
        if case is None:
            raise CaseNotFound(case_id=case_id)
        tasks = here.unit.tasks.open_of_case(case_id)
        links = here.unit.links.of_case(case_id)
        started = [each.to_case for each in links if each.from_case == case_id]
        others = here.unit.cases.find_many(started)
        names = {
            here.engine.library.procedure(here.unit, each.version_id).manifest.name
            for each in others.values()
        }
        office = here.office
        may = [(task, who_may(office, task, case.slug, here.now)) for task in tasks]
    if case.is_open:
        lines.say(THEN, "案件仍在办理")
    else:
        lines.say(THEN, f'结局为"{quotable(case.outcome)}"')
    for task, right in _by_rank(office, (_having(engine, *each) for each in may)):
        who = official_told(office, right.person_id, right.post_id)
        name = quotable(task.name.removesuffix(ASKED))
        how = "的加签待办" if task.asked_for else "待办"
        lines.say(THEN, f'"{who}"有"{name}"{how}')
    for name in sorted(names):
        lines.say(THEN, f'关联案件"{quotable(name)}"已立案')


def _by_rank(
    office: Office, found: Iterable[tuple[UserTask, Right] | None]
) -> list[tuple[UserTask, Right]]:
    """Return what was found in an order that does not depend on chance."""

    def place(each: tuple[UserTask, Right]) -> tuple[str, int, str]:
        task, right = each
        return task.name, office.posts[right.post_id].rank, right.post_id

    return sorted((each for each in found if each is not None), key=place)


def _having(
    engine: Engine, task: UserTask, rights: tuple[Right, ...]
) -> tuple[UserTask, Right] | None:
    """Return who finds the task in their box, as a scenario would look for it."""
    for right in rights:
        box = InboxFilter(box=Box.TODO, size=MANY)
        rows = read_inbox(engine, by=right.person_id, filter=box).rows
        if any(row.task_id == task.task_id for row in rows):
            return task, right
    return None
