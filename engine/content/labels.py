"""Answers in words, for timelines and print: labels, 是 or 否, names instead of ids."""

from collections.abc import Callable, Mapping
from datetime import datetime

from engine.model.clock import OFFICE_ZONE
from engine.model.form import Field, FieldType, Form

NameOf = Callable[[FieldType, str], str]

_NAMED = frozenset(
    {
        FieldType.PERSON,
        FieldType.POST,
        FieldType.UNIT,
        FieldType.CASE,
        FieldType.DOCUMENT,
    }
)


def labels(
    form: Form, answers: Mapping[str, object], name_of: NameOf
) -> tuple[tuple[str, str], ...]:
    """Return what was answered as pairs of label and words; what is empty is left out.

    Args:
        answers: {field key: value}, after read_answers.
        name_of: Gives the name of a person, post, unit, case or document by its id.
    """
    pairs = (
        (each.label, in_words(each, answers.get(each.key), name_of))
        for each in form.fields
    )
    return tuple((label, words) for label, words in pairs if words)


def in_words(field: Field, value: object, name_of: NameOf) -> str:
    """Return one answer in words; a table has a line for each row."""
    if value is None:
        return ""
    if field.type is FieldType.TABLE and isinstance(value, list):
        return "\n".join(
            f"{number}. {_row(field, row, name_of)}"
            for number, row in enumerate(value, start=1)
        )
    if isinstance(value, list):
        return "、".join(_one(field, part, name_of) for part in value)
    return _one(field, value, name_of)


def _row(table: Field, row: Mapping[str, object], name_of: NameOf) -> str:
    cells = (
        (column.label, in_words(column, row.get(column.key), name_of))
        for column in table.columns
    )
    return "；".join(f"{label}：{words}" for label, words in cells if words)


def _one(field: Field, value: object, name_of: NameOf) -> str:
    text = str(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if field.type in {FieldType.CHOICE, FieldType.CHOICES}:
        known = {choice.value: choice.label for choice in field.choices}
        return known.get(text, text)
    if field.type in _NAMED:
        return name_of(field.type, text)
    if field.type is FieldType.MOMENT:
        moment = datetime.fromisoformat(text).astimezone(OFFICE_ZONE)
        return f"{moment:%Y-%m-%d %H:%M}"
    return text
