"""How refusals answer: a page, the same form again with what was typed, or JSON."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType

from flask import (
    Flask,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from engine.model.errors import (
    Fault,
    NotAllowed,
    NotFound,
    PasswordWrong,
    RoleMissing,
    TooManyTries,
    ZhangfaError,
)
from engine.runtime.refuse import keep_refusal
from engine.runtime.session import Visitor
from forms.answer_view import Answered
from forms.field_refusal import WORDS
from forms.guard import SAFE_METHODS, answers_json, engine
from forms.refusal import (
    ForeignOrigin,
    PageExpired,
    Refusal,
    SignInNeeded,
    TooLarge,
    field_sentences,
    refusal_of,
)

Again = Callable[[ZhangfaError, Refusal], str]

_WORDS = {
    HTTPStatus.BAD_REQUEST: ("请求读不懂", "提交的内容格式不对，没有处理。"),
    HTTPStatus.NOT_FOUND: ("找不到页面", "没有这个页面，请检查地址。"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("不能这样访问", "这个地址不支持这种操作。"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: ("格式不对", "请以 JSON 提交。"),
}
# Refusals that say nothing of what somebody tried to do with their rights.
_PASSES = (SignInNeeded, PageExpired, ForeignOrigin, PasswordWrong, TooManyTries)


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
    if request.path.startswith("/api/") or answers_json():
        return True
    return request.accept_mimetypes.best == "application/json"


def _refused(error: ZhangfaError) -> ResponseReturnValue:
    refusal = refusal_of(error, engine().clock())
    answer = make_response(_answered(error, refusal))
    if refusal.retry_after_s:
        answer.headers["Retry-After"] = str(refusal.retry_after_s)
    return answer


def _answered(error: ZhangfaError, refusal: Refusal) -> ResponseReturnValue:
    if isinstance(error, Fault):
        # The page of a failed database must not ask the database who looks at it.
        g.setdefault("visitor", None)
    _keep(error)
    if wants_json():
        return _problem(refusal, field_sentences(error, {}))
    if isinstance(error, SignInNeeded):
        target = request.full_path.rstrip("?") if request.method == "GET" else "/"
        address = url_for("sign_in.show", next=target)
        return redirect(address, HTTPStatus.SEE_OTHER)
    again: Again | None = g.get("again")
    if again is not None and not isinstance(error, (Fault, NotFound)):
        return again(error, refusal), refusal.status
    return _page(refusal, field_sentences(error, WORDS))


def _keep(error: ZhangfaError) -> None:
    """Keep on the office's chain who was refused what before there was a deed."""
    asker: Visitor | None = g.get("visitor")
    if asker is None or not isinstance(error, NotAllowed) or isinstance(error, _PASSES):
        return
    if request.method not in SAFE_METHODS or isinstance(error, RoleMissing):
        keep_refusal(engine(), request.endpoint or "", error, by=asker.person_id)


def _not_served(error: HTTPException) -> ResponseReturnValue:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if status < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    if status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _refused(TooLarge())
    title, sentence = _WORDS.get(status, ("系统故障", "本次操作没有生效，请稍后再试。"))
    refusal = Refusal(f"http_{status}", int(status), title, sentence, "")
    answer = make_response(_problem(refusal, {}) if wants_json() else _page(refusal))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return answer


def _broken(error: Exception) -> ResponseReturnValue:
    del error  # Flask has logged it; nothing of it may reach a page.
    g.setdefault("visitor", None)
    refusal = Refusal(
        "internal", 500, "系统故障", "本次操作没有生效，请联系系统管理员。", ""
    )
    return _problem(refusal, {}) if wants_json() else _page(refusal)


def _page(
    refusal: Refusal, faults: Mapping[str, str] = MappingProxyType({})
) -> ResponseReturnValue:
    """Show the refusal, with the words that were typed beside no form of ours."""
    sent = {} if refusal.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else request.form
    typed = [Answered(name, sent[key]) for key, name in WORDS.items() if sent.get(key)]
    page = render_template(
        "refusal.html", refusal=refusal, faults=faults.values(), typed=typed
    )
    return page, refusal.status


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
