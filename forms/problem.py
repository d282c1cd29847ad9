"""How refusals answer: a page, the same form again with what was typed, or JSON."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from engine.model.errors import Fault, NotFound, ZhangfaError
from forms.guard import engine
from forms.refusal import Refusal, SignInNeeded, TooLarge, field_sentences, refusal_of

Again = Callable[[ZhangfaError, Refusal], str]

_WORDS = {
    HTTPStatus.BAD_REQUEST: ("请求读不懂", "提交的内容格式不对,没有处理。"),
    HTTPStatus.NOT_FOUND: ("找不到页面", "没有这个页面,请检查地址。"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("不能这样访问", "这个地址不支持这种操作。"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: ("格式不对", "请以 JSON 提交。"),
}


def keep_typed(again: Again) -> None:
    """Let a refusal of this request be answered by a page that keeps what was typed."""
    g.again = again


def install_refusals(app: Flask) -> None:
    """Let every refusal become its status and sentence."""
    app.register_error_handler(ZhangfaError, _refused)
    app.register_error_handler(HTTPException, _not_served)
    app.register_error_handler(HTTPStatus.INTERNAL_SERVER_ERROR, _broken)


def wants_json() -> bool:
    """Say whether the asker is a program: the API, or the script of a page."""
    asked = request.accept_mimetypes
    return request.path.startswith("/api/") or asked.best == "application/json"


def _refused(error: ZhangfaError) -> ResponseReturnValue:
    refusal = refusal_of(error, engine().clock())
    if isinstance(error, Fault):
        # The page of a failed database must not ask the database who looks at it.
        g.setdefault("visitor", None)
    if wants_json():
        return _problem(refusal, field_sentences(error, {}))
    if isinstance(error, SignInNeeded):
        target = request.full_path.rstrip("?") if request.method == "GET" else "/"
        address = url_for("sign_in.show", next=target)
        return redirect(address, HTTPStatus.SEE_OTHER)
    again: Again | None = g.get("again")
    if again is not None and not isinstance(error, (Fault, NotFound)):
        return again(error, refusal), refusal.status
    return _page(refusal)


def _not_served(error: HTTPException) -> ResponseReturnValue:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if status < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    if status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _refused(TooLarge())
    title, sentence = _WORDS.get(status, ("系统故障", "本次操作没有生效,请稍后再试。"))
    refusal = Refusal(f"http_{status}", int(status), title, sentence, "")
    return _problem(refusal, {}) if wants_json() else _page(refusal)


def _broken(error: Exception) -> ResponseReturnValue:
    del error  # Flask has logged it; nothing of it may reach a page.
    g.setdefault("visitor", None)
    refusal = Refusal(
        "internal", 500, "系统故障", "本次操作没有生效,请联系系统管理员。", ""
    )
    return _problem(refusal, {}) if wants_json() else _page(refusal)


def _page(refusal: Refusal) -> ResponseReturnValue:
    return render_template("refusal.html", refusal=refusal), refusal.status


def _problem(refusal: Refusal, fields: dict[str, str]) -> ResponseReturnValue:
    body = {
        "type": f"urn:zhangfa:{refusal.code}",
        "title": refusal.title,
        "status": refusal.status,
        "detail": refusal.sentence,
    }
    answer = jsonify(
        body
        | ({"basis": refusal.basis} if refusal.basis else {})
        | ({"fields": fields} if fields else {})
    )
    answer.status_code = refusal.status
    answer.content_type = "application/problem+json"
    return answer
