from dataclasses import replace

import pytest

from engine.model.access import Credential
from engine.model.office import Person
from engine.store.store import Store
from tests.support.records import NOW

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


def test_a_new_password_replaces_the_old_one(office: Store):
    new = replace(CREDENTIAL, password_hash="$argon2id$y")
    with office.begin() as unit:
        unit.credentials.put(new)

        assert unit.credentials.of_login("wangfang") == new
