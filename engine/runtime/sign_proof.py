"""Sign a proof: the second person's approval, the legal office's, or an override."""

from engine.assembly import Engine
from engine.model.entitlement import DeskVerb
from engine.model.errors import ReasonMissing
from engine.model.errors_design import (
    AlreadySigned,
    OwnWork,
    ProofUnfinished,
    SignatureNotNeeded,
)
from engine.model.procedure_draft import ProcedureDraft
from engine.model.proof import (
    Proof,
    ProofState,
    ProofVerdict,
    Signature,
    SignatureKind,
)
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.drafting import open_draft
from engine.runtime.note import note_on_office
from engine.runtime.office_desk import keeper_of
from engine.runtime.proof_at_hand import find_proof, refusal_of
from engine.runtime.publication import involved, signer_of

WORDS = 1_000
_VERBS = {
    SignatureKind.APPROVE: DeskVerb.APPROVE,
    SignatureKind.LEGAL: DeskVerb.SIGN_LEGALLY,
    SignatureKind.OVERRIDE: DeskVerb.OVERRIDE,
}


def approve_proof(engine: Engine, proof_id: str, *, by: str, words: str = "") -> None:
    """Approve, as the second person, that what was proven be published.

    Raises:
        RoleMissing: The person may approve nothing.
        OwnWork: They changed the draft, or asked for the proof.
        ProofNotFound: There is no such proof.
        ProofUnfinished: It is not done, or broke off.
        PublicationRefused: The gate refused it, and nobody has overridden that.
        AlreadySigned: Somebody has approved it.
        DraftClosed: It was published or discarded.
    """
    _sign(engine, proof_id, SignatureKind.APPROVE, by=by, words=words)


def sign_legally(engine: Engine, proof_id: str, *, by: str, words: str = "") -> None:
    """Sign for the legal office that scenarios were rightly removed or rewritten.

    Raises:
        RoleMissing: The person does not sign for the legal office.
        OwnWork: They changed the draft, or asked for the proof.
        SignatureNotNeeded: No scenario was touched.
        ProofNotFound: There is no such proof.
        ProofUnfinished: It is not done, or broke off.
        AlreadySigned: Somebody has signed it so.
        DraftClosed: It was published or discarded.
    """
    _sign(engine, proof_id, SignatureKind.LEGAL, by=by, words=words)


def override_proof(engine: Engine, proof_id: str, *, by: str, reason: str) -> None:
    """Let pass what the gate refused, for a reason that shows for ever.

    Raises:
        ReasonMissing: There is no reason.
        RoleMissing: The person may not.
        OwnWork: They changed the draft, asked for the proof, or signed it otherwise.
        SignatureNotNeeded: The gate let it pass.
        ProofNotFound: There is no such proof.
        ProofUnfinished: It is not done, or broke off.
        AlreadySigned: Somebody has overridden it.
        DraftClosed: It was published or discarded.
    """
    if not reason.strip():
        raise ReasonMissing
    _sign(engine, proof_id, SignatureKind.OVERRIDE, by=by, words=reason)


def _sign(
    engine: Engine, proof_id: str, kind: SignatureKind, *, by: str, words: str
) -> None:
    words = words.strip()[:WORDS]

    def work(deed: Deed) -> None:
        doer = keeper_of(deed, _VERBS[kind])
        proof = find_proof(deed, proof_id)
        draft = open_draft(deed.unit, proof.draft_id)
        _must_be_possible(deed, proof, kind)
        _must_be_another(deed, draft, proof, by)
        signature = Signature(proof_id, kind, by, doer.post, deed.now, words)
        if not deed.unit.proofs.sign(signature):
            raise AlreadySigned(kind=kind.value)
        details = {
            "kind": kind.value,
            "proof_id": proof_id,
            "slug": proof.slug,
            "digest": proof.digest,
            "words": words,
        }
        note_on_office(deed, doer, Told("sign_proof", details=details))

    carry_out(engine, Ask("sign_proof", by), work)


def _must_be_possible(deed: Deed, proof: Proof, kind: SignatureKind) -> None:
    if proof.state is not ProofState.DONE:
        raise ProofUnfinished
    signatures = deed.unit.proofs.signatures(proof.proof_id)
    refused = proof.verdict is ProofVerdict.REFUSED
    overridden = bool(signer_of(signatures, SignatureKind.OVERRIDE))
    if kind is SignatureKind.APPROVE and refused and not overridden:
        raise refusal_of(deed, proof)
    if kind is SignatureKind.LEGAL and not proof.needs_legal:
        raise SignatureNotNeeded
    if kind is SignatureKind.OVERRIDE and not refused:
        raise SignatureNotNeeded


def _must_be_another(deed: Deed, draft: ProcedureDraft, proof: Proof, by: str) -> None:
    """Refuse whoever had a hand in it: every signature is another person's."""
    signers = {e.person_id for e in deed.unit.proofs.signatures(proof.proof_id)}
    if by in involved(draft, proof):
        raise OwnWork(why="own_draft")
    if by in signers:
        raise OwnWork(why="signed_before")
