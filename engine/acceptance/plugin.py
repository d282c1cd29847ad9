"""The pytest plugin of a run: stages, evidence, verdicts; one JSON line a scenario."""

import os
from collections.abc import Generator, Iterator
from importlib import import_module
from pathlib import Path
from typing import TextIO

import pytest
from pytest_bdd.parser import Feature, Scenario, ScenarioTemplate
from pytest_bdd.scenario import scenario_wrapper_template_registry

from engine.acceptance.child import DRIVER, RESULTS, SHARE, VERBS
from engine.acceptance.evidence import Reached, must_meet, reached_in
from engine.acceptance.report import (
    FAILED,
    PASSED,
    PLANNED,
    ScenarioVerdict,
    line_of,
)
from engine.acceptance.shipped import shipped_regulation
from engine.acceptance.stage import Stages, prepare_template
from engine.acceptance.tags import ScenarioTags, read_tags
from engine.acceptance.world import World

pytest_plugins = [
    "engine.acceptance.sentences_facts",
    "engine.acceptance.sentences_deeds",
    "engine.acceptance.sentences_looks",
]

TAGS = pytest.StashKey[ScenarioTags]()
PLACE = pytest.StashKey[int]()
REACHED = pytest.StashKey[Reached]()
STEP_FAILED = pytest.StashKey[bool]()
OUT = pytest.StashKey[TextIO | None]()


def pytest_configure(config: pytest.Config) -> None:
    """Open the pipe to the parent, where there is one."""
    handle = os.environ.get(RESULTS)
    config.stash[OUT] = os.fdopen(int(handle), "w", buffering=1) if handle else None


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_apply_tag(tag: str) -> bool:
    """Keep tags out of pytest's markers: they are references, which we read."""
    return bool(tag)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Read every scenario's tags, then keep this child's share of the scenarios.

    An unknown clause, or a scenario that looks at nothing, fails the collection.
    """
    regulation = shipped_regulation()
    for place, item in enumerate(items):
        item.stash[PLACE] = place
        scenario = scenario_of(item)
        if scenario is None:
            continue
        try:
            _must_be_whole(scenario)
            tags = read_tags(_all_tags(scenario), regulation)
        except ValueError as error:
            raise pytest.UsageError(f"{scenario.name}:{error}") from error
        item.stash[TAGS] = tags
        if tags.is_planned:
            reason = f"待建程序:{'、'.join(tags.awaited)}"
            item.add_marker(pytest.mark.skip(reason=reason))
    mine, children = os.environ.get(SHARE, "0/1").split("/")
    items[:] = items[int(mine) :: int(children)]


def scenario_of(item: pytest.Item) -> ScenarioTemplate | None:
    """Return the scenario that a collected item runs, None for another test."""
    function = getattr(item, "obj", None)
    return (
        None if function is None else scenario_wrapper_template_registry.get(function)
    )


def _must_be_whole(scenario: ScenarioTemplate) -> None:
    """Refuse what the parser takes but nobody means.

    Raises:
        ValueError: A line under the scenario is no sentence (a word of another
            language's keyword makes it a remark), or nothing is looked at.
    """
    remark = scenario.description.strip()
    if remark:
        raise ValueError(f"“{remark.splitlines()[0].strip()}”不成句")
    if not any(step.type == "then" for step in scenario.steps):
        raise ValueError("没有“那么”,什么也没有查看")


def _all_tags(scenario: ScenarioTemplate) -> frozenset[str]:
    rule = scenario.rule
    return frozenset(
        {*scenario.tags, *scenario.feature.tags, *(rule.tags if rule else ())}
    )


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stages]:
    """The office as shipped, set up once; every scenario begins from there."""
    template = tmp_path_factory.mktemp("office")
    prepare_template(template)
    stages = Stages(template, tmp_path_factory.mktemp("stage") / "office")
    yield stages
    stages.close()


@pytest.fixture
def world(stages: Stages) -> World:
    """A fresh office for one scenario, and what the scenario remembers."""
    stage = stages.fresh()
    module, name = os.environ.get(DRIVER, VERBS).split(":")
    driver = getattr(import_module(module), name)(stage.engine)
    return World(stage, driver)


def pytest_bdd_step_error(request: pytest.FixtureRequest) -> None:
    """Remember that a sentence failed, so that evidence is not asked for."""
    request.node.stash[STEP_FAILED] = True


def pytest_bdd_after_scenario(
    request: pytest.FixtureRequest, feature: Feature, scenario: Scenario
) -> None:
    """Keep what the scenario reached; a tag without evidence fails it."""
    del feature, scenario
    node = request.node
    reached = reached_in(request.getfixturevalue("world"))
    node.stash[REACHED] = reached
    if not node.stash.get(STEP_FAILED, False):
        must_meet(node.stash[TAGS].references, reached)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Write the verdict once it stands: after the call, or a setup that failed."""
    report = yield
    scenario, out = scenario_of(item), item.config.stash[OUT]
    stands = report.when == "call" or (report.when == "setup" and not report.passed)
    if out is not None and scenario is not None and stands:
        out.write(line_of(_verdict(item, scenario, report, call.duration)) + "\n")
    return report


def _verdict(
    item: pytest.Item,
    scenario: ScenarioTemplate,
    report: pytest.TestReport,
    seconds: float,
) -> ScenarioVerdict:
    reached = item.stash.get(REACHED, Reached({}, {}))
    tags = item.stash[TAGS]
    outcome = {"passed": PASSED, "skipped": PLANNED}.get(report.outcome, FAILED)
    reason = "" if outcome == PASSED else _reason(report)
    return ScenarioVerdict(
        procedure=Path(scenario.feature.filename).stem,
        name=_name(item, scenario),
        references=tuple(str(reference) for reference in tags.references),
        verdict=outcome,
        seconds=seconds,
        evidence=reached.evidence,
        walked=reached.walked,
        reason=reason,
        place=item.stash[PLACE],
    )


def _name(item: pytest.Item, scenario: ScenarioTemplate) -> str:
    """Return the scenario's name, an outline's with the example's values."""
    callspec = getattr(item, "callspec", None)
    if callspec is None:
        return scenario.name
    values = callspec.params["_pytest_bdd_example"].values()
    return f"{scenario.name}({'、'.join(values)})"


def _reason(report: pytest.TestReport) -> str:
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2]).removeprefix("Skipped: ")
    crash = getattr(report.longrepr, "reprcrash", None)
    return crash.message if crash is not None else str(report.longrepr)
