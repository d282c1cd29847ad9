"""A proof at hand: found, its report read, and its refusal in one sentence."""

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from engine.model.acceptance_run import AcceptanceRun
from engine.model.errors_design import ProofNotFound, PublicationRefused
from engine.model.proof import Proof, ProofReport, ProofState
from engine.model.shaping import shaped
from engine.runtime.looking import Here

Run = TypeVar("Run", Proof, AcceptanceRun)

MOST_TOLD = 3
# A run gives a sign of life far more often; that of a stopped server gives none.
DEAD_AFTER = timedelta(seconds=20)


def find_proof(here: Here, proof_id: str) -> Proof:
    """Return the proof.

    Raises:
        ProofNotFound: There is none of that id.
    """
    proof = here.unit.proofs.find(proof_id)
    if proof is None:
        raise ProofNotFound
    return proof


def as_it_is(here: Here, run: Run) -> Run:
    """Return the run as broken where its process shows no life any more."""
    is_dead = run.is_under_way and run.seen_at < here.now - DEAD_AFTER
    return replace(run, state=ProofState.BROKEN) if is_dead else run


def report_of(here: Here, proof: Proof) -> ProofReport | None:
    """Return what the run found, None until it is done."""
    kept = here.unit.proofs.report(proof.proof_id)
    return None if kept is None else shaped(ProofReport, kept)


def refusal_of(here: Here, proof: Proof) -> PublicationRefused:
    """Return the refusal: the first reasons in words, the articles of all of them."""
    report = report_of(here, proof) or ProofReport()
    told = [each.words for each in report.objections]
    more = f"共 {len(told)} 条理由，见检验报告。" if len(told) > MOST_TOLD else ""
    cited = [ref for each in report.objections for ref in each.references]
    return PublicationRefused(
        words="".join(map(_ended, told[:MOST_TOLD])) + more,
        references=tuple(dict.fromkeys(cited)),
        proof_id=proof.proof_id,
    )


def _ended(words: str) -> str:
    return words if words.endswith("。") else f"{words}。"
