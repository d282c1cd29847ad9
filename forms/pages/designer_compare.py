"""Two states of a procedure side by side: diagrams in colour, the rest in words."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from engine.acceptance.gate_sums import scenario_changes
from engine.runtime.compare_versions import compare_versions
from engine.runtime.roles import REVIEWERS
from forms import proof_view
from forms.guard import engine, official, role

page = Blueprint("designer_compare", __name__)


@page.get("/designer/compare")
@role(*REVIEWERS)
def show() -> ResponseReturnValue:
    """Show what tells two states apart."""
    difference = compare_versions(engine(), _asked("a"), _asked("b"), by=official())
    before, after = difference.before, difference.after
    return render_template(
        "designer/compare.html",
        difference=difference,
        scenarios=scenario_changes(before.feature, after.feature, engine().regulation),
        view=proof_view,
    )


@page.get("/designer/compare/diagram")
@role(*REVIEWERS)
def diagram() -> ResponseReturnValue:
    """Give the diagram of one state."""
    ref = _asked("of")
    found = compare_versions(engine(), ref, ref, by=official())
    return Response(found.after.diagram, mimetype="application/xml")


def _asked(name: str) -> str:
    return request.args.get(name, "")
