"""Starting a case: what may I start, why not the others, and the start form."""

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.runtime.blank_form import read_start_form
from engine.runtime.start import start_case
from engine.runtime.starting import NOT_PUBLISHED, read_start_options
from forms.answer_fields import add_documents, edit_rows, read_raw
from forms.fill_page import Blank, asked_now, fill_page, refused_fill
from forms.guard import engine, official, signed_in, takes_files
from forms.problem import keep_typed
from forms.uploads import receive_files, receive_one, uploaded

page = Blueprint("start", __name__)


@page.get("/start")
@signed_in
def show_options() -> ResponseReturnValue:
    """Show what the asker may start, and why not the others."""
    options = read_start_options(engine(), by=official())
    return render_template("start.html", options=options, not_published=NOT_PUBLISHED)


@page.get("/start/<slug>")
@signed_in
def show_form(slug: str) -> ResponseReturnValue:
    """Show the procedure's start form with its defaults."""
    blank, prefilled = _blank(slug)
    return fill_page(blank, prefilled)


@page.post("/start/<slug>")
@signed_in
@takes_files
def begin(slug: str) -> ResponseReturnValue:
    """Start a case with what was filled in, or change the form as a button says."""
    by = official()
    blank, _ = _blank(slug)
    raw = read_raw(blank.form, request.form)
    blank = replace(blank, chosen_post=request.form.get("_post", ""))
    keep_typed(refused_fill(blank, raw))
    for key, added in receive_files(by).items():
        raw = add_documents(blank.form, raw, key, added)
    keep_typed(refused_fill(blank, raw))
    action = request.form.get("_action", "")
    if action == "submit":
        receipt = start_case(
            engine(),
            slug,
            by=by,
            post=blank.chosen_post,
            answers=raw,
            key=request.form.get("_key", ""),
        )
        address = url_for("case.show", case_id=receipt.case_id, said="started")
        return redirect(address, HTTPStatus.SEE_OTHER)
    if action.startswith(("add:", "drop:")):
        raw = edit_rows(raw, action)
    return fill_page(blank, raw)


@page.post("/start/<slug>/conditions")
@signed_in
def conditions(slug: str) -> ResponseReturnValue:
    """Say which fields are asked, given what is typed so far."""
    blank, _ = _blank(slug)
    raw = read_raw(blank.form, request.form)
    return asked_now(blank.version_id, blank.form, raw, blank.context)


@page.post("/start/documents")
@signed_in
@takes_files
def upload() -> ResponseReturnValue:
    """Take a file for a case that is not started yet."""
    return uploaded(receive_one(official()))


def _blank(slug: str) -> tuple[Blank, dict[str, object]]:
    read = read_start_form(engine(), slug, by=official())
    blank = Blank(
        title=read.procedure,
        form=read.form,
        version_id=read.version_id,
        context=read.context,
        address=url_for("start.begin", slug=slug),
        conditions=url_for("start.conditions", slug=slug),
        upload=url_for("start.upload"),
        back=url_for("start.show_options"),
        back_name="发起",
        section="start",
        about=read.procedure,
        basis=read.clauses,
        posts=read.posts,
    )
    return blank, dict(read.prefilled)
