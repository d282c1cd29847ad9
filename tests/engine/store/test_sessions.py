from dataclasses import replace

import pytest

from engine.model.access import Session
from engine.model.office import Person
from engine.store.store import Store
from tests.support.records import DAY, NOW

SESSION = Session("hash", "p1", NOW, NOW, NOW + DAY)


@pytest.fixture
def office(store: Store) -> Store:
    with store.begin() as unit:
        unit.office.put_people([Person("p1", "王芳", "wangfang")])
        unit.sessions.add(SESSION)
        unit.sessions.add(replace(SESSION, token_hash="other"))
    return store


def found(store: Store, now=NOW, seen_since=NOW - DAY) -> Session | None:
    with store.read() as unit:
        row = unit.sessions.find("hash", now=now, seen_since=seen_since)
    return None if row is None else row[0]


def test_a_session_is_found_while_it_lasts(office: Store):
    assert found(office) == SESSION
    assert found(office, now=NOW + DAY) is None


def test_an_idle_session_is_not_found_until_it_is_touched(office: Store):
    later = NOW + DAY / 2
    before = found(office, seen_since=later)
    with office.begin() as unit:
        unit.sessions.touch("hash", at=later)

    assert before is None
    assert found(office, seen_since=later) == replace(SESSION, last_seen_at=later)


def test_a_session_ended_is_gone_and_no_other(office: Store):
    with office.begin() as unit:
        unit.sessions.end("other")
        kept = unit.sessions.find("hash", now=NOW, seen_since=NOW)
        revision = unit.office.revision()
        unit.sessions.end("hash")

    assert kept == (SESSION, revision)
    assert found(office) is None


def test_all_sessions_of_a_person_end_together(office: Store):
    with office.begin() as unit:
        unit.sessions.end_of_person("p1")

    assert found(office) is None


def test_expired_sessions_are_dropped(office: Store):
    with office.begin() as unit:
        unit.sessions.drop_expired(NOW + DAY)

    assert found(office) is None


def test_a_session_that_has_ended_is_kept_until_it_is_put_away(office: Store):
    with office.begin() as unit:
        kept = unit.sessions.has("hash")
        unit.sessions.end("hash")

        assert kept
        assert not unit.sessions.has("hash")
