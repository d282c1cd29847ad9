"""Looking after the system: what failed, and what the office's chain says."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.runtime.filling import read_names
from engine.runtime.retry import retry_incident
from engine.runtime.upkeep import (
    read_incidents,
    read_office_chain,
    verify_office_chain,
)
from forms.guard import engine, official, signed_in
from forms.said import said

page = Blueprint("upkeep", __name__)


@page.get("/office/incidents")
@signed_in
def incidents() -> ResponseReturnValue:
    """Show every incident that nobody has repaired."""
    found = read_incidents(engine(), by=official())
    return render_template("incidents.html", found=found, said=said())


@page.post("/office/incidents/<incident_id>/retry")
@signed_in
def retry(incident_id: str) -> ResponseReturnValue:
    """Try again what failed, whether it belongs to a case or to none."""
    retry_incident(engine(), incident_id, by=official())
    address = url_for("upkeep.incidents", said="retried")
    return redirect(address, HTTPStatus.SEE_OTHER)


@page.get("/office/audit")
@signed_in
def audit() -> ResponseReturnValue:
    """Show the office's chain of acts, and prove it if that is asked."""
    by, asked = official(), request.args.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() else 0
    is_proven = request.args.get("verify") == "1"
    return render_template(
        "office_audit.html",
        chain=read_office_chain(engine(), by=by, before=min(before, 2**31 - 1)),
        names=read_names(engine()),
        is_proven=is_proven,
        broken=verify_office_chain(engine(), by=by) if is_proven else 0,
    )
