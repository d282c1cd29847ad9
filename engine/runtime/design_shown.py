"""Versions, drafts and proofs as the designer's pages show them: ids become names."""

from collections.abc import Iterable, Mapping

from engine.model.design_read import (
    DraftShown,
    ProofLine,
    SignatureShown,
    VersionShown,
)
from engine.model.procedure import Version, VersionState
from engine.model.procedure_draft import ProcedureDraft
from engine.model.proof import Proof
from engine.runtime.in_force import still_proven
from engine.runtime.looking import Look
from engine.runtime.names import person_name, post_name
from engine.runtime.proof_at_hand import as_it_is


def signatures_shown(here: Look, proof_id: str) -> tuple[SignatureShown, ...]:
    """Return the signatures under a proof, oldest first."""
    if not proof_id:
        return ()
    return tuple(
        SignatureShown(
            kind=each.kind,
            person=person_name(here.office, each.person_id),
            post=post_name(here.office, each.post_id) if each.post_id else "",
            at=each.at,
            words=each.reason,
        )
        for each in here.unit.proofs.signatures(proof_id)
    )


def versions_shown(here: Look, versions: Iterable[Version]) -> tuple[VersionShown, ...]:
    """Return the versions with names and cases, in the order given."""
    listed = tuple(versions)
    counts = here.unit.cases.count_by_version()
    came = {VersionState.IN_FORCE, VersionState.STOPPED, VersionState.RETIRED}
    followed = {
        each.based_on: each.begins_at
        for each in listed
        if each.based_on and each.state in came
    }
    return tuple(
        VersionShown(
            version=each,
            published_by=person_name(here.office, each.published_by),
            signatures=signatures_shown(here, each.proof_id),
            open_cases=counts.get(each.version_id, (0, 0))[0],
            all_cases=counts.get(each.version_id, (0, 0))[1],
            until_at=followed.get(each.version_id),
            is_proven=each.state is not VersionState.PLANNED
            or still_proven(here, each),
        )
        for each in listed
    )


def proof_lines(
    here: Look, proofs: Iterable[Proof], drafts: Mapping[str, ProcedureDraft]
) -> tuple[ProofLine, ...]:
    """Return runs as lists show them; `drafts` are theirs, by id."""
    lines = []
    for proof in proofs:
        draft = drafts[proof.draft_id]
        published = here.unit.versions.of_proof(proof.proof_id)
        lines.append(
            ProofLine(
                proof=as_it_is(here, proof),
                name=draft.name,
                asked_by=person_name(here.office, proof.asked_by),
                version=published.number if published is not None else 0,
                is_latest=proof.digest == draft.digest,
            )
        )
    return tuple(lines)


def draft_shown(
    here: Look, draft: ProcedureDraft, current: Version | None
) -> DraftShown:
    """Return an open draft with its newest run."""
    newest = here.unit.proofs.of_draft(draft.draft_id)[:1]
    lines = proof_lines(here, newest, {draft.draft_id: draft})
    in_force = current.version_id if current is not None else ""
    return DraftShown(
        draft=draft,
        changed_by=person_name(here.office, draft.changed_by),
        newest=lines[0] if lines else None,
        is_outdated=draft.based_on != in_force,
    )
