"""Ask how strong the scenarios of a proven draft are, and stop the trial again."""

from engine.assembly import Engine
from engine.model.entitlement import DeskVerb
from engine.model.errors_design import ProofNotFound, TrialNotPossible
from engine.model.identity import new_id
from engine.model.strength import StrengthTrial, TrialState
from engine.runtime.aftermath import doer_of
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_office
from engine.runtime.proof_at_hand import DEAD_AFTER, find_proof, report_of
from engine.runtime.roles import must_be_allowed
from engine.runtime.strength_at_hand import can_be_tried

VERB, STOP = "ask_strength", "stop_strength"


def ask_strength(
    engine: Engine, proof_id: str, *, by: str, sample: int
) -> StrengthTrial:
    """Queue a trial of the mutants of what was proven; somebody has to run it.

    A trial of it that has not ended is returned instead of another.

    Args:
        engine: The engine.
        proof_id: The proof.
        by: Who asks: a designer or a reviewer.
        sample: How many mutants to try, 0 for all.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        ProofNotFound: There is no such proof.
        TrialNotPossible: It is not done, or scenarios of it do not hold.
    """

    def work(deed: Deed) -> StrengthTrial:
        must_be_allowed(deed, DeskVerb.REVIEW, by)
        proof = find_proof(deed, proof_id)
        strengths = deed.unit.strengths
        strengths.give_up(unseen_since=deed.now - DEAD_AFTER, at=deed.now)
        running = strengths.under_way(proof_id)
        if running is not None:
            return running
        if not can_be_tried(proof, report_of(deed, proof)):
            raise TrialNotPossible(proof_id=proof_id)
        trial = StrengthTrial(
            trial_id=new_id(deed.now),
            proof_id=proof_id,
            sample=max(sample, 0),
            total=0,
            state=TrialState.QUEUED,
            asked_by=by,
            asked_at=deed.now,
            seen_at=deed.now,
            done_at=None,
        )
        strengths.add(trial)
        return trial

    return carry_out(engine, Ask(VERB, by), work)


def stop_strength(engine: Engine, proof_id: str, *, by: str) -> None:
    """Stop the trial of what was proven; what was found so far stays.

    Nothing is left to do where it has ended meanwhile.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        ProofNotFound: There is no such proof.
    """

    def work(deed: Deed) -> None:
        must_be_allowed(deed, DeskVerb.REVIEW, by)
        if deed.unit.proofs.find(proof_id) is None:
            raise ProofNotFound
        running = deed.unit.strengths.under_way(proof_id)
        if running is None:
            return
        deed.unit.strengths.end(running.trial_id, TrialState.STOPPED, at=deed.now)
        details = {"proof_id": proof_id, "trial_id": running.trial_id}
        note_on_office(
            deed, doer_of(engine, deed.unit, by), Told(STOP, details=details)
        )

    carry_out(engine, Ask(STOP, by), work)
