"""`parameters/*.json`: the numbers that the rules leave open."""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate

from engine.content.authored import (
    AuthoredSchema,
    Words,
    read_authored,
    references,
    refuse,
)
from engine.model.parameter import Parameter

_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")


class _Value(fields.Field[object]):
    """A number, a text, a yes or no, or a list of these."""

    def _deserialize(self, value: object, *_: object, **__: object) -> object:
        parts = value if isinstance(value, list) else [value]
        if not all(isinstance(part, (int, float, str)) for part in parts):
            raise ValidationError("应当是数、文字、是否或它们的列表")
        return value


class _Parameter(AuthoredSchema):
    value = _Value(required=True, error_messages={"required": "缺少这一项"})
    unit = Words(required=True, maximum=40)
    references = references()
    note = Words(validate.Length(max=1_000, error="超过 {max} 个字"))


def read_parameters(
    data: bytes, path: str = "parameters/default.json"
) -> Mapping[str, Parameter]:
    """Return the parameters by dotted name.

    Raises:
        BundleRejected: Everything that is wrong with them.
    """
    named = read_authored(AuthoredSchema.from_dict({})(unknown="include"), data, path)
    wrong: dict[str, Any] = {}
    found = {}
    for name, entry in sorted(named.items()):
        try:
            found[name] = _read(name, entry)
        except ValidationError as error:
            wrong[name] = error.messages
    if wrong:
        refuse(path, wrong)
    return found


def _read(name: str, entry: object) -> Parameter:
    if not _NAME.fullmatch(name):
        raise ValidationError("参数名应写作 agenda.lead_days 这样的形式")
    if not isinstance(entry, dict):
        raise ValidationError("应当是一个对象")
    loaded = _Parameter().load(entry)
    return Parameter(
        name,
        loaded["value"],
        loaded["unit"],
        tuple(loaded["references"]),
        loaded["note"],
    )
