"""A moment typed in a form, in the office's zone unless it names another."""

from datetime import UTC, datetime

from flask import request

from engine.model.clock import OFFICE_ZONE
from engine.model.errors import RequestMalformed


def typed_moment(name: str) -> datetime | None:
    """Return what was typed in that field, None for nothing.

    Raises:
        RequestMalformed: It is no moment.
    """
    typed = request.form.get(name, "").strip()
    if not typed:
        return None
    try:
        local = datetime.fromisoformat(typed)
        moment = local.replace(tzinfo=OFFICE_ZONE) if local.tzinfo is None else local
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise RequestMalformed(why=name) from error
