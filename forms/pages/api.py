"""The JSON API put together: its rules, its address, and its description."""

from typing import Any

from flask import Blueprint, Flask, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_smorest import Api

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
    api = Api(app)
    for part in (api_session, api_tasks, api_cases):
        api.register_blueprint(part.api, url_prefix="/api/v1")
    app.register_blueprint(_docs(api))


def _docs(api: Api) -> Blueprint:
    """Return the pages that describe the API; no script or style from elsewhere."""
    docs = Blueprint("api_docs", __name__)

    @docs.get("/api/openapi.json")
    @anyone
    def specification() -> ResponseReturnValue:
        return jsonify(api.spec.to_dict())

    @docs.get("/api/docs")
    @anyone
    def show() -> ResponseReturnValue:
        spec = api.spec.to_dict()
        return render_template("api_docs.html", spec=spec, calls=_calls(spec))

    return docs


def _calls(spec: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), path, told[method])
        for path, told in spec["paths"].items()
        for method in METHODS
        if method in told
    ]
