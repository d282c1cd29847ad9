"""JSON that a program sent, read strictly; the web may not read it by itself."""

from engine.content.strict_json import SIZE_BYTES, read_json
from engine.model.errors import RequestMalformed


def read_body(data: bytes, *, size_bytes: int = SIZE_BYTES) -> dict[str, object]:
    """Return the JSON object that was sent, which may be this large.

    Raises:
        RequestMalformed: It is no JSON object, or more than a store can keep.
    """
    value = read_json(data, size_bytes=size_bytes)
    if not isinstance(value, dict):
        raise RequestMalformed(why="not_an_object")
    return value
