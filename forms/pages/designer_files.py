"""The files of a draft, for the editors: read, saved over a revision, checked."""

from collections.abc import Mapping

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from engine.acceptance.whole_check import check_whole_draft
from engine.model.errors import RequestMalformed
from engine.model.errors_design import DraftFileNotFound
from engine.model.finding import Finding
from engine.runtime.json_body import read_body
from engine.runtime.read_draft import read_draft
from engine.runtime.roles import DESIGNER, REVIEWERS
from engine.runtime.save_draft_file import save_draft_file
from forms.guard import engine, gives_json, official, role, takes_up_to

page = Blueprint("designer_files", __name__)

# A file may have 2 MB: what is larger is refused by its size, not by its reading.
FILE_BYTES = 2_500_000
CHECK_BYTES = 9_000_000


@page.get("/designer/drafts/<draft_id>/files")
@role(*REVIEWERS)
@gives_json
def show_files(draft_id: str) -> ResponseReturnValue:
    """Give the draft with all its files as text."""
    read = read_draft(engine(), draft_id, by=official())
    draft = read.draft
    return jsonify(
        {
            "draft_id": draft.draft_id,
            "slug": draft.slug,
            "name": draft.name,
            "based_on": draft.based_on,
            "in_force": read.in_force,
            "revision": draft.revision,
            "digest": draft.digest,
            "state": draft.state.value,
            "changed_by": read.changed_by,
            "changed_at": draft.changed_at.isoformat(),
            "may_change": read.may_change,
            "files": {path: data.decode() for path, data in read.files.items()},
        }
    )


@page.get("/designer/drafts/<draft_id>/files/<path:path>")
@role(*REVIEWERS)
@gives_json
def show_file(draft_id: str, path: str) -> ResponseReturnValue:
    """Give one file as text; its tag is the draft's revision."""
    read = read_draft(engine(), draft_id, by=official())
    if path not in read.files:
        raise DraftFileNotFound(path=path)
    answer = Response(read.files[path], mimetype="text/plain")
    answer.set_etag(str(read.draft.revision))
    return answer


@page.put("/designer/drafts/<draft_id>/files/<path:path>")
@role(DESIGNER)
@gives_json
@takes_up_to(FILE_BYTES)
def save_file(draft_id: str, path: str) -> ResponseReturnValue:
    """Save a file over the revision that If-Match names."""
    return _save(draft_id, path, request.get_data())


@page.delete("/designer/drafts/<draft_id>/files/<path:path>")
@role(DESIGNER)
@gives_json
def remove_file(draft_id: str, path: str) -> ResponseReturnValue:
    """Remove a file from the revision that If-Match names."""
    return _save(draft_id, path, None)


@page.post("/designer/drafts/<draft_id>/check")
@role(*REVIEWERS)
@gives_json
@takes_up_to(CHECK_BYTES)
def check(draft_id: str) -> ResponseReturnValue:
    """Give all findings of the draft with these files over those that are saved."""
    overlay = files_in(read_body(request.get_data(), size_bytes=CHECK_BYTES))
    findings = check_whole_draft(engine(), draft_id, overlay, by=official())
    return jsonify({"findings": [told(each) for each in findings]})


def told(finding: Finding) -> Mapping[str, str]:
    """Return a finding as plain values."""
    return {
        "severity": finding.severity.value,
        "element_id": finding.element_id,
        "code": finding.code,
        "text": finding.text,
    }


def _save(draft_id: str, path: str, data: bytes | None) -> ResponseReturnValue:
    revision = save_draft_file(
        engine(),
        draft_id,
        by=official(),
        path=path,
        data=data,
        revision=_revision(),
    )
    return jsonify({"revision": revision})


def _revision() -> int:
    asked = request.headers.get("If-Match", "").removeprefix("W/").strip('"')
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):  # noqa: PLR2004 (a revision has few digits)
        raise RequestMalformed(why="revision")
    return int(asked)


def files_in(body: Mapping[str, object]) -> dict[str, bytes]:
    """Return the files that were sent as text, by path.

    Raises:
        RequestMalformed: They are not of that shape.
    """
    files = body.get("files", {})
    if not isinstance(files, dict) or not all(
        isinstance(text, str) for text in files.values()
    ):
        raise RequestMalformed(why="files")
    return {str(path): str(text).encode() for path, text in files.items()}
