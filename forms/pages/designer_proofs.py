"""The runs of the gate over a draft: begun, followed, signed, and published on."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.acceptance.gate import start_proof
from engine.acceptance.history import changes_between, read_history
from engine.model.errors import RequestMalformed
from engine.runtime.publish_draft import publish_draft
from engine.runtime.read_design import read_proofs
from engine.runtime.read_draft import read_draft
from engine.runtime.read_proof import read_progress, read_proof
from engine.runtime.roles import DESIGNER, REVIEWERS
from engine.runtime.sign_proof import approve_proof, override_proof, sign_legally
from forms import proof_view
from forms.guard import engine, gives_json, official, role
from forms.problem import keep_typed
from forms.refusal import Refusal
from forms.said import said
from forms.typed_moment import typed_moment

page = Blueprint("designer_proofs", __name__)

Sign = Callable[[str, str, str], None]
_SIGN: Mapping[str, Sign] = {
    "approve": lambda p, by, words: approve_proof(engine(), p, by=by, words=words),
    "legal": lambda p, by, words: sign_legally(engine(), p, by=by, words=words),
    "override": lambda p, by, words: override_proof(engine(), p, by=by, reason=words),
}


@page.get("/designer/drafts/<draft_id>/proofs")
@role(*REVIEWERS)
def show_runs(draft_id: str) -> ResponseReturnValue:
    """Show every run over a draft."""
    by = official()
    return render_template(
        "designer/runs.html",
        read=read_draft(engine(), draft_id, by=by),
        proofs=read_proofs(engine(), by=by, draft_id=draft_id),
        view=proof_view,
        said=said(),
    )


@page.get("/designer/procedures/<slug>/proofs")
@role(*REVIEWERS)
def show_history(slug: str) -> ResponseReturnValue:
    """Show every run over a procedure's drafts, and what changed between them."""
    return render_template(
        "designer/history.html",
        history=read_history(engine(), slug, by=official()),
        view=proof_view,
    )


@page.post("/designer/drafts/<draft_id>/proofs")
@role(*REVIEWERS)
def begin(draft_id: str) -> ResponseReturnValue:
    """Begin a run over the draft as it is saved, and show it."""
    proof = start_proof(engine(), draft_id, by=official())
    return _to(proof.proof_id)


@page.get("/designer/proofs/<proof_id>")
@role(*REVIEWERS)
def show(proof_id: str) -> ResponseReturnValue:
    """Show a run: its progress while it lasts, then its report."""
    return _page(proof_id, None)


def _page(proof_id: str, refused: Refusal | None) -> str:
    """Show a run, with a refusal and what was typed above it if there was one."""
    by = official()
    read = read_proof(engine(), proof_id, by=by)
    before, this = f"version:{read.line.proof.based_on}", f"proof:{proof_id}"
    changes = changes_between(engine(), before, this, by=by) if read.report else ()
    return render_template(
        "designer/proof.html",
        read=read,
        changes=changes,
        view=proof_view,
        said=said(),
        refused=refused,
        typed=request.form,
    )


@page.get("/designer/proofs/<proof_id>/progress")
@role(*REVIEWERS)
@gives_json
def progress(proof_id: str) -> ResponseReturnValue:
    """Give the lines of a run after that one."""
    after = request.args.get("after", "0")
    if not (after.isascii() and after.isdigit()):
        raise RequestMalformed(why="after")
    proof, lines = read_progress(engine(), proof_id, by=official(), after=int(after))
    return jsonify(
        {
            "state": proof.state.value,
            "verdict": proof.verdict.value,
            "words": proof_view.told_verdict(proof.state, proof.verdict),
            "lines": [
                {
                    "seq": seq,
                    "stage": proof_view.STAGES[told.stage],
                    "words": told.words,
                    "mark": told.mark,
                    "marked": proof_view.MARKS.get(told.mark, ""),
                }
                for seq, told in lines
            ],
        }
    )


@page.post("/designer/proofs/<proof_id>/sign")
@role(*REVIEWERS)
def sign(proof_id: str) -> ResponseReturnValue:
    """Put a signature under a proof."""
    put = _SIGN.get(request.form.get("kind", ""))
    if put is None:
        raise RequestMalformed(why="kind")
    by = official()
    read_progress(engine(), proof_id, by=by)
    keep_typed(lambda _, refused: _page(proof_id, refused))
    put(proof_id, by, request.form.get("words", ""))
    return _to(proof_id, "signed")


@page.post("/designer/proofs/<proof_id>/publish")
@role(DESIGNER)
def publish(proof_id: str) -> ResponseReturnValue:
    """Publish the draft on this proof."""
    by = official()
    proof, _ = read_progress(engine(), proof_id, by=by)
    keep_typed(lambda _, refused: _page(proof_id, refused))
    why = request.form.get("why", "")
    version = publish_draft(
        engine(),
        proof.draft_id,
        by=by,
        proof_id=proof_id,
        why=why,
        from_at=typed_moment("from_at"),
    )
    told = "version_planned" if version.from_at else "version_published"
    address = url_for("designer_versions.show", slug=version.slug, said=told)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _to(proof_id: str, told: str = "") -> ResponseReturnValue:
    address = url_for("designer_proofs.show", proof_id=proof_id, said=told or None)
    return redirect(address, HTTPStatus.SEE_OTHER)
