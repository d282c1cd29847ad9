"""What the editor of scenarios asks: what is wrong where, what may be said, a trial."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from engine.acceptance.read_feature import read_feature, scenario_words
from engine.acceptance.try_scenarios import Tried, try_scenarios
from engine.model.errors import RequestMalformed
from engine.runtime.json_body import read_body
from engine.runtime.roles import REVIEWERS
from forms.guard import engine, gives_json, official, role, takes_up_to
from forms.pages.designer_files import CHECK_BYTES, files_in

page = Blueprint("designer_scenarios", __name__)


@page.get("/designer/scenarios/words")
@role(*REVIEWERS)
@gives_json
def words() -> ResponseReturnValue:
    """Give the sentences, and the names of the office in which scenarios run."""
    return jsonify(asdict(scenario_words()))


@page.post("/designer/drafts/<draft_id>/scenarios/check")
@role(*REVIEWERS)
@gives_json
@takes_up_to(CHECK_BYTES)
def check(draft_id: str) -> ResponseReturnValue:
    """Give the scenarios as they stand in the files sent, and what is wrong where."""
    overlay = files_in(read_body(request.get_data(), size_bytes=CHECK_BYTES))
    found = read_feature(engine(), draft_id, overlay, by=official())
    return jsonify(asdict(found))


@page.post("/designer/drafts/<draft_id>/scenarios/try")
@role(*REVIEWERS)
@gives_json
@takes_up_to(CHECK_BYTES)
def try_out(draft_id: str) -> ResponseReturnValue:
    """Run the scenarios named, or all; a line of JSON for each as it ends."""
    body = read_body(request.get_data(), size_bytes=CHECK_BYTES)
    names = body.get("names", [])
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        raise RequestMalformed(why="names")
    tried = try_scenarios(
        engine(),
        draft_id,
        by=official(),
        overlay=files_in(body),
        names=names,
    )
    return Response(_lines(tried), mimetype="application/x-ndjson")


def _lines(tried: Iterator[Tried]) -> Iterator[str]:
    for each in tried:
        yield json.dumps(asdict(each), ensure_ascii=False) + "\n"
