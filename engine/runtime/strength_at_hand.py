"""The strength of a proof's scenarios: whether it can be tried, and what is known."""

from dataclasses import replace

from engine.model.design_read import StrengthShown
from engine.model.proof import Origin, Proof, ProofReport, ProofState
from engine.model.strength import TrialState
from engine.runtime.looking import Look
from engine.runtime.names import person_name
from engine.runtime.proof_at_hand import DEAD_AFTER

PASSED, FAILED = "passed", "failed"
_MEASURES = frozenset({Origin.DRAFT, Origin.ACROSS})


def can_be_tried(proof: Proof, report: ProofReport | None) -> bool:
    """Say whether scenarios hold by which mutants can be measured."""
    if proof.state is not ProofState.DONE or report is None:
        return False
    verdicts = [e.verdict for e in report.scenarios if e.origin in _MEASURES]
    return PASSED in verdicts and FAILED not in verdicts


def strength_of(here: Look, proof_id: str, *, after: int = 0) -> StrengthShown | None:
    """Return the newest trial of what was proven, None if there was none.

    One whose process shows no life any more is broken. Of those that nobody noticed
    there are those after that one.
    """
    strengths = here.unit.strengths
    trial = next(iter(strengths.of_proof(proof_id)), None)
    if trial is None:
        return None
    if trial.is_under_way and trial.seen_at < here.now - DEAD_AFTER:
        trial = replace(trial, state=TrialState.BROKEN)
    return StrengthShown(
        trial=trial,
        asked_by=person_name(here.office, trial.asked_by),
        tally=strengths.tally(trial.trial_id),
        survivors=strengths.survivors(trial.trial_id, after=after),
    )
