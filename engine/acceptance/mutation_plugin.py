"""The pytest plugin of a child that tries mutants: jobs come in, answers go out.

A job is a line of JSON. `{"run": place}` runs a scenario on the procedure as it stands
and is answered by how it went and which marks it left. `{"path", "data", "places"}`
puts one file of the procedure in place and runs those scenarios until one fails. Either
says for how many `seconds` of the processor a scenario may run; beyond it the child
answers and ends, since nobody knows what it left undone.
"""

import base64
import json
import os
import re
import signal
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import pytest
from pytest_bdd.parser import Feature, Scenario

from engine.acceptance.beginnings import Beginnings
from engine.acceptance.child import ANSWERS, BESIDE, BUNDLE, JOBS, TEMPLATE
from engine.acceptance.driver import VerbDriver
from engine.acceptance.evidence import ways_of
from engine.acceptance.plugin import FACTS, PLACE, name_of, reason_of, scenario_of
from engine.acceptance.stage import Stages
from engine.acceptance.world import World
from engine.content.bundle import unpack
from engine.model.errors import BundleRejected
from engine.model.finding import Severity
from engine.model.mutant import CASE
from engine.model.procedure import Bundle
from engine.model.strength import Fate
from engine.runtime.check import check_bundle, findings_of, read_yardstick
from engine.runtime.mutants import DIAGRAM
from engine.runtime.read_case import read_case
from engine.runtime.sound import check_sound

BENCH = pytest.StashKey["Bench"]()
REPORT = pytest.StashKey[pytest.TestReport]()
MARKS = pytest.StashKey[list[str]]()
OVERDUE = "没有在限定的时间内结束"
Answer = dict[str, object]


class Bench:
    """The child's work: a stage, the procedure as it stands, scenarios by place."""

    def __init__(self, session: pytest.Session) -> None:
        template = Path(os.environ[TEMPLATE])
        folder = Path(str(session.config.option.basetemp)) / "stage"
        self.stages = Stages(template, folder)
        self.beginnings = Beginnings(self.stages, VerbDriver)
        self.yardstick = read_yardstick(Path(os.environ[BESIDE]))
        self.bundle = unpack(Path(os.environ[BUNDLE]).read_bytes())
        self.items = {item.stash[PLACE]: item for item in session.items}
        self.answers: TextIO = os.fdopen(int(os.environ[ANSWERS]), "w", buffering=1)
        self.seconds = 0.0
        self.overdue: Answer = {}
        self.is_watched = False
        self.is_running = False

    def work(self) -> None:
        """Answer job after job until there is none."""
        self.answer({"scenarios": len(self.items)})
        signal.signal(signal.SIGPROF, lambda *_: self.give_up())
        with os.fdopen(int(os.environ[JOBS])) as jobs:
            for line in jobs:
                job = json.loads(line)
                self.seconds = job["seconds"]
                if "run" in job:
                    self.answer(self.observe(self.items[job["run"]]))
                else:
                    data = base64.b64decode(job["data"])
                    self.answer(self.attack(job["path"], data, job["places"]))

    def answer(self, answer: Mapping[str, object]) -> None:
        self.answers.write(json.dumps(answer, ensure_ascii=False) + "\n")

    def give_up(self) -> None:
        """Answer that the scenario did not end, and end at once."""
        if not self.is_running:
            return  # it did end, just before the signal came
        self.answer({**self.overdue, "ended": True})
        os._exit(os.EX_TEMPFAIL)

    def observe(self, item: pytest.Item) -> Answer:
        """Run a scenario on the procedure as it stands and say what it came to."""
        self.stages.put(self.bundle)
        self.beginnings.plan([])
        self.overdue = {"outcome": "failed", "reason": OVERDUE, "name": _name(item)}
        self.is_watched = True
        report = self.run(item)
        self.is_watched = False
        return {
            "outcome": report.outcome,
            "reason": "" if report.passed else _reason(report),
            "seconds": report.duration,
            "marks": item.stash.get(MARKS, []),
            "words": _words(item),
            "name": _name(item),
        }

    def attack(self, path: str, data: bytes, places: Sequence[int]) -> Answer:
        """Put a mutant in place and run the scenarios until one notices."""
        begun = time.perf_counter()
        mutant = replace(self.bundle, files={**self.bundle.files, path: data})
        refusal = self.put(mutant, path)
        if refusal is not None:
            return _answer(Fate.REFUSED, *refusal, 0, begun)
        self.beginnings.plan(self.items[place].stash[FACTS] for place in places)
        for count, place in enumerate(places, 1):
            item = self.items[place]
            name = _name(item)
            self.overdue = _answer(Fate.CAUGHT, name, OVERDUE, count, begun)
            report = self.run(item)
            if not report.passed:
                return _answer(Fate.CAUGHT, name, _reason(report), count, begun)
        return _answer(Fate.SURVIVED, "", "", len(places), begun)

    def put(self, mutant: Bundle, path: str) -> tuple[str, str] | None:
        """Put the mutant in force, or return why it may not be: code and sentence."""
        try:
            for finding in check_bundle(mutant, self.yardstick):
                if finding.severity is Severity.ERROR:
                    return finding.code, finding.text
            # Soundness sees the way of the tokens, which is in the diagram alone.
            for fault in check_sound(mutant).faults if path == DIAGRAM else ():
                return fault.kind, fault.sentence
            self.stages.put(mutant)
        except BundleRejected as error:
            finding, *_ = findings_of(error)
            return finding.code, finding.text
        return None

    def run(self, item: pytest.Item) -> pytest.TestReport:
        """Run one scenario; pytest keeps nothing of it."""
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        item.config.pluginmanager.getplugin("terminalreporter").stats.clear()
        return item.stash[REPORT]


def _answer(fate: Fate, by: str, reason: str, ran: int, begun: float) -> Answer:
    return {
        "fate": fate,
        "by": by,
        "reason": reason,
        "ran": ran,
        "seconds": time.perf_counter() - begun,
    }


def _words(item: pytest.Item) -> list[str]:
    """Return the names that the scenario's looks say."""
    scenario = scenario_of(item)
    looks = (
        [step.name for step in scenario.steps if step.type == "then"]
        if scenario
        else []
    )
    return sorted({word for look in looks for word in re.findall(r'"([^"]+)"', look)})


def _reason(report: pytest.TestReport) -> str:
    """Return the first line of why a scenario failed."""
    return "".join(reason_of(report).strip().splitlines()[:1])


def _name(item: pytest.Item) -> str:
    scenario = scenario_of(item)
    return name_of(item, scenario) if scenario is not None else item.name


@pytest.fixture(scope="session")
def beginnings(request: pytest.FixtureRequest) -> Beginnings:
    """What the scenarios that try a mutant begin with alike."""
    return request.config.stash[BENCH].beginnings


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Work off the jobs instead of all scenarios once.

    Raises:
        Interrupted: The scenarios could not be collected.
    """
    if session.testsfailed:
        raise session.Interrupted("the scenarios could not be collected")
    bench = session.config.stash[BENCH] = Bench(session)
    bench.work()
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Let no scenario run for ever."""
    bench = item.config.stash[BENCH]
    bench.is_running = True
    signal.setitimer(signal.ITIMER_PROF, bench.seconds)
    try:
        return (yield)
    finally:
        bench.is_running = False
        signal.setitimer(signal.ITIMER_PROF, 0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep how the scenario went: its call, or a setup that failed or skipped it."""
    report = yield
    if report.when == "call" or (report.when == "setup" and not report.passed):
        item.stash[REPORT] = report
    return report


def pytest_bdd_after_scenario(
    request: pytest.FixtureRequest, feature: Feature, scenario: Scenario
) -> None:
    """Keep the marks that the scenario left, where somebody watches."""
    del feature, scenario
    bench = request.config.stash[BENCH]
    if bench.is_watched:
        world = request.getfixturevalue("world")
        request.node.stash[MARKS] = sorted(_marks(world, bench.bundle.slug))


def _marks(world: World, slug: str) -> set[str]:
    marks = {mark for of, mark in world.tried if of == slug}
    engine, by = world.stage.engine, world.reviewer
    for way in ways_of(world):
        if way.case.slug == slug:
            marks |= {CASE, *read_case(engine, way.case.case_id, by=by).marks}
    return marks
