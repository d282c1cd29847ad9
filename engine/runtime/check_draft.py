"""Check a draft as it stands, or as it would be with files that are not saved yet."""

from collections.abc import Mapping
from types import MappingProxyType

from engine.assembly import Engine
from engine.model.entitlement import DeskVerb
from engine.model.errors_design import DraftFileRefused
from engine.model.finding import Finding, Severity
from engine.model.procedure import Bundle
from engine.runtime.check_live import check_live
from engine.runtime.drafting import check_written, files_of, find_draft
from engine.runtime.looking import look
from engine.runtime.roles import must_be_allowed

NOTHING: Mapping[str, bytes] = MappingProxyType({})
_WORDS = {
    "path": "文件名不合规定。",
    "file_too_large": "文件超过 2 MB。",
    "not_utf8": "文件不是 UTF-8 文本。",
}


def check_draft(
    engine: Engine,
    draft_id: str,
    overlay: Mapping[str, bytes] = NOTHING,
    *,
    by: str,
) -> tuple[Finding, ...]:
    """Return everything that is wrong with the draft; nothing is saved.

    Args:
        engine: The engine.
        draft_id: Which draft.
        overlay: Files as they would be, by path, over those that are saved.
        by: Who asks.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        DraftNotFound: There is no such draft.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        draft = find_draft(here.unit, draft_id)
        saved = files_of(here.unit, draft_id)
        bundle = Bundle(draft.slug, {**saved.files, **overlay})
        return (*_unwritable(overlay), *check_live(here, bundle))


def _unwritable(overlay: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Return findings about files that are no text; XML has its own checker."""
    found = []
    for path, data in overlay.items():
        try:
            check_written(path, data)
        except DraftFileRefused as error:
            words = _WORDS.get(str(error.facts["why"]))
            if words:
                told = Finding(Severity.ERROR, path, str(error.facts["why"]), words)
                found.append(told)
    return tuple(found)
