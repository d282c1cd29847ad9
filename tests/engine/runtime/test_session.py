"""Tests of signing in and out."""

import pytest

from engine.model.errors import PasswordWrong, TooManyTries
from engine.runtime.session import (
    PasswordTooWeak,
    change_password,
    sign_in,
    sign_out,
    who,
)
from engine.store.store import count_statements
from tests.support.running import MAYOR, Running

PASSWORD = "Zhangfa-2026"


def enter(running: Running, password: str = PASSWORD) -> str:
    return sign_in(running.engine, login=MAYOR, password=password).secret


def test_a_right_password_gives_a_session_that_knows_whose_it_is(running):
    visitor = who(running.engine, enter(running))

    assert (visitor.person_id, visitor.posts) == (MAYOR, ("市长",))


def test_only_the_hash_of_a_session_s_secret_is_stored(running):
    token = enter(running)

    with running.engine.store.read() as unit:
        rows = unit.connection.exec_driver_sql("SELECT * FROM sessions").all()
    assert token not in str(rows)


@pytest.mark.parametrize("login", [MAYOR, "nobody"])
def test_a_wrong_password_and_an_unknown_login_are_refused_alike(running, login):
    with pytest.raises(PasswordWrong):
        sign_in(running.engine, login=login, password="wrong")


def test_five_wrong_tries_are_the_last_for_a_quarter_of_an_hour(running):
    for _ in range(5):
        with pytest.raises(PasswordWrong):
            enter(running, "wrong")

    with pytest.raises(TooManyTries) as refused:
        enter(running)
    running.clock.pass_time(minutes=15, seconds=1)

    assert refused.value.facts["until"] < running.clock.moment
    assert who(running.engine, enter(running)) is not None


def test_a_right_password_forgets_the_wrong_tries(running):
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(PasswordWrong):
                enter(running, "wrong")
        enter(running)

    assert who(running.engine, enter(running)) is not None


def test_a_session_ends_at_sign_out(running):
    token = enter(running)

    sign_out(running.engine, token)

    assert who(running.engine, token) is None


def test_a_session_ends_when_it_is_idle(running):
    token = enter(running)

    running.clock.pass_time(minutes=30, seconds=1)

    assert who(running.engine, token) is None


def test_a_session_that_is_used_lives_eight_hours_and_no_longer(running):
    token = enter(running)
    for _ in range(19):
        running.clock.pass_time(minutes=25)
        assert who(running.engine, token) is not None

    running.clock.pass_time(minutes=5)

    assert who(running.engine, token) is None


def test_looking_up_a_session_writes_at_most_once_a_minute(running):
    token = enter(running)
    who(running.engine, token)

    with count_statements(running.engine.store) as counted:
        who(running.engine, token)
    running.clock.pass_time(minutes=1)
    with count_statements(running.engine.store) as later:
        who(running.engine, token)

    assert (counted.count, later.count) == (1, 2)


def test_a_new_password_ends_the_other_sessions(running):
    before = enter(running)

    token = change_password(running.engine, by=MAYOR, old=PASSWORD, new="Linjiang-2027")

    assert who(running.engine, before) is None
    assert who(running.engine, token).person_id == MAYOR
    with pytest.raises(PasswordWrong):
        enter(running)


@pytest.mark.parametrize("weak", ["Short-1", "alllowercaseletters", "1234567890123"])
def test_a_weak_password_is_refused(running, weak):
    with pytest.raises(PasswordTooWeak):
        change_password(running.engine, by=MAYOR, old=PASSWORD, new=weak)


def test_sign_ins_are_recorded_on_the_office_s_chain(running):
    enter(running)

    with running.engine.store.read() as unit:
        act = unit.acts.of_chain("office")[-1]
    assert (act.verb, act.actor) == ("sign_in", MAYOR)


def test_what_has_ended_stays_ended_though_the_clock_is_set_back(running: Running):
    secret = enter(running)
    began = running.clock.moment
    running.clock.pass_time(minutes=31)
    assert who(running.engine, secret) is None

    running.clock.moment = began

    assert who(running.engine, secret) is None
