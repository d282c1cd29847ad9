"""Read a draft with its files."""

from engine.assembly import Engine
from engine.model.entitlement import DeskVerb
from engine.model.procedure_draft import DraftRead
from engine.runtime.drafting import files_of, find_draft
from engine.runtime.looking import look
from engine.runtime.names import person_name
from engine.runtime.roles import is_allowed, must_be_allowed


def read_draft(engine: Engine, draft_id: str, *, by: str) -> DraftRead:
    """Return the draft with its files, for designers and reviewers.

    Raises:
        RoleMissing: The person is neither.
        DraftNotFound: There is no such draft.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        draft = find_draft(here.unit, draft_id)
        in_force = here.unit.versions.current(draft.slug)
        return DraftRead(
            draft=draft,
            files=files_of(here.unit, draft_id).files,
            changed_by=person_name(here.office, draft.changed_by),
            in_force=in_force.version_id if in_force is not None else "",
            base=here.unit.versions.find(draft.based_on) if draft.based_on else None,
            current=in_force,
            may_change=draft.is_open and is_allowed(here, DeskVerb.DESIGN, by),
        )
