"""CPU and wall clock per completion, as one case's history grows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter, process_time

from bench.office import AGAIN, REVIEWER, Bench, Web
from bench.plain_loop import PlainLoop
from engine.runtime.complete import complete_task

AT = (10, 50, 200)
# A figure is the median of as many completions, the last of them the one it is named
# for: the machine is not ours alone.
WINDOW = 10

Taken = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds per completion."""

    cpu_ms: float
    wall_ms: float


def measure_completions(bench: Bench) -> Mapping[str, Mapping[int, Figure]]:
    """Return by way and by number of completions what one more completion takes.

    The ways take turns, completion by completion, so that they meet the same weather.
    """
    web = bench.web(REVIEWER)
    plain = PlainLoop(bench.folder)
    ways: dict[str, Callable[[str], object]] = {
        "verb": lambda task_id: complete_by_verb(bench, REVIEWER, task_id, AGAIN),
        "api": lambda task_id: complete_by_api(web, task_id, AGAIN),
        "page": lambda task_id: complete_by_page(web, task_id, AGAIN),
        "plain": lambda _: plain.complete(AGAIN),
    }
    cases = {name: bench.start_loop().case_id for name in ways}
    taken: dict[str, list[Taken]] = {name: [] for name in ways}
    for _ in range(max(AT)):
        for name, complete in ways.items():
            task_id = open_task_of(bench, cases[name])
            taken[name].append(_timed(partial(complete, task_id)))
    plain.close()
    return {
        name: {at: _figure(all_taken[at - WINDOW : at]) for at in AT}
        for name, all_taken in taken.items()
    }


def _timed(work: Callable[[], object]) -> Taken:
    cpu, wall = process_time(), perf_counter()
    work()
    return process_time() - cpu, perf_counter() - wall


def _figure(taken: list[Taken]) -> Figure:
    cpu, wall = zip(*taken, strict=True)
    return Figure(round(median(cpu) * 1000, 2), round(median(wall) * 1000, 2))


def complete_by_verb(
    bench: Bench, by: str, task_id: str, answers: Mapping[str, object]
) -> None:
    """Complete the task as the API asks for it: with its version and a key."""
    complete_task(
        bench.engine,
        task_id,
        by=by,
        answers=answers,
        version=1,
        key=f"verb/{task_id}",
    )


def complete_by_api(web: Web, task_id: str, answers: Mapping[str, object]) -> None:
    """Complete the task as a program does."""
    body = {"version": 1, "answers": dict(answers)}
    web.send(f"/api/v1/tasks/{task_id}/complete", body, key=f"api/{task_id}")


def complete_by_page(web: Web, task_id: str, answers: Mapping[str, object]) -> None:
    """Complete the task as a browser does."""
    form = {
        key: value if isinstance(value, list) else str(value)
        for key, value in answers.items()
    }
    how = {"_action": "submit", "_version": "1", "_key": f"page/{task_id}"}
    web.post(f"/tasks/{task_id}", {**form, **how})


def open_task_of(bench: Bench, case_id: str) -> str:
    """Return the case's open task."""
    with bench.engine.store.read() as unit:
        return unit.tasks.open_of_case(case_id)[0].task_id
