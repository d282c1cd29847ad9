"""Stylesheets, scripts, the bundled viewer: served at addresses of their content."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, send_from_directory

from forms.guard import anyone

page = Blueprint("static_files", __name__)
FOLDER = Path(__file__).parents[1] / "static"
YEAR_S = 31_536_000
DIGITS = 12


@cache
def version() -> str:
    """Return a hash over all files of the folder, as they were when first asked for.

    It is one for all: a script names its neighbours by relative paths, and they must
    come from the same release.
    """
    whole = hashlib.sha256()
    for path in sorted(each for each in FOLDER.rglob("*") if each.is_file()):
        whole.update(str(path.relative_to(FOLDER)).encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:DIGITS]


@page.app_url_defaults
def name_version(endpoint: str, values: dict[str, object]) -> None:
    """Put the version into every address that a page gives."""
    if endpoint == f"{page.name}.file":
        values.setdefault("release", version())


@page.get("/static/<release>/<path:filename>", endpoint="file")
@anyone
def send(release: str, filename: str) -> Response:
    """Send a file of the static folder; nothing in it is anybody's secret.

    A page of another release gets what there is now, and may not keep it.
    """
    response = send_from_directory(FOLDER, filename)
    is_ours = release == version()
    keep = f"public, max-age={YEAR_S}, immutable" if is_ours else "no-store"
    response.headers["Cache-Control"] = keep
    return response
