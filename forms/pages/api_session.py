"""The API's sessions: sign in, say who asks, sign out."""

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from engine.runtime.session import Visitor, sign_in, sign_out, who
from forms.api_blueprint import ApiPart
from forms.guard import (
    anyone,
    engine,
    let_in,
    needs_no_token,
    place,
    session_token,
    signed_in,
    take_session,
    token_of,
    visitor,
)
from forms.refusal import SignInNeeded
from forms.schema import SessionShape, SignInAsked

api = ApiPart("api_session", "登录")


@api.call("POST", "/session", takes=SignInAsked)
@anyone
@needs_no_token
def enter(asked: dict[str, str]) -> ResponseReturnValue:
    """登录：返回此后每个改动请求都要带的 X-Token"""
    entered = sign_in(engine(), **asked, place=place())
    found = who(engine(), entered.secret)
    if found is None:
        raise SignInNeeded
    answer = _told(found, token_of(entered.secret))
    let_in(answer, entered)
    return answer


@api.call("GET", "/session", gives=SessionShape)
@signed_in
def show() -> ResponseReturnValue:
    """我是谁"""
    found = visitor()
    if found is None:
        raise SignInNeeded
    return _told(found, token_of(session_token()))


@api.call("DELETE", "/session", status=204)
@signed_in
def leave() -> ResponseReturnValue:
    """退出"""
    sign_out(engine(), session_token())
    answer = Response(status=204)
    take_session(answer)
    return answer


def _told(found: Visitor, token: str) -> Response:
    return jsonify(
        person_id=found.person_id,
        name=found.name,
        posts=found.posts,
        roles=found.roles,
        token=token,
    )
