"""Check a feature without running it: language, sentences, tags, and what it lacks."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from pytest_bdd.parser import ScenarioTemplate, Step
from pytest_bdd.steps import step_function_context_registry

from engine.acceptance.scenarios import (
    FeatureBroken,
    all_tags,
    names_written,
    parse_feature,
)
from engine.acceptance.sentences import sentences
from engine.acceptance.tags import read_tags
from engine.content.bundle import FEATURE
from engine.model.finding import Finding, Severity
from engine.model.reference import Regulation

NONE = "一个场景也没有，请至少写一个。"


def check_feature(data: bytes, regulation: Regulation) -> tuple[Finding, ...]:
    """Return everything that keeps the scenarios from being run, each with its line.

    Whether elements, fields and posts that they name are there shows when they run.
    """
    if not data.strip():
        return (_error("no_scenarios", NONE),)
    try:
        scenarios = parse_feature(data).scenarios.values()
    except FeatureBroken as error:
        where = f"第 {error.line} 行" if error.line else "文件"
        text = f"{where}不合场景的语法，请核对；第一行应为“# language: zh-CN”。"
        return (_error("feature_broken", text),)
    findings = [
        _error("scenario_doubled", f"有 {count} 个场景都叫“{name}”，请改名。")
        for name, count in Counter(names_written(data)).items()
        if count > 1
    ]
    if not scenarios:
        findings.append(_error("no_scenarios", NONE))
    for each in scenarios:
        findings += _check(each, regulation)
    return tuple(dict.fromkeys(findings))


def lacks(scenario: ScenarioTemplate) -> str:
    """Return what the parser takes but nobody means, in Chinese, or nothing.

    That is a line under the scenario that is no sentence (a word of another language's
    keyword makes it a remark), and a scenario that looks at nothing.
    """
    remark = scenario.description.strip()
    if remark:
        return f"“{remark.splitlines()[0].strip()}”不成句"
    if not any(step.type == "then" for step in scenario.steps):
        return "没有“那么”，什么也没有查看"
    return ""


def _check(scenario: ScenarioTemplate, regulation: Regulation) -> Iterator[Finding]:
    where = f"第 {scenario.line_number} 行的场景“{scenario.name}”"
    wrong = lacks(scenario)
    if wrong:
        yield _error("scenario_not_whole", f"{where}：{wrong}，请改正。")
    try:
        read_tags(all_tags(scenario), regulation)
    except ValueError as error:
        yield _error("tag_unknown", f"{where}：{error}，请改正标签。")
    for step in scenario.steps:
        if not _is_sentence(step):
            text = f"第 {step.line_number} 行{no_sentence(step)}"
            yield _error("sentence_unknown", text)


def _is_sentence(step: Step) -> bool:
    return any(
        context.type in {step.type, None} and context.parser.is_matching(step.name)
        for context in list(step_function_context_registry.values())
    )


def no_sentence(step: Step) -> str:
    """Say in Chinese that a step is no sentence, and which is nearest."""
    if not step.name:
        return "只有开头的字，还没有写句子。"
    examples = [each.example for each in sentences() if each.type == step.type]
    near = get_close_matches(step.name, examples, n=1, cutoff=0.2)
    nearest = f"最接近的是：{near[0]}" if near else "请从句式表里选一句。"
    return f"没有这样的句子：“{step.name}”。{nearest}"


def _error(code: str, text: str) -> Finding:
    return Finding(Severity.ERROR, FEATURE, code, text)
