"""Units commit or leave nothing; the database's errors stop at the wall."""

from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text

from engine.model.errors import StoreUnreachable, TooBusy
from engine.store import store as module
from engine.store.store import Store, count_statements, open_store
from tests.support.records import CASE, a_case, put_case


def test_a_unit_commits_at_its_end(store: Store):
    put_case(store)

    with store.read() as unit:
        assert unit.cases.find("c1") == CASE


def test_a_unit_that_fails_leaves_nothing(store: Store):
    put_case(store)

    def deed() -> None:
        with store.begin() as unit:
            unit.cases.add(a_case("c2"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        deed()

    with store.read() as unit:
        assert unit.cases.find("c2") is None
    put_case(store, a_case("c3"))


def test_reading_can_write_nothing(store: Store):
    put_case(store)

    with pytest.raises(Exception, match=r"readonly|read-only"), store.read() as unit:
        unit.cases.add(a_case("c2"))

    put_case(store, a_case("c3"))


def test_a_reader_sees_one_picture_while_others_write(store: Store):
    put_case(store)

    with store.read() as unit:
        before = unit.cases.open_ids()
        writer = Thread(target=put_case, args=(store, a_case("c2")))
        writer.start()
        writer.join()
        after = unit.cases.open_ids()

    assert before == after == ("c1",)


def test_statements_are_counted(store: Store):
    with count_statements(store) as counted, store.begin() as unit:
        unit.office.revision()
        unit.cases.find("c1")

    assert counted.count == 2


def test_waiting_too_long_for_a_turn_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    store = open_store(f"sqlite:///{tmp_path / 'x.sqlite'}")
    monkeypatch.setattr(module, "TURN_TIMEOUT_S", 0.01)

    with store.begin(), pytest.raises(TooBusy), store.begin():
        pass

    store.close()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all/x.sqlite",
        "postgresql://nobody@127.0.0.1:9/nothing",
    ],
)
def test_a_database_that_does_not_answer_is_unreachable(url: str):
    store = open_store(url)

    with pytest.raises(StoreUnreachable), store.read():
        pass

    store.close()


def test_a_lost_connection_is_unreachable_and_then_made_anew(store: Store):
    if store.engine.dialect.name == "sqlite":
        pytest.skip("a file does not hang up")

    with pytest.raises(StoreUnreachable), store.begin() as unit:
        unit.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with store.read() as unit:
        assert unit.connection.execute(text("SELECT 1")).scalar() == 1


def test_a_file_that_another_process_writes_to_is_too_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("engine.store.database.BUSY_TIMEOUT_MS", 10)
    url = f"sqlite:///{tmp_path / 'x.sqlite'}"
    store, other = open_store(url), open_store(url)

    with other.begin(), pytest.raises(TooBusy, match="locked"), store.begin():
        pass

    store.close()
    other.close()


def test_a_full_disk_is_unreachable_and_leaves_nothing(store: Store):
    if store.engine.dialect.name != "sqlite":
        pytest.skip("a server's disk is not ours to fill")
    put_case(store)

    def deed() -> None:
        with store.begin() as unit:
            pages = unit.connection.execute(text("PRAGMA page_count")).scalar()
            unit.connection.execute(text(f"PRAGMA max_page_count = {pages}"))
            unit.cases.add(a_case("c2"), b"x" * 1_000_000)

    with pytest.raises(StoreUnreachable, match="full"):
        deed()

    with store.begin() as unit:
        assert unit.cases.find("c1") == CASE
        assert unit.cases.find("c2") is None
