"""From a posted web form to raw answers: dotted names become tables with rows."""

import re

from werkzeug.datastructures import MultiDict

from engine.model.form import Field, FieldType, Form

Raw = dict[str, object]

_CELL = re.compile(r"(?P<table>\w+)\.(?P<row>\d{1,4})\.(?P<column>\w+)")


def read_raw(form: Form, posted: MultiDict[str, str]) -> Raw:
    """Return what was typed, shaped as the form asks; judging it is the engine's.

    Names that begin with an underscore are the page's own. Any other name that the
    form does not ask for is kept, so that the engine refuses it.
    """
    fields = {field.key: field for field in form.fields}
    raw: Raw = {}
    tables: dict[str, dict[int, Raw]] = {}
    for name in dict.fromkeys(posted.keys()):
        if name.startswith("_"):
            continue
        values = posted.getlist(name)
        cell = _CELL.fullmatch(name)
        table = fields.get(cell["table"]) if cell else None
        if cell and table and table.type is FieldType.TABLE:
            row = tables.setdefault(table.key, {}).setdefault(int(cell["row"]), {})
            column = {each.key: each for each in table.columns}.get(cell["column"])
            _keep(row, cell["column"], column, values)
        else:
            _keep(raw, name, fields.get(name), values)
    for key, rows in tables.items():
        raw[key] = [rows[number] for number in sorted(rows)]
    return raw


def edit_rows(raw: Raw, action: str) -> Raw:
    """Apply a row button, `add:<table>` or `drop:<table>:<row>`, to what was typed."""
    verb, _, rest = action.partition(":")
    key, _, number = rest.partition(":")
    rows = raw.get(key)
    listed = list(rows) if isinstance(rows, list) else []
    if verb == "add":
        listed.append({})
    elif verb == "drop" and number in map(str, range(len(listed))):
        del listed[int(number)]
    return {**raw, key: listed}


def add_documents(form: Form, raw: Raw, key: str, document_ids: list[str]) -> Raw:
    """Name documents just uploaded in the field; a single one replaces the last."""
    field = next((each for each in form.fields if each.key == key), None)
    if field is None or not document_ids:
        return raw
    if not field.multiple:
        return {**raw, key: document_ids[-1]}
    named = raw.get(key)
    before = list(named) if isinstance(named, list) else []
    return {**raw, key: [*before, *document_ids]}


def _keep(raw: Raw, key: str, field: Field | None, typed: list[str]) -> None:
    values = [text for text in typed if text.strip()]
    if not values:
        return
    if field is not None and (field.multiple or field.type is FieldType.CHOICES):
        raw[key] = values
    else:
        raw[key] = values[-1]
