"""The office: who holds what, who is away, who acts for whom; and changing it."""

from datetime import date, datetime
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.model.errors import RequestMalformed
from engine.runtime.absence import record_absence
from engine.runtime.appoint import appoint as appoint_person
from engine.runtime.grant import end_grant, grant_acting
from engine.runtime.portfolio import set_portfolio
from engine.runtime.read_office import read_office
from forms.guard import engine, official, signed_in
from forms.said import said
from forms.typed_moment import typed_moment

page = Blueprint("office", __name__)

ABSENCES = ("离市外出", "休假", "因病", "其他")


@page.get("/office")
@signed_in
def show_office() -> ResponseReturnValue:
    """Show the office as it stands."""
    return render_template(
        "office.html",
        office=read_office(engine(), by=official()),
        absences=ABSENCES,
        said=said(),
    )


@page.post("/office/appointments")
@signed_in
def appoint() -> ResponseReturnValue:
    """Appoint a person to a post."""
    appoint_person(
        engine(),
        by=official(),
        person_id=request.form.get("person", ""),
        post_id=request.form.get("post", ""),
        from_on=_day("from_on"),
        until_on=_day_or_none("until_on"),
    )
    return _back()


@page.post("/office/portfolios")
@signed_in
def portfolio() -> ResponseReturnValue:
    """Put a post in charge of a unit."""
    set_portfolio(
        engine(),
        by=official(),
        post_id=request.form.get("post", ""),
        unit_id=request.form.get("unit", ""),
        from_on=_day("from_on"),
    )
    return _back()


@page.post("/office/absences")
@signed_in
def absence() -> ResponseReturnValue:
    """Record that a person is away."""
    record_absence(
        engine(),
        request.form.get("person", ""),
        by=official(),
        kind=request.form.get("kind", ""),
        from_at=_moment("from_at"),
        until_at=typed_moment("until_at"),
        basis=request.form.get("basis", "").strip(),
    )
    return _back()


@page.post("/office/grants")
@signed_in
def grant() -> ResponseReturnValue:
    """Let one post act for another; the engine asks whose it is to give (article 8)."""
    grant_acting(
        engine(),
        by=official(),
        from_post=request.form.get("from_post", ""),
        to_post=request.form.get("to_post", ""),
        from_at=_moment("from_at"),
        until_at=typed_moment("until_at"),
        basis=request.form.get("basis", "").strip(),
        covers_reserved=request.form.get("covers_reserved") == "true",
    )
    return _back()


@page.post("/office/grants/<grant_id>/end")
@signed_in
def end(grant_id: str) -> ResponseReturnValue:
    """End a grant now."""
    end_grant(engine(), grant_id, by=official())
    return _back("ended")


def _back(told: str = "recorded") -> ResponseReturnValue:
    return redirect(url_for("office.show_office", said=told), HTTPStatus.SEE_OTHER)


def _day(name: str) -> date:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError as error:
        raise RequestMalformed(why=name) from error


def _day_or_none(name: str) -> date | None:
    return _day(name) if request.form.get(name) else None


def _moment(name: str) -> datetime:
    moment = typed_moment(name)
    if moment is None:
        raise RequestMalformed(why=name)
    return moment
