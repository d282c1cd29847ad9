"""The audit of a case: every act as sealed, and whether the chain is whole."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from engine.runtime.audit import read_audit, verify_audit
from engine.runtime.filling import read_names
from engine.runtime.read_case import read_case
from forms.guard import engine, official, signed_in

page = Blueprint("audit", __name__)


@page.get("/cases/<case_id>/audit")
@signed_in
def show(case_id: str) -> ResponseReturnValue:
    """Show a case's chain of acts to whom the table of rights lets see it."""
    by = official()
    return render_template(
        "audit.html",
        case_id=case_id,
        names=read_names(engine()),
        diagram=read_case(engine(), case_id, by=by).diagram,
        acts=read_audit(engine(), case_id, by=by),
        broken=verify_audit(engine(), case_id, by=by),
    )
