"""Whose turn it is in a sandbox: every task that waits, and who may do it."""

from dataclasses import dataclass

from engine.acceptance.recording_family import is_by_hand
from engine.assembly import Engine
from engine.model.authority import who_may
from engine.model.clock import office_day
from engine.model.office import Office
from engine.model.standing import posts_of
from engine.runtime.chain import OFFICE
from engine.runtime.looking import Look, look
from engine.runtime.names import person_name, post_name

CASES, TURNS = 50, 50


@dataclass(frozen=True, slots=True)
class Turn:
    """One person who may do a task that waits; `as_whom` names their post."""

    case_id: str
    number: str
    task_id: str
    task_name: str
    person_id: str
    as_whom: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A case of a sandbox; `is_by_hand` where a person began it."""

    case_id: str
    number: str
    title: str
    procedure: str
    state: str
    outcome: str
    is_by_hand: bool


def read_turns(engine: Engine) -> tuple[Turn, ...]:
    """Return who may go on, the newest case first, at most fifty."""
    found: list[Turn] = []
    with look(engine) as here:
        cases = here.unit.cases.find_many(_chains(here))
        for case in sorted(cases.values(), key=lambda each: each.case_id, reverse=True):
            if not case.is_open or len(found) >= TURNS:
                continue
            for task in here.unit.tasks.open_of_case(case.case_id):
                for right in who_may(here.office, task, case.slug, here.now)[:1]:
                    as_whom = post_name(here.office, right.post_id)
                    name = person_name(here.office, right.person_id)
                    found.append(
                        Turn(
                            case.case_id,
                            case.number,
                            task.task_id,
                            task.name,
                            right.person_id,
                            f"{as_whom} {name}",
                        )
                    )
    return tuple(found[:TURNS])


def read_filed(engine: Engine) -> tuple[Filed, ...]:
    """Return the cases of the sandbox, the newest first."""
    with look(engine) as here:
        cases = here.unit.cases.find_many(_chains(here))
        return tuple(
            Filed(
                case_id=case.case_id,
                number=case.number,
                title=case.title,
                procedure=engine.library.procedure(
                    here.unit, case.version_id
                ).manifest.name,
                state=case.state.value,
                outcome=case.outcome,
                is_by_hand=_is_by_hand(here, case.case_id),
            )
            for case in sorted(
                cases.values(), key=lambda each: each.case_id, reverse=True
            )
        )


def read_people(engine: Engine) -> tuple[tuple[str, str], ...]:
    """Return (id, posts and name) of everybody in the office, by rank."""
    with look(engine) as here:
        office, on = here.office, office_day(here.now)
        people = [
            (posts_of(office, each.person_id, on), each)
            for each in office.people.values()
            if each.active
        ]
        people.sort(key=lambda found: _rank(office, found[0]))
        return tuple(
            (each.person_id, " ".join((_posts(office, posts), each.name)).strip())
            for posts, each in people
        )


def _posts(office: Office, posts: tuple[str, ...]) -> str:
    return "、".join(office.posts[post].name for post in posts)


def _rank(office: Office, posts: tuple[str, ...]) -> int:
    return min((office.posts[post].rank for post in posts), default=1000)


def _chains(here: Look) -> list[str]:
    """Return the newest chains, which are cases' but for the office's own."""
    chains: list[str] = []
    after = ""
    while names := here.unit.acts.chains(after):
        after = names[-1]
        chains += names
    return [each for each in chains if each != OFFICE][-CASES:]


def _is_by_hand(here: Look, case_id: str) -> bool:
    first = here.unit.acts.of_chain(case_id, size=1)
    return any(act.verb == "start" and is_by_hand(act) for act in first)
