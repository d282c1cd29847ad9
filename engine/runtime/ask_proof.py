"""Ask for a proof: a run of the gate over a draft exactly as it is saved now."""

from engine.assembly import Engine
from engine.content.bundle import pack
from engine.model.entitlement import DeskVerb
from engine.model.identity import new_id
from engine.model.proof import Proof, ProofState, ProofVerdict
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.drafting import files_of, open_draft
from engine.runtime.proof_at_hand import DEAD_AFTER
from engine.runtime.proof_hashes import engine_hash, stage_hash, staged
from engine.runtime.roles import must_be_allowed

VERB = "ask_proof"


def ask_proof(engine: Engine, draft_id: str, *, by: str) -> Proof:
    """Queue a run over the draft and return it; somebody has to run it.

    A run over the same content that has not ended is returned instead of another.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        DraftNotFound: There is no such draft.
        DraftClosed: It was published or discarded.
    """

    def work(deed: Deed) -> Proof:
        must_be_allowed(deed, DeskVerb.REVIEW, by)
        draft = open_draft(deed.unit, draft_id)
        deed.unit.proofs.give_up(unseen_since=deed.now - DEAD_AFTER, at=deed.now)
        running = deed.unit.proofs.under_way(draft_id, draft.digest)
        if running is not None:
            return running
        bundle = files_of(deed.unit, draft_id)
        current = deed.unit.versions.current(draft.slug)
        proof = Proof(
            proof_id=new_id(deed.now),
            draft_id=draft_id,
            slug=draft.slug,
            digest=draft.digest,
            based_on=current.version_id if current is not None else "",
            stage_hash=stage_hash(staged(deed, bundle)),
            engine_hash=engine_hash(),
            state=ProofState.QUEUED,
            verdict=ProofVerdict.NONE,
            needs_legal=False,
            asked_by=by,
            asked_at=deed.now,
            seen_at=deed.now,
            done_at=None,
        )
        deed.unit.proofs.add(proof, pack(bundle))
        return proof

    return carry_out(engine, Ask(VERB, by), work)
