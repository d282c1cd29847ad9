"""What a run of the scenarios found: verdicts, evidence, flows walked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement

from engine.model.shaping import shaped

PASSED, FAILED, PLANNED = "passed", "failed", "planned"


@dataclass(frozen=True, slots=True)
class ScenarioVerdict:
    """One scenario, run or planned.

    `references` are its tags; `evidence` maps a reference that was really met to the
    `slug:element` ids that cite it; `walked` maps a slug to the sequence flows taken,
    in the order in which they were first taken; `place` is where it stands among all
    scenarios of the run; `sentence` the one that failed; `digest` the hash of all that
    it does; `feature` the path of its file.
    """

    procedure: str
    name: str
    references: tuple[str, ...]
    verdict: str
    seconds: float
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    walked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reason: str = ""
    place: int = 0
    sentence: str = ""
    digest: str = ""
    feature: str = ""


@dataclass(frozen=True, slots=True)
class FlowCoverage:
    """The sequence flows of one diagram, and those that no scenario walked."""

    procedure: str
    total: int
    unwalked: tuple[str, ...]

    @property
    def walked(self) -> int:
        return self.total - len(self.unwalked)


@dataclass(frozen=True, slots=True)
class AcceptanceReport:
    scenarios: tuple[ScenarioVerdict, ...]
    flows: tuple[FlowCoverage, ...]

    @property
    def failed(self) -> tuple[ScenarioVerdict, ...]:
        return tuple(s for s in self.scenarios if s.verdict == FAILED)

    @property
    def is_green(self) -> bool:
        """Nothing failed, something ran, and every flow was walked."""
        ran = any(s.verdict == PASSED for s in self.scenarios)
        return ran and not self.failed and not any(f.unwalked for f in self.flows)


def as_json(report: AcceptanceReport) -> str:
    """Return the report in the shape that `zhangfa accept --json` promises."""
    scenarios = [
        {
            "procedure": s.procedure,
            "name": s.name,
            "references": list(s.references),
            "verdict": s.verdict,
            "seconds": round(s.seconds, 3),
        }
        for s in report.scenarios
    ]
    flows = [
        {
            "procedure": f.procedure,
            "total": f.total,
            "walked": f.walked,
            "unwalked": list(f.unwalked),
        }
        for f in report.flows
    ]
    return json.dumps(
        {"scenarios": scenarios, "flows": flows}, ensure_ascii=False, indent=1
    )


def write_junit(report: AcceptanceReport, path: Path) -> None:
    """Write the verdicts as JUnit XML, one test case a scenario."""
    suite = Element(
        "testsuite",
        name="zhangfa",
        tests=str(len(report.scenarios)),
        failures=str(len(report.failed)),
        skipped=str(sum(s.verdict == PLANNED for s in report.scenarios)),
    )
    for scenario in report.scenarios:
        case = SubElement(
            suite,
            "testcase",
            classname=scenario.procedure,
            name=scenario.name,
            time=f"{scenario.seconds:.3f}",
        )
        if scenario.verdict == FAILED:
            SubElement(
                case, "failure", message=scenario.reason[:200]
            ).text = scenario.reason
        elif scenario.verdict == PLANNED:
            SubElement(case, "skipped", message=scenario.reason)
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def line_of(verdict: ScenarioVerdict) -> str:
    """Return one verdict as a line of JSON, for the pipe between child and parent."""
    return json.dumps(asdict(verdict), ensure_ascii=False)


def verdict_of(line: str) -> ScenarioVerdict:
    """Read a line that `line_of` wrote."""
    return verdict_from(json.loads(line))


def verdict_from(raw: Mapping[str, object]) -> ScenarioVerdict:
    """Return the verdict that was written as plain values."""
    return shaped(ScenarioVerdict, raw)


def coverage(
    diagrams: Mapping[str, Iterable[str]], verdicts: Iterable[ScenarioVerdict]
) -> tuple[FlowCoverage, ...]:
    """Return, for each slug and its flow ids, what the passed scenarios walked."""
    walked: dict[str, set[str]] = {}
    for verdict in verdicts:
        if verdict.verdict == PASSED:
            for slug, flows in verdict.walked.items():
                walked.setdefault(slug, set()).update(flows)
    return tuple(
        FlowCoverage(
            slug,
            len(flows := tuple(flow_ids)),
            tuple(f for f in flows if f not in walked.get(slug, set())),
        )
        for slug, flow_ids in sorted(diagrams.items())
    )
