"""Plain values: what may stand in an act's details, a payload or a receipt."""

from collections.abc import Mapping
from datetime import date
from enum import Enum


def plain(value: object) -> object:
    """Return the value as JSON would read it back: ISO text, lists, dicts."""
    match value:
        case Enum():
            return plain(value.value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(each) for key, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
        case set() | frozenset():
            return sorted((plain(each) for each in value), key=str)
        case None | bool() | int() | float() | str():
            return value
        case _:
            raise TypeError(type(value).__name__)


def plain_dict(value: Mapping[str, object]) -> dict[str, object]:
    """Return the mapping with plain values."""
    return {key: plain(each) for key, each in value.items()}
