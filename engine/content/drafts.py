"""Answers saved while they are typed: half done, kept as they are, never believed."""

from collections.abc import Mapping

from engine.content.strict_json import check_plain
from engine.model.act import canonical
from engine.model.errors import RequestMalformed
from engine.model.form import Field, FieldType, Form

DRAFT_BYTES = 256_000


def read_draft(form: Form, raw: Mapping[str, object]) -> dict[str, object]:
    """Return what of the raw answers belongs to the form, as it was typed.

    Raises:
        RequestMalformed: It is too large, or holds what a store cannot keep.
    """
    check_plain(dict(raw))
    kept = _kept(form.fields, raw)
    if len(canonical(kept)) > DRAFT_BYTES:
        raise RequestMalformed(why="too_large", maximum=DRAFT_BYTES)
    return kept


def _kept(fields: tuple[Field, ...], raw: Mapping[str, object]) -> dict[str, object]:
    kept: dict[str, object] = {}
    for each in fields:
        value = raw.get(each.key)
        if each.type is FieldType.TABLE:
            rows = value if isinstance(value, list) else []
            value = [_kept(each.columns, row) for row in rows if isinstance(row, dict)]
        elif isinstance(value, dict):
            continue
        if value not in (None, "", []):
            kept[each.key] = value
    return kept
