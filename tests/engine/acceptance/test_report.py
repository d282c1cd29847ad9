"""What a run found, counted and written down."""

import json

from lxml.etree import fromstring

from engine.acceptance.report import (
    AcceptanceReport,
    FlowCoverage,
    ScenarioVerdict,
    as_json,
    coverage,
    line_of,
    verdict_of,
    write_junit,
)

PASSED = ScenarioVerdict(
    "tiny",
    "成立",
    ("42.1",),
    "passed",
    0.12345,
    evidence={"42.1": ("tiny:a",)},
    walked={"tiny": ("f1",)},
    place=2,
)
FAILED = ScenarioVerdict(
    "tiny",
    "不成立",
    (),
    "failed",
    0.5,
    walked={"tiny": ("f2",)},
    reason="秘书长的待办：无",
)
PLANNED = ScenarioVerdict(
    "tiny", "以后", ("46.2",), "planned", 0, reason="待建程序：minutes_signing"
)
REPORT = AcceptanceReport(
    (PASSED, FAILED, PLANNED), (FlowCoverage("tiny", 2, ("f2",)),)
)


def test_json_has_the_promised_shape_and_nothing_more():
    assert json.loads(as_json(REPORT)) == {
        "scenarios": [
            {
                "procedure": "tiny",
                "name": "成立",
                "references": ["42.1"],
                "verdict": "passed",
                "seconds": 0.123,
            },
            {
                "procedure": "tiny",
                "name": "不成立",
                "references": [],
                "verdict": "failed",
                "seconds": 0.5,
            },
            {
                "procedure": "tiny",
                "name": "以后",
                "references": ["46.2"],
                "verdict": "planned",
                "seconds": 0,
            },
        ],
        "flows": [{"procedure": "tiny", "total": 2, "walked": 1, "unwalked": ["f2"]}],
    }


def test_junit_says_what_failed_and_why_what_is_planned_is_skipped(tmp_path):
    write_junit(REPORT, tmp_path / "new" / "report.xml")

    suite = fromstring((tmp_path / "new" / "report.xml").read_bytes())
    assert suite.attrib == {
        "name": "zhangfa",
        "tests": "3",
        "failures": "1",
        "skipped": "1",
    }
    assert [case.get("name") for case in suite] == ["成立", "不成立", "以后"]
    assert suite[1][0].tag == "failure"
    assert suite[1][0].text == "秘书长的待办：无"
    assert suite[2][0].get("message") == "待建程序：minutes_signing"


def test_a_verdict_survives_the_pipe_between_child_and_parent():
    assert verdict_of(line_of(PASSED)) == PASSED


def test_only_what_passed_has_walked():
    assert coverage({"tiny": ["f1", "f2"]}, [PASSED, FAILED]) == (
        FlowCoverage("tiny", 2, ("f2",)),
    )


def test_a_run_is_green_only_if_something_ran_and_every_flow_was_walked():
    whole = FlowCoverage("tiny", 2, ())

    assert AcceptanceReport((PASSED, PLANNED), (whole,)).is_green
    assert not AcceptanceReport((PASSED, FAILED), (whole,)).is_green
    assert not AcceptanceReport((PASSED,), REPORT.flows).is_green
    assert not AcceptanceReport((PLANNED,), (whole,)).is_green
