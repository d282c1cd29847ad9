"""Keep one's own state of a draft as a draft of its own, beside what another saved."""

from collections.abc import Mapping

from engine.assembly import Engine
from engine.model.entitlement import DeskVerb
from engine.model.procedure import Bundle
from engine.model.procedure_draft import ProcedureDraft
from engine.runtime.aftermath import doer_of
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.drafting import files_of, find_draft, lay_draft, with_file
from engine.runtime.note import note_on_office
from engine.runtime.roles import must_be_allowed

VERB = "copy_draft"


def copy_draft(
    engine: Engine, draft_id: str, files: Mapping[str, bytes], *, by: str
) -> ProcedureDraft:
    """Lay down a new draft: that draft's files with these over them.

    Whoever changed the draft that it comes from may approve the copy as little.

    Raises:
        RoleMissing: The person is no designer.
        DraftNotFound: There is no such draft.
        DraftFileRefused: A draft may not hold such a file.
    """

    def work(deed: Deed) -> ProcedureDraft:
        must_be_allowed(deed, DeskVerb.DESIGN, by)
        draft = find_draft(deed.unit, draft_id)
        bundle = _written(files_of(deed.unit, draft_id), files)
        copied = lay_draft(
            deed, bundle, based_on=draft.based_on, by=by, earlier=draft.editors
        )
        details = {"draft_id": copied.draft_id, "copied_from": draft_id}
        told = Told(VERB, details={"slug": draft.slug, **details})
        note_on_office(deed, doer_of(engine, deed.unit, by), told)
        return copied

    return carry_out(engine, Ask(VERB, by), work)


def _written(bundle: Bundle, files: Mapping[str, bytes]) -> Bundle:
    for path, data in files.items():
        bundle = with_file(bundle, path, data)
    return bundle
