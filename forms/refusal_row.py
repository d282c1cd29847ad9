"""One row of the table of refusals."""

from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Row:
    """A status, a heading, and sentences: the first whose facts are known is told."""

    status: HTTPStatus
    title: str
    sentences: tuple[str, ...]
