"""Who asks: session cookie, declared rights of every route, forgery checks."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from flask import Flask, Response, abort, current_app, g, request
from werkzeug.datastructures import MultiDict

from engine.assembly import Engine
from engine.model.access import Entered, Place
from engine.model.errors import NotAllowed, RequestMalformed, RoleMissing
from engine.runtime.session import Visitor, who
from forms.entered import entered
from forms.refusal import ForeignOrigin, PageExpired, SignInNeeded

View = TypeVar("View", bound=Callable[..., object])

ANYONE = "anyone"
SIGNED_IN = "signed_in"
BETWEEN = "|"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SESSION_COOKIE = "zhangfa"
VISIT_COOKIE = "zhangfa_visit"
BROWSER_COOKIE = "zhangfa_browser"
BROWSER_KNOWN_S = 365 * 24 * 3600
UPLOAD_BYTES = 51_000_000
TOKEN_FIELD = "_token"  # noqa: S105 (the field's name, not a secret)
TOKEN_HEADER = "X-Token"  # noqa: S105 (the header's name, not a secret)

_OWN_PATH = re.compile(r"/(?:[A-Za-z0-9?][^\\\x00-\x1f]*)?")


def anyone(view: View) -> View:
    """Declare that the route may be called without signing in."""
    return _declare(view, ANYONE)


def signed_in(view: View) -> View:
    """Declare that the route may be called by whoever is signed in."""
    return _declare(view, SIGNED_IN)


def role(*names: str) -> Callable[[View], View]:
    """Declare that the route may be called only with one of these roles."""

    def declare(view: View) -> View:
        return _declare(view, BETWEEN.join(names))

    return declare


def takes_files(view: View) -> View:
    """Declare that the route takes files: its requests may be larger than others."""
    view.takes_files = True  # type: ignore[attr-defined] # functions carry attributes
    return view


def takes_up_to(size_bytes: int) -> Callable[[View], View]:
    """Declare that the route takes a body of this size, larger than others do."""

    def declare(view: View) -> View:
        view.takes_bytes = size_bytes  # type: ignore[attr-defined] # functions carry attributes
        return view

    return declare


def gives_json(view: View) -> View:
    """Declare that the route answers programs: its refusals are JSON too."""
    view.gives_json = True  # type: ignore[attr-defined] # functions carry attributes
    return view


def answers_json() -> bool:
    """Say whether the route that is asked for answers programs."""
    found = current_app.view_functions.get(request.endpoint or "")
    return hasattr(found, "gives_json")


def needs_no_token(view: View) -> View:
    """Declare that the route needs no anti-forgery token: it has no session yet.

    Its body must be JSON, which no page of another site can send without asking.
    """
    view.needs_no_token = True  # type: ignore[attr-defined] # functions carry attributes
    return view


def passes_on(view: View) -> View:
    """Declare that the route hands the request on, form and token unread.

    The application that it is handed to stands behind a guard like this one, and has
    the same session's token.
    """
    view.needs_no_token = True  # type: ignore[attr-defined] # functions carry attributes
    return view


def may_call(view: object) -> str:
    """Return what the view declares, or an empty string."""
    return str(getattr(view, "may_call", ""))


def engine() -> Engine:
    """Return the engine that this request is served by: the office's, a sandbox's."""
    inside = entered()
    if inside is not None:
        return inside.engine
    found: Engine = current_app.extensions["zhangfa"]
    return found


def visitor() -> Visitor | None:
    """Return who asks, looked up once: who is signed in, or is in a sandbox."""
    inside = entered()
    if inside is not None:
        g.visitor = inside.visitor
    if "visitor" not in g:
        token = request.cookies.get(_cookie(SESSION_COOKIE), "")
        g.visitor = who(engine(), token) if token else None
    found: Visitor | None = g.visitor
    return found


def official() -> str:
    """Return the id of the person who asks.

    Raises:
        SignInNeeded: Nobody is signed in.
    """
    found = visitor()
    if found is None:
        raise SignInNeeded
    return found.person_id


def check() -> None:
    """Refuse a request before its view: forged, not signed in, or without the role.

    Raises:
        RequestMalformed: It holds what no database keeps.
        ForeignOrigin: Another site sent it.
        PageExpired: Its token is not this session's.
        SignInNeeded: Nobody is signed in.
        RoleMissing: The role that the route declares is not held.
    """
    if request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    needed = may_call(view)
    if hasattr(view, "takes_files") and request.mimetype == "multipart/form-data":
        request.max_content_length = UPLOAD_BYTES
    if hasattr(view, "takes_bytes"):
        request.max_content_length = view.takes_bytes
    _check_words(request.args)
    if request.method not in SAFE_METHODS:
        _check_origin()
    if not needed:
        # A route that does not say who may call it may be called by nobody.
        raise NotAllowed
    if needed != ANYONE:
        _check_asker(needed)
    if request.method not in SAFE_METHODS and not hasattr(view, "needs_no_token"):
        _check_words(request.form)
        _check_token()


def _check_asker(needed: str) -> None:
    if request.method == "HEAD":
        # Opening a page may be an act that is recorded; its head is nobody's.
        abort(HTTPStatus.METHOD_NOT_ALLOWED)
    found = visitor()
    if found is None:
        raise SignInNeeded
    roles = needed.split(BETWEEN)
    if needed != SIGNED_IN and not set(roles) & set(found.roles):
        raise RoleMissing(role=roles[0])


def token() -> str:
    """Return the anti-forgery token of this session, or of this visit before one.

    It is a MAC under the cookie's secret: nothing to store, useless without the cookie.
    """
    return token_of(_secret())


def token_of(secret: str) -> str:
    """Return the anti-forgery token that goes with a cookie's secret."""
    return hmac.new(secret.encode(), b"page token", hashlib.sha256).hexdigest()


def own_path(target: str) -> str:
    """Return the path to go on to, or `/` if it might lead to another site."""
    return target if _OWN_PATH.fullmatch(target) else "/"


def give_session(response: Response, session_token: str) -> None:
    """Set the cookie that holds the session's secret."""
    _set(response, SESSION_COOKIE, session_token)


def let_in(response: Response, entered: Entered) -> None:
    """Set the cookies of whoever signed in: of the session, and of a known browser."""
    give_session(response, entered.secret)
    _set(response, BROWSER_COOKIE, entered.browser, max_age=BROWSER_KNOWN_S)


def place() -> Place:
    """Return where the request comes from, as far as that counts when signing in."""
    browser = request.cookies.get(_cookie(BROWSER_COOKIE), "")
    return Place(request.remote_addr or "", browser)


def take_session(response: Response) -> None:
    """Remove the session's cookie."""
    response.delete_cookie(
        _cookie(SESSION_COOKIE), secure=request.is_secure, httponly=True, samesite="Lax"
    )


def session_token() -> str:
    """Return the session's secret as the browser sent it."""
    return request.cookies.get(_cookie(SESSION_COOKIE), "")


def keep_visit(response: Response) -> Response:
    """Give the browser the secret that was made for a page before sign-in."""
    if "new_visit" in g:
        _set(response, VISIT_COOKIE, g.new_visit)
    return response


def install(app: Flask) -> None:
    """Let the guard stand before every view of the application."""
    app.before_request(check)
    app.after_request(keep_visit)


def _declare(view: View, needed: str) -> View:
    view.may_call = needed  # type: ignore[attr-defined] # functions carry attributes
    return view


def _cookie(name: str) -> str:
    # The prefix makes browsers refuse a cookie that a neighbouring host planted, but
    # they accept it over https only.
    return f"__Host-{name}" if request.is_secure else name


def _secret() -> str:
    if visitor() is not None:
        return session_token()
    known: str | None = request.cookies.get(_cookie(VISIT_COOKIE)) or g.get("new_visit")
    if not known:
        known = g.new_visit = secrets.token_urlsafe(32)
    return known


def _set(
    response: Response, name: str, value: str, *, max_age: int | None = None
) -> None:
    response.set_cookie(
        _cookie(name),
        value,
        max_age=max_age,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def _check_words(sent: MultiDict[str, str]) -> None:
    """Refuse NUL, which PostgreSQL cannot store and no keyboard types."""
    pairs = sent.items(multi=True)
    if "\x00" in request.path or any("\x00" in name + text for name, text in pairs):
        raise RequestMalformed(why="unstorable_character")


def _check_origin() -> None:
    origin = request.headers.get("Origin", "")
    if origin and origin.partition("://")[2] != request.host:
        raise ForeignOrigin
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
        raise ForeignOrigin


def _check_token() -> None:
    sent = request.headers.get(TOKEN_HEADER) or request.form.get(TOKEN_FIELD, "")
    if not hmac.compare_digest(sent.encode(), token().encode()):
        raise PageExpired
