"""The marshmallow schema of a form, made from the same document that is rendered."""

from functools import lru_cache
from typing import Any

from marshmallow import RAISE, Schema, ValidationError

from engine.content.answer_fields import (
    LONG_TEXT,
    ROWS,
    TEXT,
    Answer,
    ChoiceAnswer,
    DateAnswer,
    IdAnswer,
    MomentAnswer,
    NumberAnswer,
    SeveralAnswer,
    TextAnswer,
    YesNoAnswer,
    refusal,
)
from engine.model.form import Field, FieldType, Group

_MADE_HERE = frozenset({FieldType.CASE, FieldType.DOCUMENT})
_PLAIN: dict[FieldType, type[Answer]] = {
    FieldType.DATE: DateAnswer,
    FieldType.MOMENT: MomentAnswer,
    FieldType.YES_NO: YesNoAnswer,
}
_EMPTY: tuple[object, ...] = (None, [])


class AnswerSchema(Schema):
    """Answers of one form, or one row of a table; unknown fields are refused."""

    error_messages = {"unknown": "unknown_field", "type": "wrong_type"}  # noqa: RUF012  # marshmallow declares it so

    class Meta:
        unknown = RAISE


class TableAnswer(Answer):
    """Rows of a table; one with nothing in it is left out.

    The rows come as pairs of their number as sent and their cells, so that what is
    wrong with a row is told on the row that was sent.
    """

    empty = list

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.row = _schema(field.columns)
        self.least = field.minimum or 0
        self.most = min(field.maximum or ROWS, ROWS)

    def _deserialize(
        self, value: object, *_: object, **__: object
    ) -> list[tuple[int, dict[str, object]]]:
        if not isinstance(value, list):
            raise refusal("wrong_type")
        if len(value) > ROWS:
            raise refusal("too_many_rows", maximum=self.most)
        rows: list[tuple[int, dict[str, object]]] = []
        wrong: dict[int, Any] = {}
        for number, raw in enumerate(value):
            try:
                cells = self.row.load(raw)
            except ValidationError as error:
                wrong[number] = error.messages
                continue
            if any(cell not in _EMPTY for cell in cells.values()):
                rows.append((number, cells))
        if wrong:
            raise ValidationError(wrong)
        if len(rows) > self.most:
            raise refusal("too_many_rows", maximum=self.most)
        return rows


def answer_schema(groups: tuple[Group, ...]) -> Schema:
    """Return the schema of a form's fields; the same fields share one."""
    return _schema(tuple(field for group in groups for field in group.fields))


@lru_cache(maxsize=512)
def _schema(fields: tuple[Field, ...]) -> Schema:
    made = AnswerSchema.from_dict({field.key: answer(field) for field in fields})
    return made(unknown=RAISE)


def answer(field: Field) -> Answer:
    """Return the marshmallow field that reads this field's answers."""
    if field.type is FieldType.TABLE:
        return TableAnswer(field)
    one = _one(field)
    if field.multiple or field.type is FieldType.CHOICES:
        return SeveralAnswer(one, field.minimum, field.maximum)
    return one


def _one(field: Field) -> Answer:
    match field.type:
        case FieldType.TEXT | FieldType.LONG_TEXT:
            lines = field.type is FieldType.LONG_TEXT
            maximum = field.max_length or (LONG_TEXT if lines else TEXT)
            return TextAnswer(
                lines=lines,
                maximum=maximum,
                pattern=field.pattern,
                message=field.pattern_message,
            )
        case FieldType.NUMBER:
            return NumberAnswer(field.minimum, field.maximum, field.decimals)
        case FieldType.DATE | FieldType.MOMENT | FieldType.YES_NO:
            return _PLAIN[field.type]()
        case FieldType.CHOICE | FieldType.CHOICES:
            return ChoiceAnswer(tuple(choice.value for choice in field.choices))
        case _:
            return IdAnswer(made_here=field.type in _MADE_HERE)
