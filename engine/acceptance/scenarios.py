"""The scenarios of a feature as text: parsed, each with a hash of all it says."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.parser import Feature, FeatureParser, ScenarioTemplate, Step

DOCUMENT = "acceptance.feature"
_HEADS = ("场景:", "场景大纲:")
_ENDS = (*_HEADS, "规则:", "背景:", "@")


class FeatureBroken(ValueError):
    """A feature that is no Gherkin; `line` counts from 1, 0 where none is known."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class ScenarioText:
    """One scenario as it is written, an outline with all its examples.

    `tags` are its own, its rule's and its feature's; `text` the lines that are its own,
    `background` the sentences that come before them; `digest` the SHA-256 (hex) over
    everything that it does, the background included.
    """

    name: str
    rule: str
    tags: tuple[str, ...]
    text: str
    background: str
    digest: str
    line: int


def read_scenarios(data: bytes) -> tuple[ScenarioText, ...]:
    """Return the scenarios of a feature in the order in which they stand.

    Raises:
        FeatureBroken: It cannot be read as one.
    """
    feature = parse_feature(data)
    lines = data.decode("utf-8").splitlines()
    return tuple(
        ScenarioText(
            name=each.name,
            rule=each.rule.name if each.rule else "",
            tags=tuple(sorted(all_tags(each))),
            text=_own_lines(lines, each.line_number),
            background="\n".join(_written(step) for step in each.all_background_steps),
            digest=digest_of(each),
            line=each.line_number,
        )
        for each in feature.scenarios.values()
    )


def parse_feature(data: bytes) -> Feature:
    """Return the feature, parsed.

    Raises:
        FeatureBroken: It is no Gherkin.
    """
    # The parser reads files only.
    with TemporaryDirectory(prefix="zhangfa-") as folder:
        path = Path(folder) / DOCUMENT
        path.write_bytes(data)
        try:
            return FeatureParser(folder, DOCUMENT).parse()
        except GherkinParseError as error:
            raise FeatureBroken(error.line or 0) from error
        except (AttributeError, KeyError, TypeError, UnicodeDecodeError) as error:
            # pytest-bdd 8.1 stumbles over a document without a feature.
            raise FeatureBroken(0) from error


def names_written(data: bytes) -> tuple[str, ...]:
    """Return the names of the scenarios as written; pytest-bdd loses a doubled one."""
    lines = (line.strip() for line in data.decode("utf-8").splitlines())
    heads = ((line, head) for line in lines for head in _HEADS if line.startswith(head))
    return tuple(line.removeprefix(head).strip() for line, head in heads)


def all_tags(scenario: ScenarioTemplate) -> frozenset[str]:
    """Return a scenario's tags, those of its rule and feature included."""
    rule = scenario.rule
    return frozenset(
        {*scenario.tags, *scenario.feature.tags, *(rule.tags if rule else ())}
    )


def digest_of(scenario: ScenarioTemplate) -> str:
    """Return the hash of all that the scenario does; blanks and remarks are not."""
    told = [
        scenario.name,
        sorted(all_tags(scenario)),
        [said(step) for step in scenario.steps],
        [[table.example_params, table.examples] for table in scenario.examples],
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def said(step: Step) -> list[object]:
    """Return all that a sentence says, as plain values."""
    table = step.datatable.raw() if step.datatable else None
    return [step.type, step.name, table, step.docstring]


def _written(step: Step) -> str:
    rows = step.datatable.raw() if step.datatable else ()
    cells = (f"  | {' | '.join(map(str, row))} |" for row in rows)
    return "\n".join((f"{step.keyword.strip()}{step.name}", *cells))


def _own_lines(lines: list[str], line: int) -> str:
    """Return the scenario that begins on this line, tags and all, without indent."""
    begin = line - 1
    while begin and lines[begin - 1].strip().startswith("@"):
        begin -= 1
    own = [*lines[begin:line], *_until_the_next(lines[line:])]
    while not own[-1].strip() or own[-1].strip().startswith("#"):
        own.pop()
    indent = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    return "\n".join(each[indent:] if each.strip() else "" for each in own)


def _until_the_next(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if line.strip().startswith(_ENDS):
            return
        yield line.rstrip()
