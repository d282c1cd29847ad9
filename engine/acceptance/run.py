"""A run of the scenarios: in child processes, verdict by verdict, then the sums."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Thread
from types import MappingProxyType

from engine.acceptance.child import DRIVER, FEATURES, RESULTS, SHARE, VERBS
from engine.acceptance.ledger import LedgerRow, build_ledger
from engine.acceptance.report import (
    AcceptanceReport,
    ScenarioVerdict,
    coverage,
    verdict_of,
)
from engine.acceptance.shipped import (
    feature_files,
    procedure_names,
    shipped_procedures,
    shipped_regulation,
)

SUITE = Path(__file__).with_name("suite.py")
MOST_CHILDREN = 4
TAIL = 4000
# What pytest says when all that ran passed, when some failed, and when none was there.
PASSED, FAILED, NOTHING = 0, 1, 5
# The limits of a process, and what they end it with.
KILLED = {-signal.SIGXCPU, -signal.SIGKILL}
CUT_OFF = "场景用尽了处理器时间或内存，已经中断"
# A run means the same on every machine, whatever else is installed or set there.
OWN_WAYS = {"PYTEST_ADDOPTS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
AS_IS: Mapping[str, str] = MappingProxyType({})
Tell = Callable[[ScenarioVerdict], None]


class RunFailed(RuntimeError):
    """The run itself broke down (a tag, a sentence, a feature that does not parse)."""


def accept(
    slugs: Sequence[str] = (), *, tell: Tell | None = None, driver: str = VERBS
) -> AcceptanceReport:
    """Run the scenarios of all procedures, or of those named, and say what was found.

    Raises:
        RunFailed: Nothing could be run; the message is what pytest printed.
    """
    procedures = shipped_procedures()
    features = feature_files(slugs)
    verdicts = []
    for verdict in run_features(features, driver=driver):
        verdicts.append(verdict)
        if tell is not None:
            tell(verdict)
    verdicts.sort(key=lambda verdict: verdict.place)
    chosen = {slug: p for slug, p in procedures.items() if not slugs or slug in slugs}
    flows = {slug: tuple(p.diagram.flows) for slug, p in chosen.items()}
    return AcceptanceReport(tuple(verdicts), coverage(flows, verdicts))


def run_features(
    features: Sequence[Path],
    *,
    driver: str = VERBS,
    setting: Mapping[str, str] = AS_IS,
) -> Iterator[ScenarioVerdict]:
    """Yield the verdicts as they come, from child processes side by side.

    Args:
        features: The files.
        driver: Who does the deeds.
        setting: More for the children's environment, by the names in `child.py`.

    Raises:
        RunFailed: A child broke down, or there was nothing to run.
    """
    count = min(os.cpu_count() or 1, MOST_CHILDREN)
    told: SimpleQueue[ScenarioVerdict | RunFailed | None] = SimpleQueue()
    base = os.environ | OWN_WAYS | {DRIVER: driver} | dict(setting)
    base[FEATURES] = os.pathsep.join(str(path) for path in features)
    for number in range(count):
        share = base | {SHARE: f"{number}/{count}"}
        Thread(target=_follow, args=(share, told), daemon=True).start()
    running, ran, failure = count, False, None
    while running:
        verdict = told.get()
        if isinstance(verdict, ScenarioVerdict):
            ran = True
            yield verdict
        else:
            running -= 1
            failure = failure or verdict
    if failure or not ran:
        raise failure or RunFailed("没有场景可运行")


def _follow(
    environment: Mapping[str, str],
    told: "SimpleQueue[ScenarioVerdict | RunFailed | None]",
) -> None:
    """Run one child and pass on what it tells: verdicts, then None or its breakdown."""
    end: RunFailed | None = RunFailed("运行场景的进程没有说完就断了")
    try:
        end = _run_child(environment, told)
    finally:
        # Whoever waits for the end must hear of one, whatever happened here.
        told.put(end)


def _run_child(
    environment: Mapping[str, str],
    told: "SimpleQueue[ScenarioVerdict | RunFailed | None]",
) -> RunFailed | None:
    reading, writing = os.pipe()
    with TemporaryDirectory(prefix="zhangfa-") as folder:
        # A file, since a pipe that nobody reads yet would hold the child up.
        printed = Path(folder) / "printed.txt"
        with printed.open("w") as output:
            child = subprocess.Popen(  # noqa: S603 - our own interpreter and suite
                command(Path(folder)),
                env={**environment, RESULTS: str(writing)},
                pass_fds=(writing,),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        os.close(writing)
        with os.fdopen(reading) as results:
            for line in results:
                told.put(verdict_of(line))
        status = child.wait()
        words = printed.read_text(errors="replace")
    if status in {PASSED, FAILED, NOTHING}:
        return None
    return RunFailed(CUT_OFF if status in KILLED else breakdown(words))


def breakdown(printed: str) -> str:
    """Return what pytest says is wrong, without its pictures of our own code."""
    lines = printed.splitlines()
    for mark in ("ERROR: ", "E   "):
        told = [each.removeprefix(mark) for each in lines if each.startswith(mark)]
        if told:
            return " ".join(" ".join(told).split())
    return printed[-TAIL:].strip()


def command(folder: Path, *more: str) -> list[str]:
    """Return how a child is started that works in the folder, with more plugins."""
    configuration = folder / "pytest.ini"
    configuration.write_text("[pytest]\n")
    plugins = [
        "no:cacheprovider",
        "pytest_bdd.plugin",
        "engine.acceptance.plugin",
        *more,
    ]
    return [
        *(sys.executable, "-m", "pytest", str(SUITE), "-q", "--tb=short"),
        *(part for plugin in plugins for part in ("-p", plugin)),
        *("-c", str(configuration), "--rootdir", str(folder)),
        *("--basetemp", str(folder / "work"), "--import-mode=importlib"),
    ]


def ledger_of(report: AcceptanceReport) -> tuple[LedgerRow, ...]:
    """Return the ledger of the shipped rules over a run's verdicts."""
    return build_ledger(
        shipped_regulation(), shipped_procedures(), report.scenarios, procedure_names()
    )
