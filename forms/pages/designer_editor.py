"""The editor of a draft: its page, and what the editor asks while one draws."""

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.model.errors import RequestMalformed
from engine.runtime.copy_draft import copy_draft
from engine.runtime.drawn import read_drawn
from engine.runtime.json_body import read_body
from engine.runtime.layout import lay_out
from engine.runtime.read_draft import read_draft
from engine.runtime.roles import DESIGNER, REVIEWERS
from engine.runtime.try_expression import try_expression
from engine.runtime.vocabulary import read_vocabulary
from forms.guard import engine, gives_json, official, role, takes_up_to
from forms.pages.designer_files import files_in

page = Blueprint("designer_editor", __name__)

DIAGRAM_BYTES = 2_500_000
COPY_BYTES = 9_000_000
PARTS = (
    ("diagram", "流程图"),
    ("forms", "表单"),
    ("tables", "决策表"),
    ("scenarios", "场景"),
    ("manifest", "说明"),
)


@page.get("/designer/drafts/<draft_id>")
@role(*REVIEWERS)
def show(draft_id: str) -> ResponseReturnValue:
    """Show the editor; it asks for the files by itself."""
    read = read_draft(engine(), draft_id, by=official())
    draft = read.draft
    return render_template(
        "designer_draft.html",
        draft=draft,
        read=read,
        address=url_for("designer_editor.show", draft_id=draft.draft_id),
        home="/designer",
        parts=PARTS,
        published=" ".join(sorted(read_drawn(engine(), draft.based_on))),
    )


@page.get("/designer/vocabulary")
@role(*REVIEWERS)
@gives_json
def vocabulary() -> ResponseReturnValue:
    """Give everything that may be named."""
    return jsonify(asdict(read_vocabulary(engine())))


@page.post("/designer/expression")
@role(*REVIEWERS)
@gives_json
def expression() -> ResponseReturnValue:
    """Say whether an expression may stand, and whom it means today."""
    body = read_body(request.get_data())
    source, slot = body.get("source"), body.get("slot")
    if not isinstance(source, str) or not isinstance(slot, str):
        raise RequestMalformed(why="source")
    return jsonify(asdict(try_expression(engine(), source, slot)))


@page.post("/designer/drafts/<draft_id>/layout")
@role(*REVIEWERS)
@gives_json
@takes_up_to(DIAGRAM_BYTES)
def layout(draft_id: str) -> ResponseReturnValue:
    """Give the diagram that was sent, drawn anew; nothing is saved."""
    read_draft(engine(), draft_id, by=official())
    return Response(lay_out(request.get_data()), mimetype="application/xml")


@page.post("/designer/drafts/<draft_id>/copy")
@role(DESIGNER)
@gives_json
@takes_up_to(COPY_BYTES)
def copy(draft_id: str) -> ResponseReturnValue:
    """Keep these files over the draft's as a draft of its own; give its address."""
    files = files_in(read_body(request.get_data(), size_bytes=COPY_BYTES))
    copied = copy_draft(engine(), draft_id, files, by=official())
    return jsonify(
        {"address": url_for("designer_editor.show", draft_id=copied.draft_id)}
    )
