"""`manifest.json`: what a procedure is called, who may start it, its register."""

import re
from typing import Any

from marshmallow import validate

from engine.content.authored import (
    NAME,
    AuthoredSchema,
    Listed,
    Many,
    Named,
    Part,
    Words,
    read_authored,
    references,
)
from engine.content.paper_plans import (
    issue_part,
    read_issue,
    read_sheet,
    sheet_part,
    text_fields,
)
from engine.model.form import FieldType
from engine.model.procedure import Manifest, RegisterField, Termination

_PRINCIPAL = r"(?:post|unit|head|in_charge|person):[A-Za-z0-9_-]{1,64}"
_OWNER = validate.Regexp(
    re.compile(rf"{_PRINCIPAL}\Z"), error="应写作 unit:…、post:… 等"
)
_STARTER = validate.Regexp(
    re.compile(rf"(?:{_PRINCIPAL}|unit:\*)\Z"), error="应写作 unit:*、unit:…、post:…"
)
_TERMINATOR = validate.Regexp(
    re.compile(rf"(?:{_PRINCIPAL}|initiator|initiator_unit)\Z"),
    error="应写作 initiator、initiator_unit、post:… 等",
)
_COLUMN_TYPES = tuple(
    each.value
    for each in FieldType
    if each not in {FieldType.TABLE, FieldType.DOCUMENT}
)


class _Start(AuthoredSchema):
    candidates = Many(Words(_STARTER, required=True), required=True)
    references = references()


class _Register(AuthoredSchema):
    name = Words(NAME, required=True)
    label = Words(required=True, maximum=40)
    type = Listed(_COLUMN_TYPES)
    set_by = Named(
        keys=Words(required=True), values=Words(required=True), required=True
    )


class _Termination(AuthoredSchema):
    outcome = Words(required=True, maximum=40)
    who = Many(Words(_TERMINATOR, required=True), required=True)
    until = Words(maximum=200)
    references = references()


class _Manifest(AuthoredSchema):
    slug = Words(NAME, required=True)
    name = Words(required=True, maximum=80)
    summary = Words(maximum=500)
    number_word = Words(maximum=20)
    title = Words()
    owner = Words(_OWNER, required=True)
    start = Part(_Start, required=True)
    register = Many(Part(_Register), load_default=list)
    terminations = Many(Part(_Termination), load_default=list)
    text = text_fields()
    sheet = sheet_part()
    issue = issue_part()
    elapsed_from = Words(NAME)


def read_manifest(data: bytes, path: str = "manifest.json") -> Manifest:
    """Return the manifest.

    Raises:
        BundleRejected: Everything that is wrong with it.
    """
    loaded = read_authored(_Manifest(), data, path)
    start = loaded["start"]
    return Manifest(
        slug=loaded["slug"],
        name=loaded["name"],
        summary=loaded["summary"],
        number_word=loaded["number_word"] or loaded["name"],
        owner=loaded["owner"],
        start=tuple(start["candidates"]),
        start_references=tuple(start["references"]),
        register=tuple(_register_field(each) for each in loaded["register"]),
        terminations=tuple(_termination(each) for each in loaded["terminations"]),
        title=loaded["title"],
        text=tuple(loaded["text"]),
        sheet=read_sheet(loaded["sheet"]),
        issue=read_issue(loaded["issue"]),
        elapsed_from=loaded["elapsed_from"],
    )


def _register_field(loaded: dict[str, Any]) -> RegisterField:
    return RegisterField(
        loaded["name"], loaded["label"], FieldType(loaded["type"]), loaded["set_by"]
    )


def _termination(loaded: dict[str, Any]) -> Termination:
    return Termination(
        loaded["outcome"],
        tuple(loaded["who"]),
        loaded["until"],
        tuple(loaded["references"]),
    )
