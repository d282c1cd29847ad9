"""A walk through a sandbox kept as a scenario: looked at, named, put in the draft."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from engine.acceptance.keep_recording import keep_recording, read_recording
from engine.acceptance.recording import Recording
from engine.acceptance.sandbox import Sandbox
from engine.runtime.roles import DESIGNER
from forms.guard import engine, official, role
from forms.pages.designer_sandbox import mine, sandboxes
from forms.problem import keep_typed
from forms.refusal import Refusal

page = Blueprint("designer_recording", __name__)

LONGEST_NAME = 80
ADDRESS = "/designer/sandboxes/<sandbox_id>/recordings/<case_id>"


@page.get(ADDRESS)
@role(DESIGNER)
def show(sandbox_id: str, case_id: str) -> ResponseReturnValue:
    """Show the walk of a case as a scenario, with the clauses that it met."""
    sandbox = mine(sandbox_id)
    return _page(sandbox, case_id, _recording(sandbox, case_id))


@page.post(ADDRESS)
@role(DESIGNER)
def keep(sandbox_id: str, case_id: str) -> ResponseReturnValue:
    """Show it with the name and tags chosen, or put it in the draft."""
    sandbox = mine(sandbox_id)
    recording = _recording(sandbox, case_id)
    name = _name()
    if request.form.get("_action") != "keep" or not name:
        return _page(sandbox, case_id, recording)
    keep_typed(lambda _error, refusal: _page(sandbox, case_id, recording, refusal))
    keep_recording(engine(), sandbox, recording, by=official(), name=name)
    address = f"{request.root_path}/designer/drafts/{sandbox.draft_id}#scenarios"
    return redirect(address, HTTPStatus.SEE_OTHER)


def _recording(sandbox: Sandbox, case_id: str) -> Recording:
    return read_recording(
        engine(),
        sandboxes().stage(sandbox.sandbox_id).engine,
        sandbox,
        case_id,
        by=official(),
        name=_name(),
        tags=request.form.getlist("tag"),
    )


def _page(
    sandbox: Sandbox,
    case_id: str,
    recording: Recording,
    refusal: Refusal | None = None,
) -> str:
    return render_template(
        "recording.html",
        here=sandbox,
        case_id=case_id,
        recording=recording,
        name=_name(),
        chosen=request.form.getlist("tag"),
        name_missing=request.form.get("_action") == "keep",
        refusal=refusal,
    )


def _name() -> str:
    return " ".join(request.form.get("name", "").split())[:LONGEST_NAME]
