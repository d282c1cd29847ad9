"""Signing in and out."""

from http import HTTPStatus

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.model.errors import ZhangfaError
from engine.runtime.demo import read_demo
from engine.runtime.session import sign_in, sign_out
from forms.demo_people import featured
from forms.guard import (
    anyone,
    engine,
    let_in,
    own_path,
    place,
    session_token,
    take_session,
    visitor,
)
from forms.problem import keep_typed
from forms.refusal import Refusal

page = Blueprint("sign_in", __name__)


@page.get("/sign-in")
@anyone
def show() -> ResponseReturnValue:
    """Show the sign-in; whoever is signed in goes on."""
    target = own_path(request.args.get("next", "/"))
    if visitor() is not None:
        return redirect(target, HTTPStatus.SEE_OTHER)
    return _page(target)


@page.post("/sign-in")
@anyone
def enter() -> ResponseReturnValue:
    """Sign in and go on to where the asker wanted to go."""
    login, target = (
        request.form.get("login", ""),
        own_path(request.form.get("_next", "/")),
    )

    def again(_: ZhangfaError, refusal: Refusal) -> str:
        return _page(target, login, refusal)

    keep_typed(again)
    entered = sign_in(
        engine(),
        login=login.strip(),
        password=request.form.get("password", ""),
        place=place(),
    )
    response = make_response(redirect(target, HTTPStatus.SEE_OTHER))
    let_in(response, entered)
    return response


@page.post("/sign-out")
@anyone
def leave() -> ResponseReturnValue:
    """End the session on the server too, so that a copied cookie is worth nothing."""
    sign_out(engine(), session_token())
    response = make_response(redirect(url_for("sign_in.show"), HTTPStatus.SEE_OTHER))
    take_session(response)
    return response


def _page(target: str, login: str = "", refusal: Refusal | None = None) -> str:
    people = read_demo(engine())
    return render_template(
        "sign_in.html",
        next=target,
        login=login,
        refusal=refusal,
        demo=people,
        featured=featured(people),
    )
