"""Answers as read again: labels and words instead of keys and ids."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.model.clock import OFFICE_ZONE
from engine.model.form import Field, FieldType, Form
from engine.runtime.filling import Nameable
from forms.form_view import pairs_of
from forms.view import moment

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}\S*)?\Z")


@dataclass(frozen=True, slots=True)
class Answered:
    """A label with its words; a table has a `head` and `rows` of words instead."""

    label: str
    words: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def answered(
    form: Form, answers: Mapping[str, object], nameable: Nameable, now: datetime
) -> tuple[Answered, ...]:
    """Return what was answered, in the form's order; what was not is left out."""
    return tuple(
        _answered(field, answers[field.key], nameable, now)
        for field in form.fields
        if answers.get(field.key) not in (None, "", [], ())
    )


def _answered(
    field: Field, value: object, nameable: Nameable, now: datetime
) -> Answered:
    if field.type is not FieldType.TABLE or not isinstance(value, Sequence):
        return Answered(field.label, _words(field, value, nameable, now))
    rows = tuple(
        tuple(
            _words(column, row.get(column.key), nameable, now)
            for column in field.columns
        )
        for row in value
        if isinstance(row, Mapping)
    )
    return Answered(
        field.label, "", tuple(column.label for column in field.columns), rows
    )


def _words(field: Field, value: object, nameable: Nameable, now: datetime) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (list, tuple)):
        return "、".join(_words(field, item, nameable, now) for item in value)
    if field.type is FieldType.MOMENT:
        return _moment(str(value), now)
    if field.type is FieldType.DATE:
        return _date(str(value))
    return dict(pairs_of(field, nameable)).get(str(value), str(value))


def _moment(text: str, now: datetime) -> str:
    try:
        read = datetime.fromisoformat(text)
        if read.tzinfo is None:
            read = read.replace(tzinfo=OFFICE_ZONE)
        return moment(read, now)
    except (ValueError, OverflowError):
        return text


def _date(text: str) -> str:
    try:
        read = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{read.year}年{read.month}月{read.day}日"


def plain_words(value: object, names: Mapping[str, str], now: datetime) -> str:
    """Write a register's value: dates, truth and lists in words, names for ids."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (list, tuple)):
        return "、".join(plain_words(item, names, now) for item in value)
    if isinstance(value, str) and _DATED.match(value):
        return _moment(value, now) if "T" in value else _date(value)
    return "" if value is None else names.get(str(value), str(value))
