"""Files in a request: each is attached at once and named by its document's id."""

from flask import request, url_for
from werkzeug.datastructures import FileStorage

from engine.model.errors import RequestMalformed
from engine.model.reading import DocumentShown
from engine.runtime.attach import attach_document
from forms.guard import engine

_PREFIX = "_file:"


def receive_files(
    by: str, *, task_id: str = "", case_id: str = ""
) -> dict[str, list[str]]:
    """Attach every file of a form; return the new ids by the field they were put in."""
    added: dict[str, list[str]] = {}
    for name, files in request.files.lists():
        for file in files:
            if name.startswith(_PREFIX) and file.filename:
                shown = attach(file, by, task_id, case_id)
                added.setdefault(name.removeprefix(_PREFIX), []).append(
                    shown.document_id
                )
    return added


def receive_one(by: str, *, task_id: str = "", case_id: str = "") -> DocumentShown:
    """Attach the one file that a page's script sent.

    Raises:
        RequestMalformed: There is none.
    """
    file = request.files.get("file")
    if file is None or not file.filename:
        raise RequestMalformed(why="no_file")
    return attach(file, by, task_id, case_id)


def attach(file: FileStorage, by: str, task_id: str, case_id: str) -> DocumentShown:
    """Attach one file as it was sent."""
    return attach_document(
        engine(),
        by=by,
        case_id=case_id,
        task_id=task_id,
        name=file.filename or "",
        data=file.read(),
    )


def uploaded(shown: DocumentShown) -> dict[str, str]:
    """Return what a page's script is told of a file that went up."""
    return {
        "document_id": shown.document_id,
        "name": shown.name,
        "address": url_for("document.download", document_id=shown.document_id),
    }
