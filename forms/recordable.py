"""What no sentence tells, refused before it is done in a sandbox that records."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Flask, request

from engine.acceptance.recording import RETRIED
from engine.acceptance.recording_facts import (
    ABSENT_FOR_A_TIME,
    ACTING_FOR_A_TIME,
    APPOINTED,
    CHARGED_LATER,
)
from engine.model.clock import OFFICE_ZONE
from engine.model.errors_sandbox import NotRecordable
from forms.entered import entered
from forms.guard import SAFE_METHODS

Form = Mapping[str, str]
_HINT = "做了这件事，这次试运行就存不成场景；要试它，请先停止录制"


def install(app: Flask) -> None:
    """Let it be asked before every view of the application that serves sandboxes."""
    app.before_request(_check)


def _check() -> None:
    """Refuse a deed that a recording of the sandbox could not tell.

    Raises:
        NotRecordable: It has no sentence; says why, and how it may be tried anyway.
    """
    found = entered()
    if found is None or not found.bar.records or request.method in SAFE_METHODS:
        return
    for address, why, is_untold in _UNTOLD:
        here = address.fullmatch(request.path)
        if here and is_untold(request.form, found.bar.moment):
            raise NotRecordable(why=f"{why}。{_HINT}")


def _always(form: Form, moment: datetime) -> bool:
    del form, moment
    return True


def _passes(form: Form, moment: datetime) -> bool:
    """Say whether it begins later, or has an end."""
    local = f"{moment.astimezone(OFFICE_ZONE):%Y-%m-%dT%H:%M}"
    return bool(form.get("until_at")) or form.get("from_at", "") > local


def _another_day(form: Form, moment: datetime) -> bool:
    return form.get("from_on", "") != f"{moment.astimezone(OFFICE_ZONE):%Y-%m-%d}"


_UNTOLD: tuple[tuple[re.Pattern[str], str, Callable[[Form, datetime], bool]], ...] = (
    (re.compile(r"/office/appointments"), APPOINTED, _always),
    (re.compile(r"/office/absences"), ABSENT_FOR_A_TIME, _passes),
    (re.compile(r"/office/grants"), ACTING_FOR_A_TIME, _passes),
    (re.compile(r"/office/portfolios"), CHARGED_LATER, _another_day),
    (re.compile(r"/cases/\w+/incidents/\w+/retry"), RETRIED, _always),
)
