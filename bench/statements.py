"""Statements and commits of each verb, of the pages, and of both over HTTP."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bench.agenda import (
    AGREED,
    DEPUTY,
    ITEM,
    MAYOR,
    PASSED,
    SECRETARY_GENERAL,
    TAKEN_OFF,
    Answers,
    on_the_agenda,
    start_item,
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
    return (*_agenda(bench), *_inbox(bench), *_growing(bench))


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
    for by, answers in (
        (DEPUTY, AGREED),
        (SECRETARY_GENERAL, PASSED),
        (MAYOR, on_the_agenda(bench)),
    ):
        lines.append(_complete(bench, case_id, by, answers))
    read = partial(read_case, engine, case_id, by=MAYOR)
    take_off = partial(
        perform_act, engine, case_id, "withdrawal", by=MAYOR, answers=TAKEN_OFF
    )
    lines.append(_line(bench, "case page", read))
    lines.append(_line(bench, "perform", take_off))
    return tuple(lines)


def _complete(bench: Bench, case_id: str, by: str, answers: Answers) -> Line:
    task = open_task_of(bench, case_id)
    work = partial(
        complete_task,
        bench.engine,
        task,
        by=by,
        answers=answers,
        version=None,
        key=task,
    )
    return _line(bench, f"complete, agenda item, {by}", work, VERB_AT_MOST)


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
    complete: Mapping[str, tuple[Callable[[str], object], int]] = {
        "verb": (partial(complete_by_verb, bench), VERB_AT_MOST),
        "API": (lambda task: complete_by_api(web, task, AGAIN), COMPLETE_AT_MOST),
        "page": (lambda task: complete_by_page(web, task, AGAIN), COMPLETE_AT_MOST),
    }
    case_id = bench.start_loop().case_id
    lines: list[Line] = []
    for history in (1, LONG):
        for _ in range(history):
            complete_by_verb(bench, open_task_of(bench, case_id))
        for way, (work, most) in complete.items():
            task = open_task_of(bench, case_id)
            what = f"complete, {way}, after {history}"
            lines.append(_line(bench, what, partial(work, task), most))
        for what, address in (
            ("case page", f"/cases/{case_id}"),
            ("task page", f"/tasks/{open_task_of(bench, case_id)}"),
        ):
            web.get(address)
            here = f"{what} over HTTP, after {history}"
            lines.append(_line(bench, here, partial(web.get, address)))
    return tuple(lines)
