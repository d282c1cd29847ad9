"""Printed pages: the task sheet (办件单), the case file (案卷), an inbox list."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from engine.runtime.filling import read_nameable, read_names
from engine.runtime.inbox import read_inbox
from engine.runtime.read_case import read_case
from engine.runtime.read_task import read_task
from forms.answer_view import answered
from forms.filters import now
from forms.guard import engine, official, signed_in
from forms.pages.inbox import DUE_FILTERS, asked_filter, line
from forms.papers import each_text_once, papers_shown
from forms.view import BOXES

page = Blueprint("printing", __name__)


@page.get("/tasks/<task_id>/sheet")
@signed_in
def task_sheet(task_id: str) -> ResponseReturnValue:
    """Show a task as the sheet that is printed and signed."""
    read = read_task(engine(), task_id, by=official())
    nameable = read_nameable(engine(), read.form, read.draft, by=official())
    return render_template(
        "task_sheet.html",
        read=read,
        papers=papers_shown(read.filled),
        answers=answered(read.form, read.draft, nameable),
    )


@page.get("/cases/<case_id>/file")
@signed_in
def case_file(case_id: str) -> ResponseReturnValue:
    """Show the whole case as one document."""
    read = read_case(engine(), case_id, by=official())
    names = read_names(engine())
    papers = each_text_once(papers_shown(read.filled))
    return render_template("case_file.html", read=read, names=names, papers=papers)


@page.get("/print")
@signed_in
def inbox_list() -> ResponseReturnValue:
    """Show the list of a box as it is printed."""
    asked = asked_filter()
    inbox = read_inbox(engine(), by=official(), filter=asked)
    return render_template(
        "inbox_list.html",
        lines=[line(row, asked.box, now()) for row in inbox.rows],
        heading=DUE_FILTERS.get(asked.due, BOXES[asked.box]),
    )
