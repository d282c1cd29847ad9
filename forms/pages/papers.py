"""A case's papers: its issue as a PDF, its sheet, its text's versions side by side."""

from io import BytesIO

from flask import Blueprint, Response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from engine.model.issue import Issue, IssueStage, TextVersion
from engine.runtime.filling import read_names
from engine.runtime.keep_issue import keep_issue
from engine.runtime.read_papers import read_issue, read_sheet, read_versions
from forms.guard import engine, official, signed_in
from forms.issue_layout import render_issue, stamp_of
from forms.text_difference import difference

page = Blueprint("papers", __name__)


@page.get("/cases/<case_id>/issue.pdf")
@signed_in
def issue(case_id: str) -> Response:
    """Send the issue: once it bears a number always the bytes that came first."""
    drawn, data = read_issue(engine(), case_id, by=official())
    if not data:
        data = render_issue(drawn)
        if drawn.stage is IssueStage.ISSUED:
            data = keep_issue(engine(), drawn, by=official(), data=data)
    return send_file(
        BytesIO(data), mimetype="application/pdf", download_name=_name_of(drawn)
    )


@page.get("/cases/<case_id>/sheet")
@signed_in
def sheet(case_id: str) -> ResponseReturnValue:
    """Show the sheet that goes round with the case, opinions in order of rank."""
    read = read_sheet(engine(), case_id, by=official())
    return render_template("case_sheet.html", read=read, names=read_names(engine()))


@page.get("/cases/<case_id>/versions")
@signed_in
def versions(case_id: str) -> ResponseReturnValue:
    """Show the versions of the text, and how two of them differ."""
    case, every = read_versions(engine(), case_id, by=official())
    new = _chosen("to", every, len(every))
    old = _chosen("from", every, max(new.number - 1, 1))
    return render_template(
        "versions.html",
        case=case,
        versions=every,
        old=old,
        new=new,
        pieces=difference(old.text, new.text),
    )


def _chosen(key: str, every: tuple[TextVersion, ...], otherwise: int) -> TextVersion:
    """Return the version whose number the address gives, or else another."""
    by_number = {str(each.number): each for each in every}
    return by_number.get(request.args.get(key, "")) or by_number[str(otherwise)]


def _name_of(drawn: Issue) -> str:
    """Return the file's name, which says so if it is not the issue."""
    stamp = stamp_of(drawn)
    told = f"{drawn.title}（{stamp}）" if stamp else f"{drawn.number} {drawn.title}"
    return f"{told.replace('/', '／').strip()}.pdf"
