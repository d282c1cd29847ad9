"""Publish a draft: proven, approved by a second person, in force now or from then."""

from dataclasses import replace
from datetime import datetime

from engine.assembly import Engine
from engine.content.bundle import pack
from engine.model.entitlement import DeskVerb
from engine.model.errors import ReasonMissing
from engine.model.errors_design import (
    DraftChanged,
    MomentPast,
    NotProven,
    Unsigned,
    VersionMoved,
    VersionPlanned,
)
from engine.model.identity import new_id
from engine.model.procedure import Version, VersionState
from engine.model.procedure_draft import DraftState, ProcedureDraft
from engine.model.proof import Proof, SignatureKind
from engine.runtime.chain import OFFICE, Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.drafting import files_of, open_draft
from engine.runtime.in_force import current_now
from engine.runtime.note import note_on_office
from engine.runtime.office_desk import keeper_of
from engine.runtime.proof_at_hand import find_proof, refusal_of
from engine.runtime.publication import PLANNED, REFUSED, UNPROVEN, hindrances, signer_of

VERB = "publish_draft"
WORDS = 1_000


def publish_draft(
    engine: Engine,
    draft_id: str,
    *,
    by: str,
    proof_id: str,
    why: str,
    from_at: datetime | None = None,
) -> Version:
    """Put the draft in force and retire what was; cases under way stay where they are.

    Args:
        engine: The engine.
        draft_id: Which draft.
        by: The designer who publishes it.
        proof_id: The proof of exactly what the draft holds now.
        why: Why it is published, in their words.
        from_at: From when it is in force, None for at once; until then what is in
            force stays, and nothing else of the procedure is published.

    Raises:
        RoleMissing: The person is no designer.
        ReasonMissing: Nothing is said of why.
        DraftNotFound: There is no such draft.
        DraftClosed: It was published or discarded.
        ProofNotFound: There is no such proof.
        NotProven: The proof is not about what would be published, or not done.
        PublicationRefused: The gate refused it, and nobody has overridden that.
        Unsigned: The second person's signature is missing, or the legal office's.
        MomentPast: The moment is not to come.
        VersionPlanned: Another version is to come into force.
        VersionMoved: Somebody published another at the same moment.
    """
    if not why.strip():
        raise ReasonMissing

    def work(deed: Deed) -> Version:
        doer = keeper_of(deed, DeskVerb.DESIGN)
        # Whoever publishes holds the office's chain: of two at once the second comes
        # after, and finds that the version in force has moved.
        deed.unit.acts.lock_head(OFFICE)
        draft = open_draft(deed.unit, draft_id)
        proof = find_proof(deed, proof_id)
        if from_at is not None and from_at <= deed.now:
            raise MomentPast
        current_now(deed, draft.slug)
        _must_be_free(deed, draft, proof)
        version = replace(
            _version(deed, draft, proof, why.strip()[:WORDS]),
            state=VersionState.IN_FORCE if from_at is None else VersionState.PLANNED,
            from_at=from_at,
        )
        _put_in_force(deed, draft, version)
        note_on_office(deed, doer, _told(deed, draft, proof, version))
        return version

    return carry_out(engine, Ask(VERB, by), work)


def _told(deed: Deed, draft: ProcedureDraft, proof: Proof, version: Version) -> Told:
    details = {
        "slug": version.slug,
        "number": version.number,
        "digest": version.digest,
        "draft_id": draft.draft_id,
        "proof_id": proof.proof_id,
        "approved_by": version.approved_by,
        "overridden_by": _signer(deed, proof, SignatureKind.OVERRIDE),
        "why": version.why,
        "from_at": version.begins_at.isoformat(),
    }
    return Told(VERB, details=details)


def _must_be_free(deed: Deed, draft: ProcedureDraft, proof: Proof) -> None:
    for each in hindrances(deed, draft, proof):
        if each.code == UNPROVEN:
            raise NotProven(words=each.words)
        if each.code == REFUSED:
            raise refusal_of(deed, proof)
        if each.code == PLANNED:
            raise _already_planned(deed, draft)
        raise Unsigned(words=each.words)


def _already_planned(deed: Deed, draft: ProcedureDraft) -> VersionPlanned:
    planned = deed.unit.versions.planned(draft.slug)
    number, at = (planned.number, planned.begins_at) if planned else (0, deed.now)
    return VersionPlanned(number=number, at=at)


def _version(deed: Deed, draft: ProcedureDraft, proof: Proof, why: str) -> Version:
    known = deed.unit.versions.of_slug(draft.slug)
    return Version(
        version_id=new_id(deed.now),
        slug=draft.slug,
        number=max((each.number for each in known), default=0) + 1,
        digest=draft.digest,
        state=VersionState.IN_FORCE,
        published_at=deed.now,
        published_by=deed.ask.by,
        why=why,
        based_on=draft.based_on,
        proof_id=proof.proof_id,
        approved_by=_signer(deed, proof, SignatureKind.APPROVE),
    )


def _put_in_force(deed: Deed, draft: ProcedureDraft, version: Version) -> None:
    comes_now = version.state is VersionState.IN_FORCE
    if comes_now and draft.based_on and not deed.unit.versions.retire(draft.based_on):
        raise VersionMoved
    packed = pack(files_of(deed.unit, draft.draft_id))
    deed.unit.versions.add(version, packed)
    closed = deed.unit.procedure_drafts.close(
        draft.draft_id, DraftState.PUBLISHED, revision=draft.revision
    )
    if not closed:
        raise DraftChanged(by=None, at=None)


def _signer(deed: Deed, proof: Proof, kind: SignatureKind) -> str:
    return signer_of(deed.unit.proofs.signatures(proof.proof_id), kind)
