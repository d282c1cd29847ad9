"""What was written as plain values is read as values of the model again."""

import json
from dataclasses import asdict

import pytest

from engine.model.finding import Finding, Severity
from engine.model.proof import (
    LostClause,
    Origin,
    ProofReport,
    ScenarioProof,
    Stage,
    StageDone,
)
from engine.model.shaping import shaped
from engine.model.soundness import (
    FaultKind,
    PathStep,
    SoundnessFault,
    SoundnessKind,
    SoundnessVerdict,
)

REPORT = ProofReport(
    stages=(StageDone(Stage.CHECK, passed=True, words="没有错误"),),
    findings=(Finding(Severity.WARNING, "a", "b", "c"),),
    soundness=SoundnessVerdict(
        SoundnessKind.UNSOUND,
        (
            SoundnessFault(
                FaultKind.DEAD_ELEMENT, ("a",), "b", (PathStep("a", ("f",), ("b",)),)
            ),
        ),
    ),
    scenarios=(
        ScenarioProof(
            Origin.DRAFT, "一", ("42.1",), "passed", walked={"tiny": ("f1", "f2")}
        ),
    ),
    lost=(LostClause("42.1", ("一",)),),
)


def test_a_report_comes_back_from_json_as_it_was():
    written = json.loads(json.dumps(asdict(REPORT)))

    assert shaped(ProofReport, written) == REPORT


def test_what_an_older_release_did_not_write_has_its_default():
    assert shaped(ProofReport, {"unknown": 1}) == ProofReport()


def test_what_is_not_of_the_shape_is_refused():
    with pytest.raises(TypeError):
        shaped(ProofReport, [])
