"""JSON from outside, read strictly: one meaning in Python, SQLite and PostgreSQL."""

import json
import math
import re
from collections.abc import Iterator
from typing import NoReturn

from engine.model.errors import RequestMalformed

DEPTH = 20
KEYS = 2_000
SIZE_BYTES = 1_000_000
DIGITS = 18

_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS = re.compile(rb"[\[\]{}]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def read_json(
    data: bytes, *, size_bytes: int = SIZE_BYTES, keys: int = KEYS, depth: int = DEPTH
) -> object:
    """Return the value that the JSON text stands for.

    Raises:
        RequestMalformed: It is no JSON, or more than JSON (NaN, duplicate keys), or
            holds what a store cannot keep (NUL, lone surrogates), or is too large.
    """
    if len(data) > size_bytes:
        raise RequestMalformed(why="too_large", maximum=size_bytes)
    if _depth(data) > depth:
        raise RequestMalformed(why="too_deep", maximum=depth)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestMalformed(why="not_utf8") from error
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_int=_integer,
            parse_float=_decimal,
        )
    except json.JSONDecodeError as error:
        raise RequestMalformed(
            why="not_json", line=error.lineno, column=error.colno
        ) from error
    check_plain(value, keys=keys, depth=depth)
    return value


def check_plain(value: object, *, keys: int = KEYS, depth: int = DEPTH) -> None:
    """Hold a plain value, however it came, to the same limits.

    Raises:
        RequestMalformed: Too deep, too many keys, NUL, a lone surrogate, no number.
    """
    counted = 0
    for level, part in _parts(value):
        if level > depth:
            raise RequestMalformed(why="too_deep", maximum=depth)
        if isinstance(part, dict):
            counted += len(part)
            if counted > keys:
                raise RequestMalformed(why="too_many_keys", maximum=keys)
        elif isinstance(part, str):
            if _UNSTORABLE.search(part):
                raise RequestMalformed(why="unstorable_character")
        elif isinstance(part, float) and not math.isfinite(part):
            raise RequestMalformed(why="not_a_number")


def _parts(value: object) -> Iterator[tuple[int, object]]:
    """Walk a value and all in it, keys too, without recursion."""
    waiting: list[tuple[int, object]] = [(0, value)]
    while waiting:
        level, part = waiting.pop()
        yield level, part
        if isinstance(part, dict):
            waiting.extend((level + 1, key) for key in part)
            waiting.extend((level + 1, inner) for inner in part.values())
        elif isinstance(part, list):
            waiting.extend((level + 1, inner) for inner in part)


def _depth(data: bytes) -> int:
    """Return how deep brackets nest, before a parser could overflow on them."""
    level = deepest = 0
    for bracket in _BRACKETS.finditer(_STRINGS.sub(b"", data)):
        level += 1 if bracket.group() in b"[{" else -1
        deepest = max(deepest, level)
    return deepest


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RequestMalformed(why="duplicate_key")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise RequestMalformed(why="not_a_number", name=name)


def _integer(digits: str) -> int:
    if len(digits) > DIGITS:
        raise RequestMalformed(why="number_too_long", maximum=DIGITS)
    return int(digits)


def _decimal(digits: str) -> float:
    if len(digits) > 2 * DIGITS:
        raise RequestMalformed(why="number_too_long", maximum=2 * DIGITS)
    return float(digits)
