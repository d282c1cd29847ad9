"""What every answer carries, and how much a request may."""

import re
from pathlib import Path

from flask import Flask

import forms
from forms.pages import static
from tests.support.browsing import browse

TEMPLATES = Path(forms.__file__).parent / "templates"


def test_every_answer_has_the_strict_policy(light_app: Flask):
    browser = browse(light_app, "jinsui")

    for address in ("/", "/nowhere", "/static/any/zhangfa.css", "/api/v1/inbox"):
        headers = browser.get(address).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_pages_are_not_kept_by_caches_and_styles_are(light_app: Flask):
    browser = browse(light_app, "jinsui")

    assert browser.get("/").headers["Cache-Control"] == "no-store"
    style = browser.get(style_of(browser.get("/").text))
    assert style.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def style_of(page: str) -> str:
    """Return the address of the stylesheet that the page names."""
    found = re.search(r'href="(/static/\w+/zhangfa\.css)"', page)
    assert found, page[:1000]
    return found[1]


def test_a_page_of_another_release_gets_what_there_is_and_keeps_it_not(
    light_app: Flask,
):
    browser = browse(light_app)
    ours = style_of(browser.get("/sign-in").text)

    other = browser.get("/static/0123456789ab/zhangfa.css")

    assert other.status_code == 200
    assert other.data == browser.get(ours).data
    assert other.headers["Cache-Control"] == "no-store"


def test_the_address_of_the_styles_is_of_their_content(tmp_path, monkeypatch):
    (tmp_path / "a.css").write_text("a {}")
    monkeypatch.setattr(static, "FOLDER", tmp_path)
    before = static.version.__wrapped__()

    same = static.version.__wrapped__()
    (tmp_path / "a.css").write_text("b {}")

    assert same == before
    assert static.version.__wrapped__() != before


def test_no_template_has_inline_script_or_style():
    inline = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|\|\s*safe")

    found = [p.name for p in TEMPLATES.glob("*.html") if inline.search(p.read_text())]

    assert found == []


def test_a_body_that_is_too_large_is_refused(light_app: Flask):
    browser = browse(light_app, "jinsui")
    carried = browser.hidden("/start/tiny")

    answer = browser.client.post(
        "/office/grants", data={**carried, "basis": "长" * 400_000}
    )

    assert answer.status_code == 413
    assert "内容太大" in answer.text


def test_health_needs_no_session(light_app: Flask):
    browser = browse(light_app)

    assert browser.get("/healthz").json == {"status": "alive"}
    assert browser.get("/readyz").json == {"status": "ready"}
