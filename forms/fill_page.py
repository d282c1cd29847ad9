"""A page on which a form is filled in outside a task: a start, a standing act."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import render_template

from engine.model.errors import AnswersInvalid, ZhangfaError
from engine.model.form import Form
from engine.model.reading import ClauseShown
from engine.runtime.filling import Pairs, read_conditions, read_nameable
from forms.answer_view import answered
from forms.form_view import Filling, asked_groups, fault_lines, field_names
from forms.guard import engine, official
from forms.problem import Again
from forms.refusal import Refusal, field_sentences


@dataclass(frozen=True, slots=True)
class Blank:
    """The form that is offered, and where its page stands.

    `address` takes the filled form, `conditions` says what is asked, `upload` takes
    files; `section` is the part of the navigation the page belongs to.
    """

    title: str
    form: Form
    version_id: str
    context: Mapping[str, object]
    address: str
    conditions: str
    upload: str
    back: str
    back_name: str
    section: str
    about: str = ""
    basis: tuple[ClauseShown, ...] = ()
    posts: Pairs = ()
    chosen_post: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


def fill_page(blank: Blank, typed: Mapping[str, object]) -> str:
    """Draw the form with what was typed so far."""
    conditions = read_conditions(
        engine(), blank.version_id, blank.form, typed, blank.context
    )
    filling = Filling(
        blank.form,
        typed,
        read_nameable(engine(), blank.form, typed, by=official()),
        conditions.hidden,
        conditions.required,
        blank.faults,
    )
    return render_template(
        "fill.html",
        blank=blank,
        asked=asked_groups(filling),
        faults=fault_lines(filling),
        key=secrets.token_urlsafe(18),
    )


def refused_fill(blank: Blank, typed: Mapping[str, object]) -> Again:
    """Return how a refused deed is answered: the form again, or what to copy."""

    def again(error: ZhangfaError, refusal: Refusal) -> str:
        if isinstance(error, AnswersInvalid):
            faults = field_sentences(error, field_names(blank.form, typed))
            return fill_page(replace(blank, faults=faults), typed)
        nameable = read_nameable(engine(), blank.form, typed, by=official())
        return render_template(
            "refusal.html",
            refusal=refusal,
            typed=answered(blank.form, typed, nameable),
            back=blank.back,
        )

    return again


def asked_now(
    version_id: str,
    form: Form,
    typed: Mapping[str, object],
    context: Mapping[str, object],
) -> dict[str, list[str]]:
    """Return what a page's script is told while the form is filled in."""
    conditions = read_conditions(engine(), version_id, form, typed, context)
    return {
        "hidden": sorted(conditions.hidden),
        "required": sorted(conditions.required),
    }
