"""How the API reads a body: strict JSON only, refusals in our own words."""

from http import HTTPStatus
from typing import NoReturn

from flask import Request, abort
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser

from engine.model.errors import AnswersInvalid
from engine.model.finding import FieldError
from engine.runtime.json_body import read_body

_CODES = {
    "Missing data for required field.": "required",
    "Unknown field.": "unknown_field",
}


class StrictParser(FlaskParser):
    """Reads bodies by the engine's strict reader instead of Flask's."""

    def load_json(self, req: Request, schema: Schema) -> object:
        """Return the body, which must call itself JSON: a page's form cannot."""
        del schema
        if not req.is_json:
            abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        return read_body(req.get_data())

    def handle_error(
        self, error: ValidationError, *_: object, **__: object
    ) -> NoReturn:
        """Refuse the body field by field.

        Raises:
            AnswersInvalid: Always.
        """
        messages = error.messages if isinstance(error.messages, dict) else {}
        told: dict[str, tuple[FieldError, ...]] = {}
        for found in messages.values():
            for name, texts in dict(found).items():
                text = texts[0] if isinstance(texts, list) else ""
                told[str(name)] = (FieldError(_CODES.get(str(text), "wrong_type")),)
        raise AnswersInvalid(told) from error
