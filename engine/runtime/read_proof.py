"""Read a proof: its progress while it runs, then its report, and what may follow."""

from collections.abc import Mapping

from engine.assembly import Engine, read_procedure
from engine.content.bundle import unpack
from engine.model.design_read import ProofRead, StrengthShown
from engine.model.entitlement import DeskVerb
from engine.model.errors_design import ProofNotFound
from engine.model.procedure import Bundle
from engine.model.procedure_draft import ProcedureDraft
from engine.model.proof import (
    Proof,
    ProofReport,
    ProofState,
    ProofVerdict,
    SignatureKind,
    Told,
)
from engine.runtime.cards import cards_of
from engine.runtime.design_shown import proof_lines, signatures_shown
from engine.runtime.drafting import find_draft
from engine.runtime.looking import Look, look
from engine.runtime.pictures import pictures_of
from engine.runtime.proof_at_hand import as_it_is, find_proof, report_of
from engine.runtime.publication import hindrances, involved
from engine.runtime.roles import is_allowed, must_be_allowed
from engine.runtime.strength_at_hand import can_be_tried, strength_of

_SIGNING = {
    SignatureKind.APPROVE: DeskVerb.APPROVE,
    SignatureKind.LEGAL: DeskVerb.SIGN_LEGALLY,
    SignatureKind.OVERRIDE: DeskVerb.OVERRIDE,
}


def read_proof(engine: Engine, proof_id: str, *, by: str) -> ProofRead:
    """Return the run as its page shows it to this person now.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        ProofNotFound: There is no such run.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        proof = as_it_is(here, find_proof(here, proof_id))
        draft = find_draft(here.unit, proof.draft_id)
        (line,) = proof_lines(here, [proof], {draft.draft_id: draft})
        stands_in_the_way = hindrances(here, draft, proof) if draft.is_open else ()
        may = _signable(here, draft, proof, by)
        if draft.is_open and is_allowed(here, DeskVerb.DESIGN, by):
            may |= {"design"} | (set() if stands_in_the_way else {"publish"})
        if draft.is_open:
            may.add("prove")
        report = report_of(here, proof)
        if can_be_tried(proof, report):
            may.add("try")
        bundle = unpack(here.unit.proofs.files(proof_id))
        return ProofRead(
            line=line,
            draft=draft,
            report=report,
            told=here.unit.proofs.told(proof_id),
            signatures=signatures_shown(here, proof_id),
            hindrances=stands_in_the_way,
            may=frozenset(may),
            pictures=pictures_of(bundle),
            flows=_flows(bundle, report),
            cards=cards_of(engine, here.unit, _cited(report)),
            strength=strength_of(here, proof_id),
        )


def read_progress(
    engine: Engine, proof_id: str, *, by: str, after: int = 0
) -> tuple[Proof, tuple[tuple[int, Told], ...]]:
    """Return the run and the lines of its progress after that one.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        ProofNotFound: There is no such run.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        proof = as_it_is(here, find_proof(here, proof_id))
        return proof, here.unit.proofs.told(proof_id, after=after)


def read_trial(
    engine: Engine, proof_id: str, *, by: str, after: int = 0
) -> StrengthShown:
    """Return the newest trial of what was proven, and its survivors after that one.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        ProofNotFound: There is no such run, or none of its mutants was ever tried.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        found = strength_of(here, proof_id, after=after)
        if found is None:
            raise ProofNotFound
        return found


def _signable(here: Look, draft: ProcedureDraft, proof: Proof, by: str) -> set[str]:
    """Return which signatures the person may put under the proof now."""
    signed = here.unit.proofs.signatures(proof.proof_id)
    kinds = {each.kind for each in signed}
    is_mine = by in involved(draft, proof) | {each.person_id for each in signed}
    if not draft.is_open or proof.state is not ProofState.DONE or is_mine:
        return set()
    refused = proof.verdict is ProofVerdict.REFUSED
    wanted = {
        SignatureKind.APPROVE: not refused or SignatureKind.OVERRIDE in kinds,
        SignatureKind.LEGAL: proof.needs_legal,
        SignatureKind.OVERRIDE: refused,
    }
    return {
        kind.value
        for kind, verb in _SIGNING.items()
        if wanted[kind] and kind not in kinds and is_allowed(here, verb, by)
    }


def _cited(report: ProofReport | None) -> tuple[str, ...]:
    if report is None:
        return ()
    proven = [each for one in report.scenarios for each in one.references]
    return tuple(dict.fromkeys([*(each.reference for each in report.lost), *proven]))


def _flows(bundle: Bundle, report: ProofReport | None) -> Mapping[str, tuple[str, str]]:
    """Return the ends of the flows of what ran; there are no ways of what did not."""
    if report is None or not report.scenarios:
        return {}
    flows = read_procedure(bundle).diagram.flows.values()
    return {each.flow_id: (each.source, each.target) for each in flows}
