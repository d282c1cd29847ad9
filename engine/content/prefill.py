"""What a form is filled with before anybody has typed: its fields' defaults."""

from collections.abc import Mapping
from datetime import date, datetime

from marshmallow import ValidationError

from engine.content.answer_schema import answer
from engine.content.answers import Evaluate
from engine.model.errors import ExpressionFailed
from engine.model.form import FieldType, Form


def prefill(
    form: Form, context: Mapping[str, object], evaluate: Evaluate
) -> dict[str, object]:
    """Return {field key: value} of the fields that have a default and get one.

    Raises:
        ExpressionFailed: A default is no answer of its field's type.
    """
    found: dict[str, object] = {}
    for each in form.fields:
        if not each.default or each.type is FieldType.TABLE:
            continue
        value = _plain(evaluate(each.default, context))
        try:
            typed = answer(each).deserialize(value)
        except ValidationError as error:
            raise ExpressionFailed(
                element_id=form.key,
                slot=f"default:{each.key}",
                expression=each.default,
                why=str(error),
            ) from error
        if typed is not None and typed != []:
            found[each.key] = typed
    return found


def _plain(value: object) -> object:
    """Return what the evaluator gave, as it would stand in JSON."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return [*value] if isinstance(value, (tuple, set, frozenset)) else value
