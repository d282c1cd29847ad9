"""Values of the model from plain values: what was written as JSON, read again."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

T = TypeVar("T")


def shaped(kind: type[T], value: object) -> T:
    """Return the plain value as a value of that dataclass, its parts too.

    Fields that the plain value lacks keep their default: an older release wrote it.

    Raises:
        TypeError: It is not of that shape.
    """
    found: T = _shaped(kind, value)
    return found


def _shaped(kind: Any, value: Any) -> Any:  # noqa: ANN401 (any type of the model)
    if is_dataclass(kind):
        return _dataclass(kind, value)
    origin, parts = get_origin(kind), get_args(kind)
    if NoneType in parts:
        return None if value is None else _shaped(parts[0], value)
    if origin is tuple:
        return tuple(_shaped(parts[0], each) for each in value)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _shaped(parts[1], each) for key, each in value.items()}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    return value


def _dataclass(kind: Any, value: Any) -> Any:  # noqa: ANN401 (any dataclass of the model)
    if not isinstance(value, Mapping):
        raise TypeError(kind.__name__)
    known = {each.name: each.type for each in fields(kind)}
    return kind(
        **{n: _shaped(known[n], part) for n, part in value.items() if n in known}
    )
