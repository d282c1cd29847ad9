"""Moving running cases to the version in force: a dry run first, then one by one."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from engine.runtime.migrate import migrate_case, move_case_back
from engine.runtime.plan_migration import plan_migration
from engine.runtime.roles import MOVERS, REVIEWERS
from forms.guard import engine, gives_json, official, role

page = Blueprint("designer_migration", __name__)


@page.get("/designer/procedures/<slug>/migration")
@role(*REVIEWERS)
def show_plan(slug: str) -> ResponseReturnValue:
    """Show what moving each running case would come to."""
    after = request.args.get("after", "")
    plan = plan_migration(engine(), slug, by=official(), after=after)
    return render_template("designer/migration.html", slug=slug, plan=plan)


@page.post("/designer/cases/<case_id>/migration")
@role(*MOVERS)
@gives_json
def migrate(case_id: str) -> ResponseReturnValue:
    """Move one case."""
    reason = request.form.get("reason", "")
    receipt = migrate_case(engine(), case_id, by=official(), reason=reason)
    return jsonify({"number": receipt.number, "seq": receipt.seq})


@page.post("/designer/cases/<case_id>/migration/back")
@role(*MOVERS)
@gives_json
def move_back(case_id: str) -> ResponseReturnValue:
    """Put one case back on the version it came from."""
    receipt = move_case_back(engine(), case_id, by=official())
    return jsonify({"number": receipt.number, "seq": receipt.seq})
