"""The preview of a draft's form: drawn by the renderer that officials get."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from engine.model.errors import BundleRejected, RequestMalformed
from engine.runtime.check import findings_of
from engine.runtime.filling import read_nameable
from engine.runtime.json_body import read_body
from engine.runtime.preview_form import ask_conditions, read_shape
from engine.runtime.roles import REVIEWERS
from forms.answer_fields import read_raw
from forms.form_view import Filling, asked_groups
from forms.guard import engine, gives_json, official, role, takes_up_to
from forms.pages.designer_files import CHECK_BYTES, files_in, told

page = Blueprint("designer_forms", __name__)

MOST_TYPED = 2_000


@page.post("/designer/drafts/<draft_id>/preview")
@role(*REVIEWERS)
@gives_json
@takes_up_to(CHECK_BYTES)
def preview(draft_id: str) -> ResponseReturnValue:
    """Draw the form as it would be, filled in with the sample answers sent."""
    body = read_body(request.get_data(), size_bytes=CHECK_BYTES)
    path, context = body.get("path"), body.get("context", {})
    if not isinstance(path, str) or not isinstance(context, dict):
        raise RequestMalformed(why="path")
    by = official()
    try:
        shape = read_shape(engine(), draft_id, path, files_in(body), by=by)
    except BundleRejected as error:
        return jsonify({"html": "", "findings": [told(e) for e in findings_of(error)]})
    raw = read_raw(shape.form, _typed(body.get("answers", [])))
    asked = ask_conditions(engine(), shape, raw, context)
    filling = Filling(
        shape.form,
        raw,
        read_nameable(engine(), shape.form, raw, by=by),
        asked.hidden,
        asked.required,
    )
    html = render_template(
        "form_preview.html", form=shape.form, asked=asked_groups(filling)
    )
    return jsonify({"html": html, "findings": []})


def _typed(answers: object) -> MultiDict[str, str]:
    """Read the pairs of name and value that a page's form holds."""
    if not isinstance(answers, list) or len(answers) > MOST_TYPED:
        raise RequestMalformed(why="answers")
    typed: MultiDict[str, str] = MultiDict()
    for pair in answers:
        match pair:
            case [str(name), str(value)]:
                typed.add(name, value)
            case _:
                raise RequestMalformed(why="answers")
    return typed
