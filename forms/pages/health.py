"""Whether the process lives, and whether it can work."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from engine.runtime.health import read_health
from forms.guard import anyone, engine

page = Blueprint("health", __name__)


@page.get("/healthz")
@anyone
def alive() -> ResponseReturnValue:
    """Say that the process answers."""
    return jsonify(status="alive")


@page.get("/readyz")
@anyone
def ready() -> ResponseReturnValue:
    """Say that the database answers too; a refusal (503) says that it does not."""
    read_health(engine())
    return jsonify(status="ready")
