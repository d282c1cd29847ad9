"""What templates may call: the formats of `view`, told the moment of the request."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask, g
from markupsafe import Markup

from engine.model.diagram import Diagram
from engine.model.issue import TextVersion
from engine.model.reading import ActShown, LimitShown, OpenWork, OpinionShown
from engine.runtime.register import RegisterRow
from engine.runtime.roles import REVIEWERS
from forms import view
from forms.answer_view import plain_words
from forms.entered import entered
from forms.guard import TOKEN_FIELD, engine, token, visitor
from forms.refusal import ROWS


def now() -> datetime:
    """Return the moment of the request, read once from the engine's clock."""
    if "now" not in g:
        g.now = engine().clock()
    found: datetime = g.now
    return found


def install_filters(app: Flask) -> None:
    """Give the templates their filters and what every page shows."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    filters: dict[str, Callable[..., object]] = {
        "moment": lambda at: view.moment(at, now()),
        "day": lambda at: view.day(at, now()),
        "full_day": view.full_day,
        "full_moment": view.full_moment,
        "size": view.size,
        "label": view.label,
        "verb": lambda verb: view.VERBS.get(verb, verb),
        "case_state": lambda state: view.CASE_STATES.get(state, state),
        "lamp": lambda lamp: view.LAMPS[lamp],
        "mark": lambda mark: view.MARKS.get(mark, mark),
        "actor": _actor,
        "limit_due": _limit_due,
        "minutes": view.minutes_words,
        "named_words": plain_words,
        "right_words": view.right_words,
        "refusal_title": lambda code: ROWS[code].title if code in ROWS else code,
        "by_clause": view.evidence_by_clause,
        "rounds": view.opinion_rounds,
        "element_name": _element_name,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals.update(token=token, token_field=_token_field, now=now)
    app.context_processor(_of_every_page)


def _of_every_page() -> dict[str, object]:
    inside, asker = entered(), visitor()
    # A sandbox has the officials' pages alone.
    reviews = not inside and asker is not None and {*asker.roles} & {*REVIEWERS}
    return {
        "visitor": asker,
        "sandbox": inside.bar if inside else None,
        "reviews": bool(reviews),
    }


def _token_field() -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(
        TOKEN_FIELD, token()
    )


def _actor(shown: ActShown | OpinionShown | TextVersion) -> str:
    if isinstance(shown, ActShown) and shown.right == "system":
        return "系统"
    return view.actor(shown.actor, shown.post, shown.on_behalf_of)


def _limit_due(shown: LimitShown | OpenWork | RegisterRow) -> view.Due | None:
    return view.due(shown.due_at, shown.lamp, shown.left, now())


def _element_name(element_id: str, diagram: Diagram) -> str:
    element = diagram.elements.get(element_id)
    return element.name if element and element.name else element_id
