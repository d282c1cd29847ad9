"""Wrong passwords: who guesses spends their own tries, and nobody else's."""

from contextlib import suppress

import pytest

from engine.model.access import Entered, Place
from engine.model.errors import PasswordWrong, TooManyTries
from engine.runtime.session import sign_in
from engine.runtime.tries import MOST_OF_ADDRESS, MOST_OF_PLACE
from tests.support.running import MAYOR, Running

PASSWORD = "Zhangfa-2026"
DESK, ELSEWHERE = "10.0.0.7", "203.0.113.9"
CLERK = "jinsui"


def enter(
    running: Running,
    place: Place,
    *,
    login: str = MAYOR,
    password: str = PASSWORD,
) -> Entered:
    return sign_in(running.engine, login=login, password=password, place=place)


def guess(running: Running, place: Place, login: str = MAYOR, times: int = 1) -> None:
    for _ in range(times):
        with suppress(PasswordWrong):
            enter(running, place, login=login, password="wrong")


def test_guesses_from_elsewhere_do_not_keep_the_official_out(running: Running):
    guess(running, Place(ELSEWHERE), times=MOST_OF_PLACE)

    with pytest.raises(TooManyTries):
        enter(running, Place(ELSEWHERE))
    assert enter(running, Place(DESK)).secret


def test_a_known_browser_gets_in_whatever_is_guessed_at_its_address(running: Running):
    known = Place(DESK, enter(running, Place(DESK)).browser)
    guess(running, Place(DESK), times=MOST_OF_PLACE)

    with pytest.raises(TooManyTries):
        enter(running, Place(DESK))
    assert enter(running, known).secret


def test_a_known_browser_has_five_tries_too(running: Running):
    known = Place(DESK, enter(running, Place(DESK)).browser)
    guess(running, known, times=MOST_OF_PLACE)

    with pytest.raises(TooManyTries):
        enter(running, known)


@pytest.mark.parametrize("made_up", ["", ".", "x.y", "x" * 5000, "名.字"])
def test_a_browser_cannot_make_itself_known(running: Running, made_up: str):
    guess(running, Place(ELSEWHERE), times=MOST_OF_PLACE)

    with pytest.raises(TooManyTries):
        enter(running, Place(ELSEWHERE, made_up))


def test_a_browser_is_known_as_one_person_only(running: Running):
    known = enter(running, Place(DESK), login=CLERK).browser
    guess(running, Place(DESK), times=MOST_OF_PLACE)

    with pytest.raises(TooManyTries):
        enter(running, Place(DESK, known))


def test_one_address_cannot_go_through_all_accounts(running: Running):
    for number in range(MOST_OF_ADDRESS):
        guess(running, Place(ELSEWHERE), f"somebody{number}")

    with pytest.raises(TooManyTries):
        enter(running, Place(ELSEWHERE), login=CLERK)
    assert enter(running, Place(DESK), login=CLERK).secret


def test_a_right_password_in_between_does_not_renew_the_address_s(running: Running):
    for number in range(MOST_OF_ADDRESS):
        guess(running, Place(ELSEWHERE), f"somebody{number}")
        if number == MOST_OF_ADDRESS - 2:
            enter(running, Place(ELSEWHERE), login=CLERK)

    with pytest.raises(TooManyTries):
        enter(running, Place(ELSEWHERE))


def test_whether_a_login_exists_cannot_be_told_from_its_tries(running: Running):
    guess(running, Place(ELSEWHERE), "nobody", times=MOST_OF_PLACE)

    with pytest.raises(TooManyTries):
        enter(running, Place(ELSEWHERE), login="nobody")


def test_what_was_typed_as_a_login_that_nobody_has_is_kept_nowhere(running: Running):
    guess(running, Place(ELSEWHERE), "hunter2", times=MOST_OF_PLACE)

    act = running.acts("office")[-1]
    with running.engine.store.read() as unit:
        rows = unit.connection.exec_driver_sql("SELECT * FROM sign_in_tries").all()
    assert (act.verb, act.details["person"]) == ("block_sign_in", "")
    assert act.details["address"] == ELSEWHERE
    assert "hunter2" not in str(rows)
