"""A feature as text to which scenarios are added, where its rules do not bind them."""

from pytest_bdd.parser import Feature

from engine.acceptance.scenarios import FeatureBroken, names_written, parse_feature
from engine.content.bundle import FEATURE
from engine.model.errors import BundleRejected
from engine.model.errors_sandbox import ScenarioNameTaken
from engine.model.finding import Finding, Severity

HEAD = "# language: zh-CN\n功能: {name}\n"
FILED = '"已报送"'
_RULE, _TAG, _REMARK = "规则:", "@", "#"


def files_a_case(feature: bytes) -> bool:
    """Say whether the feature's background files a case before every scenario.

    Raises:
        BundleRejected: The feature cannot be read as it stands.
    """
    background = _parsed(feature).background
    return background is not None and any(
        FILED in step.name for step in background.steps
    )


def add_scenario(feature: bytes, scenario: str, *, name: str, procedure: str) -> bytes:
    """Return the feature with a scenario more.

    It stands before the first 规则, whose tags and background are not its own, or else
    at the end.

    Args:
        feature: The file as it is; empty where there is none.
        scenario: Its lines, indented by two, tags first.
        name: What it is called.
        procedure: What a new feature is called.

    Raises:
        ScenarioNameTaken: A scenario of that name is there.
        BundleRejected: The feature cannot be read as it stands.
    """
    if not feature.strip():
        return (HEAD.format(name=procedure) + "\n" + scenario).encode()
    _parsed(feature)
    if name in names_written(feature):
        raise ScenarioNameTaken(name=name)
    lines = feature.decode("utf-8").splitlines()
    place = _before_first_rule(lines)
    before, after = lines[:place], lines[place:]
    while before and not before[-1].strip():
        before.pop()
    told = [*before, "", *scenario.splitlines()]
    if after:
        told += ["", *after]
    return ("\n".join(told) + "\n").encode()


def _parsed(feature: bytes) -> Feature:
    try:
        return parse_feature(feature)
    except FeatureBroken as error:
        text = f"第 {error.line} 行不合场景的语法，改好以后才能存入新的场景。"
        finding = Finding(Severity.ERROR, FEATURE, "feature_broken", text)
        raise BundleRejected([finding]) from error


def _before_first_rule(lines: list[str]) -> int:
    """Return the place above the first rule, its tags and remarks; or the end."""
    rules = (n for n, line in enumerate(lines) if line.strip().startswith(_RULE))
    place = next(rules, len(lines))
    while place < len(lines) and place and _belongs_below(lines[place - 1]):
        place -= 1
    return place


def _belongs_below(line: str) -> bool:
    return line.strip().startswith((_TAG, _REMARK))
