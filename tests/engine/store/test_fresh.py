from pathlib import Path

from engine.store.fresh import fresh_store
from engine.store.migrate import is_current
from engine.store.store import open_store
from tests.support.records import CASE, put_case


def test_a_fresh_office_is_migrated_and_empty():
    store = fresh_store()

    with store.read() as unit:
        assert unit.cases.open_ids() == ()
        assert unit.office.revision() == 0
    assert is_current(store)
    store.close()


def test_a_fresh_office_can_lie_in_a_file(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'office.sqlite'}"
    fresh_store(url).close()

    store = open_store(url)

    assert is_current(store)
    store.close()


def test_two_fresh_offices_know_nothing_of_each_other():
    one, other = fresh_store(), fresh_store()

    put_case(one)

    with one.read() as mine, other.read() as theirs:
        assert mine.cases.find("c1") == CASE
        assert theirs.cases.find("c1") is None
    one.close()
    other.close()


def test_it_refuses_to_change_acts_as_any_database_does():
    store = fresh_store()
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"

    with store.read() as unit:
        triggers = set(unit.connection.exec_driver_sql(names).scalars())

    assert triggers == {"acts_stay_update", "acts_stay_delete"}
    store.close()


def test_a_memory_never_migrated_is_not_an_office():
    store = open_store("sqlite://")

    assert not is_current(store)

    store.close()
