from dataclasses import replace
from threading import Thread

import pytest

from engine.model.access import Credential
from engine.model.office import Person
from engine.store.store import Store
from tests.support.records import DAY, NOW

CREDENTIAL = Credential("p1", "$argon2id$x", NOW)
PERSON = Person("p1", "王芳", "wangfang")


@pytest.fixture
def office(store: Store) -> Store:
    with store.begin() as unit:
        unit.office.put_people([PERSON])
        unit.credentials.put(CREDENTIAL)
    return store


def test_a_credential_is_found_by_login(office: Store):
    with office.read() as unit:
        assert unit.credentials.of_login("wangfang") == CREDENTIAL
        assert unit.credentials.of_login("nobody") is None


def test_who_left_has_no_credential(office: Store):
    with office.begin() as unit:
        unit.office.put_people([replace(PERSON, active=False)])

        assert unit.credentials.of_login("wangfang") is None


def test_the_last_try_locks_and_a_right_one_forgets(office: Store):
    until = NOW + DAY
    with office.begin() as unit:
        answers = [
            unit.credentials.failed("p1", most=3, locked_until=until) for _ in range(3)
        ]
        unit.credentials.succeeded("p1")

        assert answers == [None, None, until]
        assert unit.credentials.of_login("wangfang") == CREDENTIAL


def test_tries_side_by_side_all_count(office: Store):
    def attempt() -> None:
        with office.begin() as unit:
            unit.credentials.failed("p1", most=99, locked_until=NOW)

    threads = [Thread(target=attempt) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with office.read() as unit:
        assert unit.credentials.of_login("wangfang").failed == 6


def test_a_new_password_replaces_the_old_one(office: Store):
    new = replace(CREDENTIAL, password_hash="$argon2id$y")
    with office.begin() as unit:
        unit.credentials.put(new)

        assert unit.credentials.of_login("wangfang") == new
