"""What there is to design: procedures, their drafts, and the runs of the gate."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.runtime.discard_draft import discard_draft
from engine.runtime.make_draft import make_draft
from engine.runtime.new_draft import draft_from_template, import_draft
from engine.runtime.read_design import read_design, read_proofs
from engine.runtime.rebase_draft import rebase_draft
from engine.runtime.roles import DESIGNER, REVIEWERS
from forms import proof_view
from forms.guard import engine, official, role, takes_files, visitor
from forms.refusal import TooLarge
from forms.said import said

page = Blueprint("designer", __name__)

# What an exported procedure may have at most.
MOST_BYTES = 9_000_000


def may(*roles: str) -> bool:
    """Say whether the asker has one of the roles, so that a button is shown."""
    asker = visitor()
    return asker is not None and bool({*asker.roles} & {*roles})


@page.get("/designer")
@role(*REVIEWERS)
def show() -> ResponseReturnValue:
    """Show every procedure with its version in force and its drafts."""
    return render_template(
        "designer/procedures.html",
        procedures=read_design(engine(), by=official()),
        proofs=read_proofs(engine(), by=official()),
        may_design=may(DESIGNER),
        view=proof_view,
        said=said(),
    )


@page.post("/designer/drafts")
@role(DESIGNER)
def make() -> ResponseReturnValue:
    """Make a draft of what is in force, and open it."""
    draft = make_draft(engine(), request.form.get("slug", ""), by=official())
    return _open(draft.draft_id)


def _open(draft_id: str) -> ResponseReturnValue:
    address = url_for("designer_editor.show", draft_id=draft_id)
    return redirect(address, HTTPStatus.SEE_OTHER)


@page.post("/designer/templates")
@role(DESIGNER)
def make_new() -> ResponseReturnValue:
    """Make a draft of a new procedure from the template, and open it."""
    slug = request.form.get("slug", "").strip()
    name = request.form.get("name", "").strip()
    draft = draft_from_template(engine(), slug, name, by=official())
    return _open(draft.draft_id)


@page.post("/designer/imports")
@role(DESIGNER)
@takes_files
def bring_in() -> ResponseReturnValue:
    """Make a draft of a file: an exported procedure, or a BPMN diagram."""
    sent = request.files.get("file")
    data = sent.stream.read(MOST_BYTES + 1) if sent is not None else b""
    if len(data) > MOST_BYTES:
        raise TooLarge
    return _open(import_draft(engine(), data, by=official()).draft_id)


@page.post("/designer/drafts/<draft_id>/discard")
@role(DESIGNER)
def discard(draft_id: str) -> ResponseReturnValue:
    """Discard a draft."""
    discard_draft(engine(), draft_id, by=official())
    return redirect(url_for("designer.show", said="discarded"), HTTPStatus.SEE_OTHER)


@page.post("/designer/drafts/<draft_id>/rebase")
@role(DESIGNER)
def rebase(draft_id: str) -> ResponseReturnValue:
    """Let a draft build on what is in force now."""
    rebase_draft(engine(), draft_id, by=official())
    address = url_for("designer_proofs.show_runs", draft_id=draft_id, said="rebased")
    return redirect(address, HTTPStatus.SEE_OTHER)
