"""Discard a draft: it is kept, and can neither be changed nor published any more."""

from engine.assembly import Engine
from engine.model.entitlement import DeskVerb
from engine.model.errors_design import DraftChanged
from engine.model.procedure_draft import DraftState
from engine.runtime.aftermath import doer_of
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.drafting import open_draft
from engine.runtime.note import note_on_office
from engine.runtime.roles import must_be_allowed

VERB = "discard_draft"


def discard_draft(engine: Engine, draft_id: str, *, by: str) -> None:
    """Discard the draft.

    Raises:
        RoleMissing: The person is no designer.
        DraftNotFound: There is no such draft.
        DraftClosed: It was published or discarded before.
        DraftChanged: Somebody saved it at the same moment.
    """

    def work(deed: Deed) -> None:
        must_be_allowed(deed, DeskVerb.DESIGN, by)
        draft, drafts = open_draft(deed.unit, draft_id), deed.unit.procedure_drafts
        if not drafts.close(draft_id, DraftState.DISCARDED, revision=draft.revision):
            raise DraftChanged(by=None, at=None)
        details = {"slug": draft.slug, "draft_id": draft_id, "digest": draft.digest}
        told = Told(VERB, details=details)
        note_on_office(deed, doer_of(engine, deed.unit, by), told)

    carry_out(engine, Ask(VERB, by), work)
