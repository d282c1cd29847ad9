"""The JSON API put together: its rules, its address, and its description."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_smorest import Api  # type: ignore[import-untyped]  # it ships no types

from forms.guard import anyone
from forms.pages import api_cases, api_session, api_tasks

VERSION = "1.0"
OPENAPI = "3.0.3"
METHODS = ("get", "post", "put", "delete")


def install(app: Flask) -> None:
    """Serve `/api/v1` and its description at `/api/docs`."""
    app.config.update(
        API_TITLE="章法",
        API_VERSION=VERSION,
        OPENAPI_VERSION=OPENAPI,
        API_SPEC_OPTIONS={"info": {"description": "与页面相同的办理动作和权限。"}},
    )
    api: Any = Api(app)
    for part in (api_session, api_tasks, api_cases):
        api.register_blueprint(part.api.blueprint, url_prefix="/api/v1")
    app.register_blueprint(_docs(api.spec.to_dict))


def _docs(read_spec: Callable[[], dict[str, Any]]) -> Blueprint:
    """Return the pages that describe the API; no script or style from elsewhere."""
    docs = Blueprint("api_docs", __name__)

    @docs.get("/api/openapi.json")
    @anyone
    def specification() -> ResponseReturnValue:
        return jsonify(read_spec())

    @docs.get("/api/docs")
    @anyone
    def show() -> ResponseReturnValue:
        spec = read_spec()
        return render_template("api_docs.html", spec=spec, calls=_calls(spec))

    return docs


def _calls(spec: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), path, told[method])
        for path, told in spec["paths"].items()
        for method in METHODS
        if method in told
    ]
