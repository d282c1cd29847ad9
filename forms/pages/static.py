"""Stylesheets, scripts and the bundled diagram viewer."""

from flask import Blueprint, Response, send_from_directory

from forms.guard import anyone

page = Blueprint("static_files", __name__)
DAY_S = 86_400


@page.get("/static/<path:filename>", endpoint="file")
@anyone
def send(filename: str) -> Response:
    """Send a file of the static folder; nothing in it is anybody's secret."""
    response = send_from_directory("static", filename, max_age=DAY_S)
    response.headers["Cache-Control"] = f"public, max-age={DAY_S}"
    return response
