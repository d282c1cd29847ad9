"""Statements and commits of each verb, of the pages, and of both over HTTP."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bench.agenda import (
    AGREED,
    DEPUTY,
    ITEM,
    MAYOR,
    TAKEN_OFF,
    Answers,
    start_item,
    steps_onto_the_agenda,
)
from bench.completions import (
    complete_by_api,
    complete_by_page,
    complete_by_verb,
    open_task_of,
)
from bench.office import AGAIN, REVIEWER, STARTER, Bench
from engine.model.reading import InboxFilter
from engine.runtime.claim import claim_task
from engine.runtime.complete import complete_task
from engine.runtime.draft import save_answers
from engine.runtime.inbox import read_inbox
from engine.runtime.open import open_task
from engine.runtime.perform import perform_act
from engine.runtime.read_case import read_case
from engine.runtime.read_task import read_task
from engine.runtime.start import start_case

COMPLETE_AT_MOST, INBOX_AT_MOST = 18, 6
# Over HTTP the session is looked up too, and for a page the form that was filled in.
VERB_AT_MOST = COMPLETE_AT_MOST - 2
LONG = 100

Complete = Callable[[str, str, Answers], None]


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement; `at_most` is its budget, 0 where it has none."""

    what: str
    statements: int
    commits: int
    at_most: int = 0

    @property
    def holds(self) -> bool:
        within = not self.at_most or self.statements <= self.at_most
        return within and self.commits <= 1


def measure_statements(bench: Bench) -> tuple[Line, ...]:
    """Return what each verb and page asks, none of them for the first time.

    What is read once and shared is not counted: the first item warms up.
    """
    _agenda(bench)
    for complete, most in _ways(bench).values():
        _carried(bench, "", complete, most)
    items = [_carried(bench, way, *of) for way, of in _ways(bench).items()]
    return (*_agenda(bench), *items, *_inbox(bench), *_growing(bench))


def _ways(bench: Bench) -> Mapping[str, tuple[Complete, int]]:
    """Return the ways to complete a task: by person, task and answers."""

    def by_api(by: str, task_id: str, answers: Answers) -> None:
        complete_by_api(bench.web(by), task_id, answers)

    def by_page(by: str, task_id: str, answers: Answers) -> None:
        complete_by_page(bench.web(by), task_id, answers)

    return {
        "verb": (partial(complete_by_verb, bench), VERB_AT_MOST),
        "API": (by_api, COMPLETE_AT_MOST),
        "page": (by_page, COMPLETE_AT_MOST),
    }


def _line(bench: Bench, what: str, work: Callable[[], object], most: int = 0) -> Line:
    with bench.cost() as cost:
        work()
    return Line(what, cost.statements, cost.commits, most)


def _agenda(bench: Bench) -> tuple[Line, ...]:
    """Carry an agenda item onto the agenda and off it again, verb by verb."""
    engine = bench.engine
    slug = "agenda_submission"
    case_id = start_item(bench)
    task = open_task_of(bench, case_id)
    verbs: Mapping[str, Callable[[], object]] = {
        "start": lambda: start_case(engine, slug, by=STARTER, answers=ITEM, key=task),
        "open": lambda: open_task(engine, task, by=DEPUTY),
        "task page": lambda: read_task(engine, task, by=DEPUTY),
        "claim": lambda: claim_task(engine, task, by=DEPUTY, version=1),
        "save draft": lambda: save_answers(
            engine, task, by=DEPUTY, version=2, answers=AGREED
        ),
        "inbox page": lambda: read_inbox(engine, by=DEPUTY, filter=InboxFilter()),
    }
    lines = [_line(bench, what, verb) for what, verb in verbs.items()]
    for by, answers in steps_onto_the_agenda(bench)[:3]:
        here = open_task_of(bench, case_id)
        complete_task(engine, here, by=by, answers=answers)
    read = partial(read_case, engine, case_id, by=MAYOR)
    take_off = partial(
        perform_act, engine, case_id, "withdrawal", by=MAYOR, answers=TAKEN_OFF
    )
    lines.append(_line(bench, "case page", read))
    lines.append(_line(bench, "perform", take_off))
    return tuple(lines)


def _carried(bench: Bench, way: str, complete: Complete, most: int) -> Line:
    """Return the dearest of all steps that an agenda item takes to its meeting."""
    case_id = start_item(bench)
    dearest = Line("", 0, 0)
    for by, answers in steps_onto_the_agenda(bench):
        task = open_task_of(bench, case_id)
        what = f"complete, {way}, agenda item, {by}"
        line = _line(bench, what, partial(complete, by, task, answers), most)
        dearest = max(dearest, line, key=lambda each: each.statements)
    return dearest


def _inbox(bench: Bench) -> tuple[Line, ...]:
    web = bench.web(DEPUTY)
    pages = {"inbox, API": "/api/v1/inbox", "inbox, page": "/"}
    for address in pages.values():
        web.get(address)
    return tuple(
        _line(bench, what, partial(web.get, address), INBOX_AT_MOST)
        for what, address in pages.items()
    )


def _growing(bench: Bench) -> tuple[Line, ...]:
    """Return each way's completions and reads, of a new case and of a long one."""
    web = bench.web(REVIEWER)
    case_id = bench.start_loop().case_id
    lines: list[Line] = []
    for history in (1, LONG):
        for _ in range(history):
            complete_by_verb(bench, REVIEWER, open_task_of(bench, case_id), AGAIN)
        for way, (complete, most) in _ways(bench).items():
            work = partial(complete, REVIEWER, open_task_of(bench, case_id), AGAIN)
            what = f"complete, {way}, after {history}"
            lines.append(_line(bench, what, work, most))
        for what, address in (
            ("case page", f"/cases/{case_id}"),
            ("task page", f"/tasks/{open_task_of(bench, case_id)}"),
        ):
            web.get(address)
            here = f"{what} over HTTP, after {history}"
            lines.append(_line(bench, here, partial(web.get, address)))
    return tuple(lines)
