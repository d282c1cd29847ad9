"""The inbox: four boxes, filters in the address, a preview beside."""

from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.model.reading import Box, InboxFilter, InboxRow
from engine.runtime.inbox import read_inbox
from engine.runtime.notices import mark_read
from engine.runtime.read_task import read_task
from forms.filters import now
from forms.guard import engine, official, signed_in
from forms.said import said
from forms.view import BOXES, CASE_STATES, TASK_STATES, Due, due

page = Blueprint("inbox", __name__)

DUE_FILTERS = {"overdue": "已超期", "due_soon": "即将到期"}
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A row as drawn: where it leads, and what stands in its last columns."""

    row: InboxRow
    href: str
    peek: str
    state: str
    due: Due | None


@page.get("/")
@signed_in
def show_inbox() -> ResponseReturnValue:
    """Show one page of one box."""
    asked = asked_filter()
    inbox = read_inbox(engine(), by=official(), filter=asked)
    return render_template(
        "inbox.html",
        inbox=inbox,
        lines=[line(row, asked.box, now()) for row in inbox.rows],
        filter=asked,
        boxes=BOXES,
        heading=DUE_FILTERS.get(asked.due, BOXES[asked.box]),
        first_page=_address(replace(asked, after="")),
        next_page=_address(replace(asked, after=inbox.next_after)),
        print_page=_address(asked, "printing.inbox_list"),
        said=said(),
    )


@page.get("/tasks/<task_id>/peek")
@signed_in
def peek(task_id: str) -> ResponseReturnValue:
    """Show a task beside the list; looking at it there does not open it."""
    read = read_task(engine(), task_id, by=official())
    shown = due(read.task.due_at, read.lamp, read.left, now())
    return render_template("peek.html", read=read, due=shown)


@page.get("/notices/<notice_id>")
@signed_in
def read_notice(notice_id: str) -> ResponseReturnValue:
    """Note that the notice was read, and go on to its case."""
    case_id = mark_read(engine(), notice_id, by=official())
    return redirect(url_for("case.show", case_id=case_id), HTTPStatus.SEE_OTHER)


def asked_filter() -> InboxFilter:
    """Return what the address asks for; what it cannot mean is left out."""
    box = request.args.get("box", "")
    chosen = request.args.get("due", "")
    return InboxFilter(
        box=Box(box) if box in BOXES else Box.TODO,
        search=request.args.get("search", "").strip()[:LONGEST],
        slug=request.args.get("slug", "")[:LONGEST],
        due=chosen if chosen in DUE_FILTERS else "",
        after=request.args.get("after", "")[: LONGEST * 2],
    )


def line(row: InboxRow, box: Box, at: datetime) -> Line:
    """Return the row as drawn; a case's own row leads to the case."""
    if box is Box.TO_READ:
        href = url_for("inbox.read_notice", notice_id=row.row_id)
    elif row.task_id:
        href = url_for("task.show", task_id=row.task_id)
    else:
        href = url_for("case.show", case_id=row.case_id)
    is_open = box is Box.TODO and bool(row.task_id)
    return Line(
        row=row,
        href=href,
        peek=url_for("inbox.peek", task_id=row.task_id) if is_open else "",
        state=TASK_STATES.get(row.state) or CASE_STATES.get(row.state, row.state),
        due=due(row.due_at, row.lamp, row.left, at),
    )


def _address(asked: InboxFilter, page: str = "inbox.show_inbox") -> str:
    """Return the address of a page; what is not asked for does not stand in it."""
    return url_for(
        page,
        box=asked.box.value,
        search=asked.search or None,
        slug=asked.slug or None,
        due=asked.due or None,
        after=asked.after or None,
    )
