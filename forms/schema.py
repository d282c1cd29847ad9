"""Shapes of the JSON API, made from what the engine reads: they never differ."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from marshmallow import RAISE, Schema, fields

# Opaque to programs: the diagram is fetched as XML by its own address.
_LEFT_OUT = frozenset({"xml", "diagram", "program"})


class Asked(Schema):
    """A body that a program sends; what it does not know is refused."""

    class Meta:
        unknown = RAISE


class SignInAsked(Asked):
    login = fields.String(required=True)
    password = fields.String(required=True, load_only=True)


class SessionShape(Schema):
    person_id = fields.String()
    name = fields.String()
    posts = fields.List(fields.String())
    roles = fields.List(fields.String())
    token = fields.String(metadata={"description": "X-Token of every unsafe request"})


class StartAsked(Asked):
    slug = fields.String(required=True)
    post = fields.String(load_default="")
    answers = fields.Dict(keys=fields.String(), required=True)


class CompleteAsked(Asked):
    version = fields.Integer(strict=True, allow_none=True, load_default=None)
    answers = fields.Dict(keys=fields.String(), required=True)


class DraftAsked(Asked):
    version = fields.Integer(strict=True, required=True)
    answers = fields.Dict(keys=fields.String(), required=True)


class VersionAsked(Asked):
    version = fields.Integer(strict=True, required=True)


class TransferAsked(Asked):
    to_person = fields.String(required=True)
    reason = fields.String(required=True)


class AddSignerAsked(Asked):
    to_person = fields.String(required=True)
    words = fields.String(required=True)


class UrgeAsked(Asked):
    words = fields.String(required=True)


class PerformAsked(Asked):
    answers = fields.Dict(keys=fields.String(), required=True)


class CancelAsked(Asked):
    outcome = fields.String(required=True)
    reason = fields.String(required=True)


class InboxAsked(Asked):
    box = fields.String(load_default="todo")
    search = fields.String(load_default="")
    slug = fields.String(load_default="")
    due = fields.String(load_default="")
    after = fields.String(load_default="")


class RegisterAsked(Asked):
    after = fields.String(load_default="")


@cache
def shape_of(value: type) -> type[Schema]:
    """Return the schema that writes this frozen dataclass."""
    hints = get_type_hints(value)
    made = {
        each.name: _field(hints[each.name])
        for each in fields_of(value)
        if each.name not in _LEFT_OUT
    }
    return Schema.from_dict(made, name=value.__name__)


def _made(value: type) -> Schema:
    return shape_of(value)()


def _field(hint: object) -> fields.Field[Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        written = _field(next(each for each in inner if each is not NoneType))
        written.allow_none = True
        return written
    if origin in (tuple, list, frozenset, set, Sequence, AbstractSet):
        several = len(inner) > 1 and inner[1] is not Ellipsis
        return fields.List(fields.Raw() if several else _field(inner[0]))
    if origin in (dict, Mapping):
        return fields.Dict(keys=fields.String())
    return _plain(hint)


def _plain(hint: object) -> fields.Field[Any]:
    if isinstance(hint, type) and is_dataclass(hint):
        # A form's field holds fields: the schema is asked for when it is there.
        return fields.Nested(partial(_made, hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return fields.Enum(hint, by_value=True)
    simple: dict[object, type[fields.Field[Any]]] = {
        str: fields.String,
        int: fields.Integer,
        bool: fields.Boolean,
        datetime: fields.AwareDateTime,
        date: fields.Date,
    }
    return simple.get(hint, fields.Raw)()
