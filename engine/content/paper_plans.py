"""What a manifest says of a case's papers: its text, its sheet, its issue."""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validate, validates_schema

from engine.content.authored import NAME, AuthoredSchema, Many, Part, Words
from engine.model.issue import IssuePlan, SheetPlan, SheetRow

_FIELD = validate.Regexp(
    re.compile(r"[a-z][a-z0-9_]{0,63}\.[a-z][a-z0-9_]{0,63}\Z"),
    error="应写作 环节.字段，如 draft.body",
)


class _Row(AuthoredSchema):
    label = Words(required=True, maximum=40)
    value = Words()
    by = Words(maximum=200)

    @validates_schema
    def _one_of_two(self, loaded: dict[str, Any], **_: object) -> None:
        if bool(loaded["value"]) == bool(loaded["by"]):
            raise ValidationError("“value”和“by”写且只写一项")


class _Sheet(AuthoredSchema):
    title = Words(required=True, maximum=40)
    rows = Many(Part(_Row), required=True)


class _Parts(AuthoredSchema):
    kind = Words(required=True)
    issuer = Words(required=True)
    title = Words(required=True)
    recipients = Words()
    other_recipients = Words()
    copies_to = Words()
    other_copies = Words()
    attachments = Words()
    printer = Words()
    urgency = Words()


class _Issue(AuthoredSchema):
    number = Words(NAME, required=True)
    signed_at = Words(NAME, required=True)
    printed_at = Words()
    signed_by = Many(Words(required=True), load_default=list)
    parts = Part(_Parts, required=True)


def text_fields() -> Many:
    """Return the manifest's field for where the text is handed in."""
    return Many(Words(_FIELD, required=True), load_default=list)


def sheet_part() -> Part:
    """Return the manifest's field for the sheet."""
    return Part(_Sheet, load_default=None)


def issue_part() -> Part:
    """Return the manifest's field for the issue."""
    return Part(_Issue, load_default=None)


def read_sheet(loaded: Mapping[str, Any] | None) -> SheetPlan | None:
    """Return the plan of the sheet, None where there is none."""
    if loaded is None:
        return None
    return SheetPlan(
        loaded["title"],
        tuple(
            SheetRow(row["label"], row["value"], row["by"]) for row in loaded["rows"]
        ),
    )


def read_issue(loaded: Mapping[str, Any] | None) -> IssuePlan | None:
    """Return the plan of the issue, None where there is none."""
    if loaded is None:
        return None
    return IssuePlan(
        number=loaded["number"],
        signed_at=loaded["signed_at"],
        printed_at=loaded["printed_at"],
        signed_by=tuple(loaded["signed_by"]),
        parts={name: source for name, source in loaded["parts"].items() if source},
    )
