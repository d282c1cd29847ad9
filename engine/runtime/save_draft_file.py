"""Save one file of a draft, or remove it, over the revision that was read."""

from engine.assembly import Engine
from engine.model.entitlement import DeskVerb
from engine.model.errors_design import DraftChanged
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.drafting import files_of, open_draft, saved_draft, with_file
from engine.runtime.names import person_name
from engine.runtime.roles import must_be_allowed

VERB = "save_draft_file"


def save_draft_file(
    engine: Engine,
    draft_id: str,
    *,
    by: str,
    path: str,
    data: bytes | None,
    revision: int,
) -> int:
    """Write a file of the draft and return the draft's new revision.

    Saving is no act: nothing comes into force by it. What is only wrong in the file is
    kept; it shows as a finding.

    Args:
        engine: The engine.
        draft_id: Which draft.
        by: Who saves it.
        path: The file's path in the bundle, such as `forms/fill_in.json`.
        data: Its content in UTF-8; None removes it.
        revision: The draft's revision that the change was made on.

    Raises:
        RoleMissing: The person is no designer.
        DraftNotFound: There is no such draft.
        DraftClosed: It was published or discarded.
        DraftChanged: Somebody saved it meanwhile; the facts say who and when.
        DraftFileRefused: A draft may not hold such a file, or not be without it.
    """

    def work(deed: Deed) -> int:
        must_be_allowed(deed, DeskVerb.DESIGN, by)
        draft = open_draft(deed.unit, draft_id)
        changed = DraftChanged(
            by=person_name(deed.picture.office, draft.changed_by),
            at=draft.changed_at,
            revision=draft.revision,
        )
        if draft.revision != revision:
            raise changed
        before = files_of(deed.unit, draft_id)
        after = with_file(before, path, data)
        if after == before:
            return draft.revision
        saved, packed = saved_draft(draft, after, deed)
        kept = deed.unit.procedure_drafts.save(
            saved, packed, expected_revision=revision
        )
        if not kept:
            raise changed
        return saved.revision

    return carry_out(engine, Ask(VERB, by), work)
