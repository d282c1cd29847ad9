"""The issue laid out as GB/T 9704 has it: text, then what stands on its pages.

The text flows by itself; what depends on how many pages it takes (page numbers, the
版记 at the foot of the last, even page) is drawn over it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from flask import render_template

from engine.model.issue import Issue, IssueStage
from forms.entered import MARK, entered
from forms.issue_words import (
    day_words,
    form_of,
    mark_of,
    mark_size,
    paragraphs_of,
    title_lines,
)
from forms.pdf import lay_out, typefaces, write_pdf

# What is not printed yet has no day of its own that its bytes could bear.
UNDATED = date(2000, 1, 1)
STAMPS = {IssueStage.DRAFT: "送审稿", IssueStage.SIGNED: "校样"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's own things: its number if it bears one, whether the 版记 is on it."""

    number: int
    is_numbered: bool
    has_record: bool


def render_issue(issue: Issue) -> bytes:
    """Return the issue as a PDF; what is not issued yet says so on every page."""
    text = lay_out(_page(issue, "text.html", has_record=False))
    with_record = lay_out(_page(issue, "text.html", has_record=True))
    sheets = tuple(sheets_of(text.pages, with_record.pages))
    frame = lay_out(_page(issue, "frame.html", sheets=sheets))
    return write_pdf(
        [text, frame],
        title=issue.title,
        author=issue.issuer,
        at=datetime.combine(issue.printed_on or UNDATED, time(), UTC),
    )


def stamp_of(issue: Issue) -> str:
    """Return what every page of it says: that it is not issued, or only tried out."""
    return MARK if entered() else STAMPS.get(issue.stage, "")


def sheets_of(text_pages: int, pages_with_record: int) -> Iterator[Sheet]:
    """Give the pages: the 版记 closes the last one, which is even.

    Where a blank page comes before the 版记, neither of the two bears a number.
    """
    last = pages_with_record + pages_with_record % 2
    for number in range(1, last + 1):
        yield Sheet(
            number=number,
            is_numbered=number <= text_pages or last == text_pages + 1,
            has_record=number == last,
        )


def _page(issue: Issue, template: str, **more: object) -> str:
    mark = mark_of(issue)
    return render_template(
        f"issue/{template}",
        issue=issue,
        form=form_of(issue.kind).value,
        mark=mark,
        mark_size=mark_size(mark),
        lines=title_lines(issue.title),
        paragraphs=paragraphs_of(issue.text),
        day=day_words,
        stamp=stamp_of(issue),
        typefaces=typefaces(),
        **more,
    )
