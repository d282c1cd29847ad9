"""What is wrong in a feature, line by line, while somebody writes it.

The gate holds a feature against its language and tags (`feature_check`); this looks
at every name too, which otherwise shows only when the scenario runs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pytest_bdd.parser import ScenarioTemplate, Step
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from engine.acceptance.feature_check import lacks, no_sentence
from engine.acceptance.feature_names import Names, NameWrong, check_names
from engine.acceptance.scenarios import (
    FeatureBroken,
    all_tags,
    names_written,
    parse_feature,
)
from engine.acceptance.tags import AWAITED, read_tags
from engine.model.reference import Regulation

MOST = 200


@dataclass(frozen=True, slots=True)
class LineFinding:
    """`line` counts from 1; `text` is a Chinese sentence that says how to mend it."""

    line: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A scenario of the feature, and the line of its heading."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class FeatureLines:
    scenarios: tuple[Listed, ...]
    findings: tuple[LineFinding, ...]


def read_lines(data: bytes, regulation: Regulation, names: Names) -> FeatureLines:
    """Return the scenarios and at most two hundred findings, in the order of lines."""
    try:
        feature = parse_feature(data)
    except FeatureBroken as error:
        text = "这里不合场景的语法，请核对；第一行应为“# language: zh-CN”。"
        broken = LineFinding(max(error.line, 1), "feature_broken", text)
        return FeatureLines((), (broken,))
    scenarios = tuple(feature.scenarios.values())
    found = [*_doubled(data)]
    for each in scenarios:
        found += _whole(each, regulation)
        found += _steps(each, names)
    unique = sorted(dict.fromkeys(found), key=lambda each: each.line)
    listed = tuple(Listed(each.name, each.line_number) for each in scenarios)
    return FeatureLines(listed, tuple(unique[:MOST]))


def _doubled(data: bytes) -> Iterator[LineFinding]:
    written = names_written(data)
    lines = data.decode("utf-8").splitlines()
    for name in {each for each in written if written.count(each) > 1}:
        for number, line in enumerate(lines, start=1):
            if line.strip().startswith("场景") and line.strip().endswith(f": {name}"):
                text = f"不止一个场景叫“{name}”，请改名。"
                yield LineFinding(number, "scenario_doubled", text)


def _whole(scenario: ScenarioTemplate, regulation: Regulation) -> Iterator[LineFinding]:
    wrong = lacks(scenario)
    if wrong:
        yield LineFinding(scenario.line_number, "scenario_not_whole", f"{wrong}。")
    try:
        read_tags(all_tags(scenario), regulation)
    except ValueError as error:
        yield LineFinding(scenario.line_number, "tag_unknown", f"{error}。")


def _steps(scenario: ScenarioTemplate, names: Names) -> Iterator[LineFinding]:
    """Yield what is wrong with the steps, each told of the procedure it is about."""
    current = names.start()
    is_planned = any(tag.startswith(AWAITED) for tag in all_tags(scenario))
    for step in scenario.steps:
        found = _definition(step)
        if found is None:
            yield LineFinding(step.line_number, "sentence_unknown", no_sentence(step))
            continue
        words: Mapping[str, str] = found.parser.parse_arguments(step.name) or {}
        table = [list(row) for row in step.datatable.raw()] if step.datatable else []
        wrong: list[NameWrong] = []
        current = check_names(
            names, current, found.step_func.__name__, words, table, wrong
        )
        # What a planned scenario names may be to come.
        for each in () if is_planned else wrong:
            line = step.line_number + each.row
            yield LineFinding(line, "name_unknown", each.text)


def _definition(step: Step) -> StepFunctionContext | None:
    for context in list(step_function_context_registry.values()):
        if context.type == step.type and context.parser.is_matching(step.name):
            return context
    return None
