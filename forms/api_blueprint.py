"""A part of the API: flask-smorest behind one typed decorator, with strict bodies."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint as FlaskBlueprint
from flask import request
from flask_smorest import Blueprint  # type: ignore[import-untyped]  # it ships no types
from marshmallow import RAISE, Schema

from forms.api_body import StrictParser

View = TypeVar("View", bound=Callable[..., object])
LONGEST_KEY = 200


class ApiPart:
    """A blueprint of calls; each says what it takes and what it gives."""

    def __init__(self, name: str, description: str) -> None:
        blueprint: Any = Blueprint(name, name, description=description)
        # A filter that is not known must not look as if it had filtered.
        blueprint.ARGUMENTS_PARSER = StrictParser(unknown=RAISE)
        self._blueprint = blueprint

    @property
    def blueprint(self) -> FlaskBlueprint:
        """The blueprint that the application registers."""
        found: FlaskBlueprint = self._blueprint
        return found

    def call(
        self,
        method: str,
        rule: str,
        *,
        takes: type[Schema] | None = None,
        gives: Schema | type[Schema] | None = None,
        status: int = 200,
    ) -> Callable[[View], View]:
        """Declare a call; what it takes is its first argument."""

        def declare(view: View) -> View:
            wrapped: Any = view
            if takes is not None:
                place = "query" if method == "GET" else "json"
                wrapped = self._blueprint.arguments(takes, location=place)(wrapped)
            wrapped = self._blueprint.response(status, gives)(wrapped)
            self._blueprint.route(rule, methods=[method])(wrapped)
            return view

        return declare


def key() -> str:
    """Return the request's idempotency key; a repeat gets the first one's receipt."""
    return request.headers.get("Idempotency-Key", "")[:LONGEST_KEY]
