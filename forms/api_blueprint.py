"""A part of the API: strict bodies, and the idempotency key of unsafe requests."""

from flask import request
from flask_smorest import Blueprint

from forms.api_body import StrictParser


class ApiPart(Blueprint):
    """flask-smorest's blueprint with our strict reader of bodies."""

    ARGUMENTS_PARSER = StrictParser()


def key() -> str:
    """Return the request's idempotency key; a repeat gets the first one's receipt."""
    return request.headers.get("Idempotency-Key", "")[:200]
