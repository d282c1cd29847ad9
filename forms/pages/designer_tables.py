"""What the editor of decision tables asks: what is wrong where, what comes out."""

from dataclasses import asdict

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from engine.model.errors import RequestMalformed
from engine.runtime.json_body import read_body
from engine.runtime.roles import REVIEWERS
from engine.runtime.try_table import try_table
from forms.guard import engine, gives_json, official, role, takes_up_to
from forms.pages.designer_files import CHECK_BYTES, files_in

page = Blueprint("designer_tables", __name__)

MOST_SAMPLES = 50
LONGEST = 2_000


@page.post("/designer/drafts/<draft_id>/tables/try")
@role(*REVIEWERS)
@gives_json
@takes_up_to(CHECK_BYTES)
def try_out(draft_id: str) -> ResponseReturnValue:
    """Give what is wrong with a table as it was sent, and what samples come to."""
    body = read_body(request.get_data(), size_bytes=CHECK_BYTES)
    path = body.get("path")
    if not isinstance(path, str):
        raise RequestMalformed(why="path")
    tried = try_table(
        engine(),
        draft_id,
        path,
        files_in(body),
        _samples(body.get("samples", [])),
        by=official(),
    )
    return jsonify(asdict(tried))


def _samples(sent: object) -> list[list[object]]:
    """Read the rows of plain values.

    Raises:
        RequestMalformed: They are of another shape, or too many.
    """
    if not isinstance(sent, list) or len(sent) > MOST_SAMPLES:
        raise RequestMalformed(why="samples")
    for row in sent:
        if not isinstance(row, list) or not all(_is_plain(value) for value in row):
            raise RequestMalformed(why="samples")
    return sent


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST
    return value is None or isinstance(value, bool | int | float)
