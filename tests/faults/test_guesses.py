"""Passwords guessed at the real server: who guesses waits, and is told how long."""

import pytest

from engine.runtime.tries import MOST_OF_PLACE, WAIT
from tests.faults.serving import PASSWORD, Answer, post, serving
from tests.support.running import Running

JSON = {"Content-Type": "application/json"}
LOCAL = "127.0.0.1"


def enter(
    port: int,
    login: str,
    password: str = PASSWORD,
    said_from: str = "",
    cookie: str = "",
) -> Answer:
    headers = JSON | {"X-Forwarded-For": said_from, "Cookie": cookie}
    return post(port, "session", {"login": login, "password": password}, headers)


def guess(port: int, login: str, **more: str) -> list[int]:
    tries = [enter(port, login, "wrong", **more) for _ in range(MOST_OF_PLACE)]
    return [answer.status for answer in tries]


@pytest.fixture
def mayor(running: Running) -> str:
    return running.holder("mayor")


def test_who_guesses_is_told_when_to_try_again(running: Running, mayor: str):
    with serving(running) as port:
        guesses, refused = guess(port, mayor), enter(port, mayor)

    assert guesses == [401] * MOST_OF_PLACE
    assert refused.status == 429
    assert 0 < int(refused.headers["Retry-After"]) <= WAIT.total_seconds()
    assert "之后再试" in refused.body["detail"]


def test_an_address_cannot_be_made_up(running: Running, mayor: str):
    with serving(running) as port:
        for number in range(MOST_OF_PLACE):
            enter(port, mayor, "wrong", said_from=f"203.0.113.{number}")

        assert enter(port, mayor, said_from="203.0.113.99").status == 429


def test_behind_a_proxy_guesses_from_elsewhere_lock_nobody_out(
    running: Running, mayor: str
):
    with serving(running, proxy=LOCAL) as port:
        guess(port, mayor, said_from="203.0.113.9")

        assert enter(port, mayor, said_from="203.0.113.9").status == 429
        assert enter(port, mayor, said_from="10.0.0.7").status == 200


def test_a_browser_that_was_let_in_before_is_let_in_again(running: Running, mayor: str):
    with serving(running) as port:
        given = enter(port, mayor).headers.get_all("Set-Cookie") or []
        known = next(cookie for cookie in given if "zhangfa_browser" in cookie)
        guess(port, mayor)

        assert enter(port, mayor).status == 429
        assert enter(port, mayor, cookie=known.partition(";")[0]).status == 200
