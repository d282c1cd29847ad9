"""One's own password: changing it ends every other session of the person."""

from http import HTTPStatus

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.model.errors import ZhangfaError
from engine.runtime.session import LEAST_CLASSES, LEAST_LENGTH, change_password
from forms.guard import engine, give_session, official, place, signed_in
from forms.problem import keep_typed
from forms.refusal import Refusal

page = Blueprint("password", __name__)

NOT_TWICE_THE_SAME = "两次输入的新密码不一样。"
WRONG = "原密码不对。"


@page.get("/password")
@signed_in
def show() -> ResponseReturnValue:
    """Show the form; nothing that was typed into it ever comes back."""
    return _form()


@page.post("/password")
@signed_in
def change() -> ResponseReturnValue:
    """Set the new password and go on with a new session."""
    by, new = official(), request.form.get("new", "")
    if new != request.form.get("again", ""):
        return _form(NOT_TWICE_THE_SAME), HTTPStatus.UNPROCESSABLE_ENTITY

    def again(_: ZhangfaError, refusal: Refusal) -> str:
        is_wrong = refusal.code == "password_wrong"
        return _form(WRONG if is_wrong else refusal.sentence)

    keep_typed(again)
    entered = change_password(
        engine(),
        by=by,
        old=request.form.get("old", ""),
        new=new,
        place=place(),
    )
    address = url_for("inbox.show_inbox", said="password_changed")
    response = make_response(redirect(address, HTTPStatus.SEE_OTHER))
    give_session(response, entered)
    return response


def _form(refused: str = "") -> str:
    return render_template(
        "password.html", refused=refused, length=LEAST_LENGTH, classes=LEAST_CLASSES
    )
