"""The pytest plugin of a run: stages, evidence, verdicts; one JSON line a scenario."""

import os
import re
from collections.abc import Generator, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TextIO

import pytest
from pytest_bdd.parser import Feature, Scenario, ScenarioTemplate, Step
from pytest_bdd.scenario import scenario_wrapper_template_registry

from engine.acceptance.beginnings import Beginnings, Facts, facts_of, in_order, unfolded
from engine.acceptance.child import (
    DRIVER,
    ONLY,
    RESULTS,
    SECONDS,
    SHARE,
    STAGED,
    VERBS,
)
from engine.acceptance.cut_off import within
from engine.acceptance.evidence import Reached, must_meet, reached_in
from engine.acceptance.feature_check import lacks
from engine.acceptance.report import (
    FAILED,
    PASSED,
    PLANNED,
    ScenarioVerdict,
    line_of,
)
from engine.acceptance.scenarios import all_tags, digest_of
from engine.acceptance.shipped import shipped_regulation
from engine.acceptance.stage import Stages, prepare_staged, prepare_template
from engine.acceptance.tags import ScenarioTags, read_tags
from engine.acceptance.world import World
from engine.model.reference import Regulation

pytest_plugins = [
    "engine.acceptance.sentences_facts",
    "engine.acceptance.sentences_deeds",
    "engine.acceptance.sentences_looks",
]

_OWN_CLASS = re.compile(r"\A(?:AssertionError|engine\.acceptance\.[\w.]+): ")
# A case that goes round and round by itself, and the element at which it was ended.
_ENDLESS = re.compile(r"[\w.]*StepBudgetExceeded: .*element_id='(\w*)'.*", re.DOTALL)
TAGS = pytest.StashKey[ScenarioTags]()
PLACE = pytest.StashKey[int]()
REACHED = pytest.StashKey[Reached]()
SENTENCE = pytest.StashKey[str]()
OUT = pytest.StashKey[TextIO | None]()
FACTS = pytest.StashKey[Facts]()
STANDING = pytest.StashKey[int]()
# So many scenarios that stand together go to one child: few of them begin alike with
# those of another, and no child has to wait long for the last.
TOGETHER = 16


def pytest_configure(config: pytest.Config) -> None:
    """Open the pipe to the parent, where there is one."""
    handle = os.environ.get(RESULTS)
    config.stash[OUT] = os.fdopen(int(handle), "w", buffering=1) if handle else None


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_apply_tag(tag: str) -> bool:
    """Keep tags out of pytest's markers: they are references, which we read."""
    return bool(tag)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Read every scenario's tags and facts, then keep this child's share of them.

    An unknown clause, or a scenario that looks at nothing, fails the collection.
    """
    regulation = shipped_regulation()
    for place, item in enumerate(items):
        item.stash[PLACE] = place
        scenario = scenario_of(item)
        if scenario is None:
            continue
        item.stash[TAGS] = tags = _tags(scenario, regulation)
        item.stash[FACTS] = facts_of(scenario.render(_example(item)).steps)
        if tags.is_planned:
            reason = f"待建程序：{'、'.join(tags.awaited)}"
            item.add_marker(pytest.mark.skip(reason=reason))
    _keep_those_asked_for(items)
    items[:] = in_order(items, [each.stash.get(FACTS, ()) for each in items])
    mine, children = map(int, os.environ.get(SHARE, "0/1").split("/"))
    items[:] = [
        item for n, item in enumerate(items) if n // TOGETHER % children == mine
    ]


def _tags(scenario: ScenarioTemplate, regulation: Regulation) -> ScenarioTags:
    """Return the scenario's tags, if it is whole and they are clauses.

    Raises:
        UsageError: It is not, or one of them is not.
    """
    wrong = lacks(scenario)
    if wrong:
        raise pytest.UsageError(f"{scenario.name}:{wrong}")
    try:
        return read_tags(all_tags(scenario), regulation)
    except ValueError as error:
        raise pytest.UsageError(f"{scenario.name}:{error}") from error


def _keep_those_asked_for(items: list[pytest.Item]) -> None:
    """Keep the scenarios of these hashes; of two features that have it, the first's."""
    chosen = os.environ.get(ONLY)
    if not chosen:
        return
    digests = set(Path(chosen).read_text(encoding="ascii").split())
    whose: dict[str, str] = {}
    kept = []
    for item in items:
        scenario = scenario_of(item)
        digest = digest_of(scenario) if scenario is not None else ""
        if scenario is not None and digest in digests:
            feature = scenario.feature.filename
            if whose.setdefault(digest, feature) == feature:
                kept.append(item)
    items[:] = kept


def scenario_of(item: pytest.Item) -> ScenarioTemplate | None:
    """Return the scenario that a collected item runs, None for another test."""
    function = getattr(item, "obj", None)
    return (
        None if function is None else scenario_wrapper_template_registry.get(function)
    )


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stages]:
    """The office as shipped, set up once; every scenario begins from there."""
    template = tmp_path_factory.mktemp("office")
    staged = os.environ.get(STAGED)
    if staged:
        prepare_staged(template, Path(staged))
    else:
        prepare_template(template)
    stages = Stages(template, tmp_path_factory.mktemp("stage") / "office")
    yield stages
    stages.close()


@pytest.fixture(scope="session")
def beginnings(request: pytest.FixtureRequest, stages: Stages) -> Beginnings:
    """What scenarios begin with alike; pages keep to themselves who has signed in."""
    driver = os.environ.get(DRIVER, VERBS)
    module, name = driver.split(":")
    beginnings = Beginnings(stages, getattr(import_module(module), name))
    items = request.session.items if driver == VERBS else []
    running = [each for each in items if not each.get_closest_marker("skip")]
    beginnings.plan(each.stash.get(FACTS, ()) for each in running)
    return beginnings


@pytest.fixture
def world(request: pytest.FixtureRequest, beginnings: Beginnings) -> World:
    """An office of the scenario's own, and what the scenario remembers."""
    world, standing = beginnings.take_up(request.node.stash[FACTS])
    request.node.stash[STANDING] = standing
    return world


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, None, None]:
    """Let no scenario run for ever."""
    with within(float(os.environ.get(SECONDS) or 0)):
        return (yield)


def pytest_bdd_before_scenario(
    request: pytest.FixtureRequest, feature: Feature, scenario: Scenario
) -> None:
    """Leave out the facts that stand already."""
    del feature
    request.getfixturevalue("world")
    standing = request.node.stash[STANDING]
    scenario.steps[:] = [*unfolded(scenario.steps)][standing:]


def pytest_bdd_before_step(request: pytest.FixtureRequest, step: Step) -> None:
    """Remember the sentence until it holds: evidence is asked of those that all do."""
    request.node.stash[SENTENCE] = f"{step.keyword.strip()}{step.name}"


def pytest_bdd_after_step(request: pytest.FixtureRequest) -> None:
    """Forget the sentence, which holds; a fact stands from now on."""
    stash = request.node.stash
    stash[SENTENCE] = ""
    standing, facts = stash[STANDING], stash[FACTS]
    if standing < len(facts):
        request.getfixturevalue("beginnings").note(
            facts[standing], request.getfixturevalue("world")
        )
        stash[STANDING] = standing + 1


def pytest_bdd_after_scenario(
    request: pytest.FixtureRequest, feature: Feature, scenario: Scenario
) -> None:
    """Keep what the scenario reached; a tag without evidence fails it."""
    del feature, scenario
    node = request.node
    reached = reached_in(request.getfixturevalue("world"))
    node.stash[REACHED] = reached
    if not node.stash.get(SENTENCE, ""):
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
    reason = "" if outcome == PASSED else reason_of(report)
    return ScenarioVerdict(
        procedure=Path(scenario.feature.filename).stem,
        name=name_of(item, scenario),
        references=tuple(str(reference) for reference in tags.references),
        verdict=outcome,
        seconds=seconds,
        evidence=reached.evidence,
        walked=reached.walked,
        reason=reason,
        place=item.stash[PLACE],
        sentence=item.stash.get(SENTENCE, ""),
        digest=digest_of(scenario),
        feature=scenario.feature.filename,
    )


def name_of(item: pytest.Item, scenario: ScenarioTemplate) -> str:
    """Return the scenario's name, an outline's with the example's values."""
    values = _example(item).values()
    return f"{scenario.name}({'、'.join(values)})" if values else scenario.name


def _example(item: pytest.Item) -> Mapping[str, str]:
    """Return the example of an outline that the item runs, empty for a scenario."""
    callspec = getattr(item, "callspec", None)
    return {} if callspec is None else callspec.params["_pytest_bdd_example"]


def reason_of(report: pytest.TestReport) -> str:
    """Return why a scenario failed, or what it waits for."""
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2]).removeprefix("Skipped: ")
    crash = getattr(report.longrepr, "reprcrash", None)
    told = crash.message if crash is not None else str(report.longrepr)
    # The name of our own exception's class says nothing to whoever reads this.
    return _OWN_CLASS.sub("", _ENDLESS.sub(r"流程自己转个不停，步数用尽（\1）", told))
