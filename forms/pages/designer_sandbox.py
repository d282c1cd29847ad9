"""Sandboxes of a draft: opened, entered as whoever is wanted, their clock moved."""

import re
from datetime import datetime, timedelta
from http import HTTPStatus

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as Answer

from engine.acceptance.sandbox import Sandbox
from engine.acceptance.sandbox_turns import read_filed, read_turns
from engine.acceptance.sandboxes import MOST_OF_ONE, Sandboxes
from engine.acceptance.stage import Stage
from engine.model.clock import OFFICE_ZONE
from engine.model.errors import BundleRejected, RequestMalformed, ZhangfaError
from engine.model.errors_sandbox import SandboxNotFound
from engine.model.procedure import Bundle
from engine.model.procedure_draft import ProcedureDraft
from engine.runtime.check import findings_of
from engine.runtime.read_draft import read_draft
from engine.runtime.roles import REVIEWERS
from engine.runtime.session import as_person
from forms.entered import KEY, Bar, Entered
from forms.guard import SAFE_METHODS, engine, official, passes_on, role
from forms.problem import keep_typed
from forms.refusal import Refusal

page = Blueprint("designer_sandbox", __name__)

INSIDE = "/designer/sandboxes/<sandbox_id>/office"
DELTAS = {
    "30m": timedelta(minutes=30),
    "1h": timedelta(hours=1),
    "1d": timedelta(days=1),
}
NEXT, MOMENT = "next", "moment"
_CASE = re.compile(r"/cases/([0-9a-f]{32})")


def sandboxes() -> Sandboxes:
    """Return the sandboxes of the office that is served."""
    found: Sandboxes = current_app.extensions["zhangfa_sandboxes"]
    return found


def mine(sandbox_id: str) -> Sandbox:
    """Return the asker's own sandbox.

    Raises:
        SandboxNotFound: There is none, or it is another's.
    """
    found = sandboxes().find(sandbox_id)
    if found.made_by != official():
        raise SandboxNotFound
    return found


@page.get("/designer/drafts/<draft_id>/sandbox")
@role(*REVIEWERS)
def show(draft_id: str) -> ResponseReturnValue:
    """Show the asker's sandboxes, and the way to open one on this draft."""
    return _list(read_draft(engine(), draft_id, by=official()).draft)


@page.post("/designer/drafts/<draft_id>/sandbox")
@role(*REVIEWERS)
def begin(draft_id: str) -> ResponseReturnValue:
    """Open a sandbox on the draft as it is saved, and go to its start form."""
    read = read_draft(engine(), draft_id, by=official())
    keep_typed(lambda error, refusal: _list(read.draft, error, refusal))
    bundle = Bundle(read.draft.slug, read.files)
    sandbox = sandboxes().open(bundle, by=official(), draft_id=draft_id)
    return _into(sandbox.sandbox_id, f"/start/{sandbox.slug}")


@page.get("/designer/sandboxes/<sandbox_id>")
@role(*REVIEWERS)
def overview(sandbox_id: str) -> ResponseReturnValue:
    """Show the cases of the sandbox, and whose turn it is."""
    sandbox = mine(sandbox_id)
    inner = sandboxes().stage(sandbox_id).engine
    return render_template(
        "sandbox.html",
        here=sandbox,
        filed=read_filed(inner),
        turns=read_turns(inner),
    )


@page.post("/designer/sandboxes/<sandbox_id>/person")
@role(*REVIEWERS)
def become(sandbox_id: str) -> ResponseReturnValue:
    """Be another person from now on."""
    mine(sandbox_id)
    person_id = request.form.get("person", "")
    as_person(sandboxes().stage(sandbox_id).engine, person_id)
    sandboxes().become(sandbox_id, person_id)
    return _into(sandbox_id, request.form.get("to", "/"))


@page.post("/designer/sandboxes/<sandbox_id>/clock")
@role(*REVIEWERS)
def move_clock(sandbox_id: str) -> ResponseReturnValue:
    """Move the clock on, and let happen what is due by then."""
    sandbox, by = mine(sandbox_id), request.form.get("by", "")
    if by == NEXT:
        sandboxes().move_to_next(sandbox_id)
    elif by == MOMENT:
        sandboxes().move_clock(sandbox_id, _moment(request.form.get("moment", "")))
    elif by in DELTAS:
        sandboxes().move_clock(sandbox_id, sandbox.moment + DELTAS[by])
    else:
        raise RequestMalformed(why="by")
    return _into(sandbox_id, request.form.get("to", "/"))


@page.post("/designer/sandboxes/<sandbox_id>/recording")
@role(*REVIEWERS)
def switch_recording(sandbox_id: str) -> ResponseReturnValue:
    """Take only what can be told as a scenario from now on, or anything."""
    mine(sandbox_id)
    sandboxes().record(sandbox_id, records=request.form.get("records") == "yes")
    return _into(sandbox_id, request.form.get("to", "/"))


@page.post("/designer/sandboxes/<sandbox_id>/close")
@role(*REVIEWERS)
def close(sandbox_id: str) -> ResponseReturnValue:
    """Close the sandbox; nothing of it stays."""
    draft_id = mine(sandbox_id).draft_id
    sandboxes().close(sandbox_id)
    return redirect(f"/designer/drafts/{draft_id}/sandbox", HTTPStatus.SEE_OTHER)


@page.route(f"{INSIDE}/", methods=["GET", "POST"])
@page.route(f"{INSIDE}/<path:inside>", methods=["GET", "POST", "PUT"])
@role(*REVIEWERS)
@passes_on
def enter(sandbox_id: str, inside: str = "") -> ResponseReturnValue:
    """Serve a page of the sandbox's own office, to whom its user is there."""
    sandbox = mine(sandbox_id)
    if request.method in SAFE_METHODS:
        return _served(sandbox, sandboxes().stage(sandbox_id), inside)
    with sandboxes().deed(sandbox_id) as stage:
        return _served(sandbox, stage, inside)


def _list(
    draft: ProcedureDraft,
    error: ZhangfaError | None = None,
    refusal: Refusal | None = None,
) -> str:
    """Draw the page, with what kept another sandbox from being opened."""
    findings = findings_of(error) if isinstance(error, BundleRejected) else ()
    return render_template(
        "sandboxes.html",
        draft=draft,
        sandboxes=sandboxes().of_person(official()),
        most=MOST_OF_ONE,
        refusal=refusal,
        findings=findings,
    )


def _served(sandbox: Sandbox, stage: Stage, inside: str) -> Answer:
    """Return the answer of the application that serves sandboxes."""
    root = request.root_path + f"/designer/sandboxes/{sandbox.sandbox_id}/office"
    environ = dict(request.environ)
    environ["SCRIPT_NAME"] = root
    path = request.environ["PATH_INFO"]
    environ["PATH_INFO"] = path[path.index("/office/") + len("/office") :]
    environ[KEY] = Entered(
        stage.engine,
        as_person(stage.engine, sandbox.person_id),
        _bar(sandbox, stage, f"/{inside}"),
    )
    answer = Answer.from_app(current_app.extensions["zhangfa_inside"], environ)
    # No page of a sandbox has a say in the browser's session.
    answer.headers.remove("Set-Cookie")
    return answer


def _bar(sandbox: Sandbox, stage: Stage, page_inside: str) -> Bar:
    query = request.query_string.decode("ascii", "replace")
    case = _CASE.match(page_inside)
    return Bar(
        engine=stage.engine,
        name=sandbox.name,
        address=f"{request.root_path}/designer/sandboxes/{sandbox.sandbox_id}",
        page=f"{page_inside}?{query}" if query else page_inside,
        draft=f"{request.root_path}/designer/drafts/{sandbox.draft_id}",
        moment=sandbox.moment,
        person_id=sandbox.person_id,
        case_id=case[1] if case else "",
        records=sandbox.records,
    )


def _into(sandbox_id: str, inside: str) -> Answer:
    inside = inside if inside.startswith("/") else "/"
    root = f"{request.root_path}/designer/sandboxes/{sandbox_id}/office"
    return redirect(root + inside, HTTPStatus.SEE_OTHER)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE)
    except ValueError as error:
        raise RequestMalformed(why="moment") from error
