"""The ledger (条款总账): every clause, what cites it, proves it, and acted on it."""

from http import HTTPStatus

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.acceptance.office_ledger import ledger_rows, names_of
from engine.acceptance.office_run import start_acceptance
from engine.model.errors import RequestMalformed
from engine.model.reference import Reference
from engine.runtime.filling import read_names
from engine.runtime.read_acceptance import (
    read_clause,
    read_run,
    read_run_progress,
    read_standing,
)
from engine.runtime.roles import REVIEWERS
from forms import ledger_view, proof_view
from forms.guard import engine, gives_json, official, role

page = Blueprint("ledger", __name__)


@page.get("/ledger")
@role(*REVIEWERS)
def show() -> ResponseReturnValue:
    """Show every clause, or those that are asked for."""
    standing = read_standing(engine(), by=official())
    rows = ledger_rows(engine(), standing)
    asked = ledger_view.Asked(
        verdict=request.args.get("verdict", ""),
        slug=request.args.get("procedure", ""),
        words=request.args.get("q", "").strip(),
    )
    return render_template(
        "ledger/ledger.html",
        standing=standing,
        counts=ledger_view.counts(rows),
        chapters=ledger_view.chapters(engine().regulation, rows, standing, asked),
        asked=asked,
        names=names_of(standing),
        view=ledger_view,
    )


@page.get("/ledger/clauses/<reference>")
@role(*REVIEWERS)
def clause(reference: str) -> ResponseReturnValue:
    """Show one clause: where it stands in diagrams, what proves it, who acted on it."""
    try:
        wanted = Reference.parse(reference)
    except ValueError as error:
        raise RequestMalformed(why="reference") from error
    by = official()
    standing = read_standing(engine(), by=by)
    rows = ledger_rows(engine(), standing)
    row = next((each for each in rows if each.sentence == str(wanted)), None)
    if row is None:
        raise RequestMalformed(why="reference")
    places = ledger_view.places_of(row, standing.procedures)
    return render_template(
        "ledger/clause.html",
        standing=standing,
        row=row,
        read=read_clause(engine(), wanted, places, by=by),
        places=places,
        scenarios=[each for each in standing.found if row.sentence in each.references],
        names=names_of(standing),
        people=read_names(engine()),
        view=ledger_view,
        pictures=proof_view,
    )


@page.post("/ledger/runs")
@role(*REVIEWERS)
def begin() -> ResponseReturnValue:
    """Begin a run over what is in force, and show it."""
    run = start_acceptance(engine(), by=official())
    address = url_for("ledger.show_run", run_id=run.run_id)
    return redirect(address, HTTPStatus.SEE_OTHER)


@page.get("/ledger/runs/<run_id>")
@role(*REVIEWERS)
def show_run(run_id: str) -> ResponseReturnValue:
    """Show a run: how far it is, then what it found and what changed."""
    read = read_run(engine(), run_id, by=official())
    return render_template(
        "ledger/run.html",
        read=read,
        changed=ledger_view.difference(read),
        view=ledger_view,
    )


@page.get("/ledger/runs/<run_id>/progress")
@role(*REVIEWERS)
@gives_json
def progress(run_id: str) -> ResponseReturnValue:
    """Give how far a run is."""
    run = read_run_progress(engine(), run_id, by=official())
    return jsonify({"state": run.state.value, "total": run.total, "seen": run.seen})
