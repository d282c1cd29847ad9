"""Look at a decision table somebody is writing: its faults, and what it answers."""

from collections.abc import Mapping, Sequence

from engine.assembly import Engine, split_files
from engine.bpmn.decision_analysis import analyse
from engine.bpmn.decision_reading import TableRefused
from engine.bpmn.decision_trial import try_samples
from engine.model.decision import TableFault, TableTried
from engine.model.entitlement import DeskVerb
from engine.model.finding import Severity
from engine.model.procedure import Bundle
from engine.model.surroundings import Surroundings
from engine.runtime.drafting import files_of, find_draft
from engine.runtime.looking import look
from engine.runtime.roles import must_be_allowed


def try_table(
    engine: Engine,
    draft_id: str,
    path: str,
    overlay: Mapping[str, bytes],
    samples: Sequence[Sequence[object]],
    *,
    by: str,
) -> TableTried:
    """Return what is wrong with a table of the draft, and what samples come to.

    Args:
        engine: The engine.
        draft_id: Which draft.
        path: The table's file.
        overlay: Files as they would be, by path, over those that are saved.
        samples: For each try a plain value for every input, in order.
        by: Who asks.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        DraftNotFound: There is no such draft.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        draft = find_draft(here.unit, draft_id)
        files = {**files_of(here.unit, draft_id).files, **overlay}
        picture = here.picture
        tables = split_files(Bundle(draft.slug, files)).tables
        around = Surroundings(
            picture.office, picture.calendar, picture.parameters, {}, tables
        )
        data = files.get(path, b"")
        try:
            decided = try_samples(data, samples, around)
        except TableRefused as refusal:
            return TableTried(f"{refusal}。", _refused_at(refusal))
    return TableTried("", analyse(data), decided)


def _refused_at(refusal: TableRefused) -> tuple[TableFault, ...]:
    """Return where the first cell lies that cannot be read, if it is one."""
    if refusal.row < 0:
        return ()
    text = f"第 {refusal.row + 1} 行{refusal}。"
    rows = (refusal.row,)
    return (TableFault(Severity.ERROR, "table_refused", text, rows, refusal.column),)
