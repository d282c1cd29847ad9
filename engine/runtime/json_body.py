"""JSON that a program sent, read strictly; the web may not read it by itself."""

from engine.content.strict_json import read_json
from engine.model.errors import RequestMalformed


def read_body(data: bytes) -> dict[str, object]:
    """Return the JSON object that was sent.

    Raises:
        RequestMalformed: It is no JSON object, or more than a store can keep.
    """
    value = read_json(data)
    if not isinstance(value, dict):
        raise RequestMalformed(why="not_an_object")
    return value
