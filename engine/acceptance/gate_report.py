"""The gate's report, put together from what its stages found."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from engine.acceptance.gate_features import Asked, claimed_elsewhere
from engine.acceptance.gate_sums import (
    changes,
    lost_clauses,
    objections,
    of_findings,
    scenario_proofs,
    unwalked_flows,
)
from engine.acceptance.report import FAILED, PASSED, ScenarioVerdict
from engine.assembly import read_procedure
from engine.model.diagram import Diagram
from engine.model.errors import BundleRejected
from engine.model.finding import Finding, Severity
from engine.model.proof import Origin, ProofReport, Stage, StageDone
from engine.model.reference import Regulation
from engine.model.soundness import SoundnessKind, SoundnessVerdict
from engine.runtime.run_proof import Material

_SOUND = {
    SoundnessKind.SOUND: "流程健全：处处能办结，没有走不到的环节",
    SoundnessKind.UNSOUND: "流程不健全",
    SoundnessKind.UNDECIDED: "健全性没有判定",
}


@dataclass(slots=True)
class Found:
    """What the stages found; `broken` says why the scenarios were not all run."""

    findings: tuple[Finding, ...] = ()
    soundness: SoundnessVerdict | None = None
    verdicts: list[ScenarioVerdict] = field(default_factory=list)
    reused: frozenset[str] = frozenset()
    broken: str = ""


def report_of(
    material: Material, asked: Asked, found: Found, regulation: Regulation
) -> ProofReport:
    """Return the report of a run that went through all stages."""
    failed = frozenset(e.digest for e in found.verdicts if e.verdict == FAILED)
    diagram = read_procedure(material.draft).diagram
    elsewhere = claimed_elsewhere(material, regulation)
    changed = changes(asked, failed, regulation)
    report = ProofReport(
        findings=found.findings,
        soundness=found.soundness,
        scenarios=scenario_proofs(found.verdicts, asked, found.reused),
        changes=changed,
        lost=lost_clauses(asked, found.verdicts, elsewhere, regulation),
        flows=len(diagram.flows),
        unwalked=unwalked_flows(diagram, found.verdicts, asked),
        needs_legal=any(each.kind != "added" for each in changed),
    )
    judged = replace(
        report, objections=objections(report, found.broken, _cited(diagram))
    )
    return replace(judged, stages=tuple(_stages(judged)))


def report_of_errors(material: Material, findings: tuple[Finding, ...]) -> ProofReport:
    """Return the report of a run that ended with its check: nothing could be run."""
    errors, words = check_words(findings)
    return ProofReport(
        stages=(StageDone(Stage.CHECK, not errors, words),),
        findings=findings,
        objections=tuple(of_findings(findings, cited_by(material))),
    )


def cited_by(material: Material) -> Mapping[str, tuple[str, ...]]:
    """Return what the elements cite, by id: the draft's, else those in force."""
    for bundle in (material.draft, material.before):
        with suppress(BundleRejected, KeyError):
            if bundle is not None:
                return _cited(read_procedure(bundle).diagram)
    return {}


def _cited(diagram: Diagram) -> Mapping[str, tuple[str, ...]]:
    cited = {e.element_id: e.references for e in diagram.elements.values()}
    return cited | {flow.flow_id: flow.references for flow in diagram.flows.values()}


def _stages(report: ProofReport) -> list[StageDone]:
    errors, words = check_words(report.findings)
    stages = [StageDone(Stage.CHECK, not errors, words)]
    if report.soundness is not None:
        stages.append(
            StageDone(
                Stage.SOUND,
                report.soundness.kind is not SoundnessKind.UNSOUND,
                sound_words(report.soundness),
            )
        )
    codes = {each.code for each in report.objections}
    ran = [each for each in report.scenarios if each.origin is not Origin.IN_FORCE]
    passed = sum(each.verdict == PASSED for each in ran)
    to_come = len(ran) - passed - sum(each.verdict == FAILED for each in ran)
    planned = f"，{to_come} 个等别的程序建成" if to_come else ""
    stages.append(
        StageDone(
            Stage.ACCEPT,
            not codes & {"scenario_failed", "run_broken", "no_scenarios"},
            f"草稿和跨程序的场景 {len(ran)} 个，通过 {passed} 个{planned}",
        )
    )
    stages.append(
        StageDone(
            Stage.COMPARE,
            not codes & {"clause_lost", "flow_unwalked"},
            f"失去证明的条款 {len(report.lost)} 条，"
            f"没有走到的流 {len(report.unwalked)} 条（共 {report.flows} 条）",
        )
    )
    return stages


def check_words(findings: tuple[Finding, ...]) -> tuple[int, str]:
    """Return how many errors there are, and the check in words."""
    errors = sum(each.severity is Severity.ERROR for each in findings)
    return errors, f"检查：{errors} 个错误，{len(findings) - errors} 个提醒"


def sound_words(verdict: SoundnessVerdict) -> str:
    """Return the verdict on soundness in words."""
    note = f"：{verdict.note}" if verdict.note else ""
    return f"{_SOUND[verdict.kind]}{note}"
