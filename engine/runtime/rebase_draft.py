"""Let a draft build on the version that has come into force since it was made."""

from dataclasses import replace

from engine.assembly import Engine
from engine.model.entitlement import DeskVerb
from engine.model.errors_design import DraftChanged
from engine.runtime.aftermath import doer_of
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.drafting import files_of, open_draft, saved_draft
from engine.runtime.note import note_on_office
from engine.runtime.roles import must_be_allowed

VERB = "rebase_draft"


def rebase_draft(engine: Engine, draft_id: str, *, by: str) -> int:
    """Say that the draft was held against what is in force now; return its revision.

    Its content stays: what the newer version changed and the draft does not have is
    gone if it is published, which the gate shows as any other change.

    Raises:
        RoleMissing: The person is no designer.
        DraftNotFound: There is no such draft.
        DraftClosed: It was published or discarded.
        DraftChanged: Somebody saved it at the same moment.
    """

    def work(deed: Deed) -> int:
        must_be_allowed(deed, DeskVerb.DESIGN, by)
        draft = open_draft(deed.unit, draft_id)
        current = deed.unit.versions.current(draft.slug)
        based_on = current.version_id if current is not None else ""
        moved = replace(draft, based_on=based_on)
        saved, packed = saved_draft(moved, files_of(deed.unit, draft_id), deed)
        drafts = deed.unit.procedure_drafts
        if not drafts.save(saved, packed, expected_revision=draft.revision):
            raise DraftChanged(by=None, at=None)
        details = {"slug": draft.slug, "draft_id": draft_id, "based_on": based_on}
        note_on_office(
            deed, doer_of(engine, deed.unit, by), Told(VERB, details=details)
        )
        return saved.revision

    return carry_out(engine, Ask(VERB, by), work)
