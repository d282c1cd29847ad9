"""Who may ask, and that the request is theirs."""

import re

import pytest
from flask import Flask

from engine.runtime.roles import MOVERS, REVIEWERS, STOPPERS
from forms.guard import ANYONE, SIGNED_IN, may_call, own_path
from tests.support.browsing import browse

ROLES = {"auditor", "administrator", "designer"}
REVIEWING = "|".join(REVIEWERS)
MOVING = "|".join(MOVERS)
STOPPING = "|".join(STOPPERS)
CLERK = "jinsui"


def test_every_route_declares_who_may_call_it(light_app: Flask):
    undeclared = [
        rule.endpoint
        for rule in light_app.url_map.iter_rules()
        if may_call(light_app.view_functions[rule.endpoint])
        not in {ANYONE, SIGNED_IN, REVIEWING, MOVING, STOPPING} | ROLES
    ]

    assert undeclared == []


def test_little_is_open_to_anyone(light_app: Flask):
    opened = {
        rule.endpoint
        for rule in light_app.url_map.iter_rules()
        if may_call(light_app.view_functions[rule.endpoint]) == ANYONE
    }

    assert opened == {
        "static_files.file",
        "health.alive",
        "health.ready",
        "sign_in.show",
        "sign_in.enter",
        "sign_in.leave",
        "api_session.enter",
        "api_docs.specification",
        "api_docs.show",
    }


def test_no_page_is_shown_before_signing_in(light_app: Flask):
    browser = browse(light_app)
    pages = [
        rule.rule
        for rule in light_app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and not rule.arguments
        and not rule.rule.startswith("/api")
        and may_call(light_app.view_functions[rule.endpoint]) != ANYONE
        # What a page's script asks for is refused in JSON: see the table of routes.
        and not hasattr(light_app.view_functions[rule.endpoint], "gives_json")
    ]

    answers = {page: browser.get(page) for page in pages}

    assert pages
    assert {answer.status_code for answer in answers.values()} == {303}
    assert all("/sign-in?next=" in a.location for a in answers.values())


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    light_app: Flask,
):
    answer = browse(light_app).sign_in(CLERK)

    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "zhangfa=" in c)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_over_https_the_cookie_is_bound_to_the_host(light_app: Flask):
    client = light_app.test_client()
    client.get("/sign-in", base_url="https://localhost")

    cookie = client.get_cookie("__Host-zhangfa_visit")

    assert cookie is not None
    assert cookie.secure


def test_the_session_dies_at_sign_out(light_app: Flask):
    browser = browse(light_app, CLERK)
    cookie = browser.client.get_cookie("zhangfa")
    assert cookie is not None

    browser.post("/sign-out", {}, page="/")
    browser.client.set_cookie("zhangfa", cookie.value)

    assert browser.get("/").status_code == 303


def test_a_deed_without_the_token_is_refused(light_app: Flask):
    browser = browse(light_app, CLERK)

    answer = browser.client.post("/start/tiny", data={"title": "甲"})

    assert answer.status_code == 403
    assert "页面已经失效" in answer.text


def test_a_token_of_another_session_is_refused(light_app: Flask):
    mine, theirs = browse(light_app, CLERK), browse(light_app, "jiyuan")
    stolen = theirs.hidden("/start/tiny")

    answer = mine.client.post("/start/tiny", data={**stolen, "_action": "submit"})

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_request_from_another_site_is_refused(light_app: Flask, headers):
    browser = browse(light_app, CLERK)
    carried = browser.hidden("/start/tiny")

    answer = browser.client.post("/start/tiny", data=carried, headers=headers)

    assert answer.status_code == 403
    assert "不是从本系统的页面发出的" in answer.text


def test_after_five_wrong_passwords_it_says_when_to_try_again(light_app: Flask):
    browser = browse(light_app)
    answers = [browser.sign_in(CLERK, "wrong") for _ in range(5)]

    locked = browser.sign_in(CLERK)

    assert [answer.status_code for answer in answers] == [401] * 5
    assert locked.status_code == 429
    assert re.search("请在 .*09:15 之后再试", locked.text)
    assert locked.headers["Retry-After"] == "900"
    assert 'value="jinsui"' in locked.text


def test_an_unknown_login_reads_like_a_wrong_password(light_app: Flask):
    browser = browse(light_app)

    unknown, wrong = browser.sign_in("nobody", "x"), browser.sign_in(CLERK, "x")

    assert unknown.status_code == wrong.status_code == 401
    assert "账号或者密码不对" in unknown.text
    assert "账号或者密码不对" in wrong.text


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/", "/"),
        ("/start/tiny", "/start/tiny"),
        ("/?box=done&after=x", "/?box=done&after=x"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("///evil.example", "/"),
        ("https://evil.example", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("", "/"),
    ],
)
def test_only_paths_of_ours_are_gone_on_to(target, path):
    assert own_path(target) == path


def test_roles_are_asked_for(light_app: Flask):
    browser = browse(light_app, CLERK)

    asked = {"person": CLERK, "post": "mayor", "from_on": "2026-11-23"}
    answer = browser.post("/office/appointments", asked, page="/office")

    assert answer.status_code == 403
    assert "这里只对管理员开放" in answer.text
