"""Attached documents: always a download, never opened as a page of ours."""

from io import BytesIO

from flask import Blueprint, Response, send_file

from engine.runtime.read_document import read_document
from forms.guard import engine, official, signed_in

page = Blueprint("document", __name__)


@page.get("/documents/<document_id>")
@signed_in
def download(document_id: str) -> Response:
    """Send the document's bytes as they were attached."""
    shown, data = read_document(engine(), document_id, by=official())
    response = send_file(
        BytesIO(data),
        mimetype=shown.media_type,
        as_attachment=True,
        download_name=shown.name,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
