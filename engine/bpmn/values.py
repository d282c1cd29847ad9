"""Values as expressions see them: typed moments and days within, plain JSON without."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})"
)
_SHORTEST = len("2026-11-23")
_PLAIN = (str, int, float, bool, type(None))


def typed(value: object) -> object:
    """Return the moment or day that an ISO string stands for, else the value itself.

    A moment without an offset stays text: nobody may guess its zone.
    """
    if not isinstance(value, str) or len(value) < _SHORTEST or not value[0].isdigit():
        return value
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
        if _MOMENT.fullmatch(value):
            return datetime.fromisoformat(value)
    except ValueError:
        return value
    return value


def plain(value: object) -> object:
    """Return the value as JSON keeps it: moments in UTC, fresh lists and dicts.

    Raises:
        TypeError: It holds something that JSON does not know.
    """
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise TypeError(type(value).__name__)


def _key(key: object) -> str:
    if isinstance(key, str):
        return key
    raise TypeError(type(key).__name__)
