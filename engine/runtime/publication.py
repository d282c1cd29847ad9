"""Whether a draft may be published on a proof: every hindrance, in words."""

from collections.abc import Iterator

from engine.model.procedure_draft import ProcedureDraft
from engine.model.proof import (
    Hindrance,
    Proof,
    ProofState,
    ProofVerdict,
    Signature,
    SignatureKind,
)
from engine.runtime.drafting import files_of
from engine.runtime.looking import Here
from engine.runtime.proof_hashes import engine_hash, stage_hash, staged

UNPROVEN = "unproven"
REFUSED = "refused"
UNSIGNED = "unsigned"
PLANNED = "planned"
_STATES = {
    ProofState.QUEUED: "检验还没有开始。",
    ProofState.RUNNING: "检验还没有结束。",
    ProofState.BROKEN: "检验中断了，请重新检验。",
}


def hindrances(
    here: Here, draft: ProcedureDraft, proof: Proof
) -> tuple[Hindrance, ...]:
    """Return everything that stands between a draft and its publication."""
    signed = {each.kind: each for each in here.unit.proofs.signatures(proof.proof_id)}
    unproven = tuple(_unproven(here, draft, proof))
    if unproven:
        return unproven
    found = []
    planned = here.unit.versions.planned(draft.slug)
    if planned is not None:
        words = f"第 {planned.number} 版已经发布，还没有到施行时间；要先撤回它。"
        found.append(Hindrance(PLANNED, words))
    if proof.verdict is ProofVerdict.REFUSED and SignatureKind.OVERRIDE not in signed:
        found.append(Hindrance(REFUSED, "检验没有通过。"))
    if SignatureKind.APPROVE not in signed:
        found.append(Hindrance(UNSIGNED, "还没有第二个人批准。"))
    if proof.needs_legal and SignatureKind.LEGAL not in signed:
        words = "删去或改动了现行版本的场景，还没有法制审核人员签署。"
        found.append(Hindrance(UNSIGNED, words))
    return tuple(found)


def _unproven(here: Here, draft: ProcedureDraft, proof: Proof) -> Iterator[Hindrance]:
    if proof.state is not ProofState.DONE:
        yield Hindrance(UNPROVEN, _STATES[proof.state])
        return
    if (proof.draft_id, proof.digest) != (draft.draft_id, draft.digest):
        yield Hindrance(UNPROVEN, "检验之后草稿又改过，现在的内容没有检验。")
        return
    current = here.unit.versions.current(draft.slug)
    in_force = current.version_id if current is not None else ""
    if {in_force} != {proof.based_on, draft.based_on}:
        words = "检验之后现行版本已经更换，请对照新的版本重新检验。"
        yield Hindrance(UNPROVEN, words)
        return
    among = stage_hash(staged(here, files_of(here.unit, draft.draft_id)))
    if (among, engine_hash()) != (proof.stage_hash, proof.engine_hash):
        words = "检验之后别的程序或系统本身有更新，请重新检验。"
        yield Hindrance(UNPROVEN, words)


def involved(draft: ProcedureDraft, proof: Proof) -> frozenset[str]:
    """Return whoever had a hand in the draft, so that they approve nothing of it."""
    return frozenset({*draft.editors, draft.made_by, proof.asked_by})


def signer_of(signatures: tuple[Signature, ...], kind: SignatureKind) -> str:
    """Return who signed in this kind, empty if nobody did."""
    return next((each.person_id for each in signatures if each.kind is kind), "")
