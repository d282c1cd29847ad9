"""Changing one's own password on its page."""

import pytest
from flask import Flask

from tests.support.browsing import PASSWORD, browse

CLERK = "jinsui"
NEW = "Gaile-2027"


def change(app: Flask, old: str, new: str, again: str):
    browser = browse(app, CLERK)
    fields = {"old": old, "new": new, "again": again}
    return browser, browser.post("/password", fields)


def test_a_new_password_opens_and_the_old_one_no_more(light_app: Flask):
    elsewhere = browse(light_app, CLERK)

    browser, answer = change(light_app, PASSWORD, NEW, NEW)

    assert answer.status_code == 303
    assert "密码已修改" in browser.get(answer.location).text
    assert elsewhere.get("/").status_code == 303
    assert browse(light_app).sign_in(CLERK, NEW).status_code == 303
    assert browse(light_app).sign_in(CLERK, PASSWORD).status_code == 401


@pytest.mark.parametrize(
    ("typed", "status", "told"),
    [
        (("wrong", NEW, NEW), 401, "原密码不对。"),
        ((PASSWORD, "short", "short"), 422, "新密码至少 10 位"),
        ((PASSWORD, NEW, "Gaile-2028"), 422, "两次输入的新密码不一样。"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_comes_back(
    light_app: Flask, typed: tuple[str, str, str], status: int, told: str
):
    _, answer = change(light_app, *typed)

    assert (answer.status_code, told in answer.text) == (status, True)
    assert [word for word in typed if f'"{word}"' in answer.text] == []
    assert browse(light_app).sign_in(CLERK, PASSWORD).status_code == 303


def test_only_who_is_signed_in_changes_a_password(light_app: Flask):
    answer = browse(light_app).get("/password")

    assert answer.status_code == 303
    assert answer.location.endswith("/sign-in?next=/password")
