"""Read what there is to design: procedures with their versions, drafts and proofs."""

from engine.assembly import Engine
from engine.model.design_read import ProcedureShown, ProofLine, VersionShown
from engine.model.entitlement import DeskVerb
from engine.model.errors import ProcedureNotFound
from engine.runtime.design_shown import draft_shown, proof_lines, versions_shown
from engine.runtime.drafting import find_draft
from engine.runtime.looking import look
from engine.runtime.roles import must_be_allowed

MOST_PROOFS = 50


def read_design(engine: Engine, *, by: str) -> tuple[ProcedureShown, ...]:
    """Return every procedure that has a version or an open draft, by name.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        library, unit = engine.library, here.unit
        current = {each.slug: each for each in unit.versions.all_current()}
        names = {
            slug: library.procedure(unit, each.version_id).manifest.name
            for slug, each in current.items()
        }
        drafts = unit.procedure_drafts.all_open()
        names = {each.slug: each.name for each in drafts} | names
        shown = versions_shown(here, current.values())
        versions = {each.version.slug: each for each in shown}
        to_come = versions_shown(here, unit.versions.all_planned())
        planned = {each.version.slug: each for each in to_come}
        names = {
            slug: library.procedure(unit, each.version.version_id).manifest.name
            for slug, each in planned.items()
        } | names
        return tuple(
            ProcedureShown(
                slug=slug,
                name=name,
                current=versions.get(slug),
                planned=planned.get(slug),
                drafts=tuple(
                    draft_shown(here, each, current.get(slug))
                    for each in drafts
                    if each.slug == slug
                ),
            )
            for slug, name in sorted(names.items(), key=lambda item: item[1])
        )


def read_versions(
    engine: Engine, slug: str, *, by: str
) -> tuple[str, tuple[VersionShown, ...]]:
    """Return a procedure's name and its versions, newest first.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        ProcedureNotFound: It has no version.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        versions = here.unit.versions.of_slug(slug)
        if not versions:
            raise ProcedureNotFound(slug=slug)
        newest = engine.library.procedure(here.unit, versions[-1].version_id)
        return newest.manifest.name, versions_shown(here, reversed(versions))


def read_proofs(
    engine: Engine, *, by: str, draft_id: str = "", slug: str = ""
) -> tuple[ProofLine, ...]:
    """Return the newest runs of all or of a procedure, or all over one draft.

    The newest comes first.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        DraftNotFound: There is no such draft.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        if draft_id:
            draft = find_draft(here.unit, draft_id)
            found = here.unit.proofs.of_draft(draft_id)
            return proof_lines(here, found, {draft_id: draft})
        found = here.unit.proofs.newest(size=MOST_PROOFS, slug=slug)
        ids = {each.draft_id for each in found}
        drafts = {each: find_draft(here.unit, each) for each in ids}
        return proof_lines(here, found, drafts)
