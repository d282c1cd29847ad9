"""Every connection is set up so that what is committed stays."""

from pathlib import Path

import pytest
from sqlalchemy import text

from engine.store import database
from engine.store.store import Store, open_store
from tests.support.records import a_case, put_case


def pragma(store: Store, name: str) -> object:
    with store.begin() as unit:
        return unit.connection.execute(text(f"PRAGMA {name}")).scalar()


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)],
)
def test_sqlite_is_durable_and_keeps_its_references(tmp_path: Path, name, value):
    store = open_store(f"sqlite:///{tmp_path / 'x.sqlite'}")

    assert pragma(store, name) == value

    store.close()


def test_an_old_sqlite_gets_a_rollback_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(database, "WAL_IS_SAFE_FROM", (999, 0, 0))
    store = open_store(f"sqlite:///{tmp_path / 'x.sqlite'}")

    assert pragma(store, "journal_mode") == "delete"

    store.close()


def test_writing_takes_the_lock_at_once(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'x.sqlite'}"
    one, other = open_store(url), open_store(url)

    with one.begin():
        raw = other.engine.raw_connection()
        raw.cursor().execute("PRAGMA busy_timeout=0")
        with pytest.raises(database.driver.OperationalError, match="locked"):
            raw.cursor().execute("BEGIN IMMEDIATE")
        raw.close()

    one.close()
    other.close()


def test_words_sort_by_code_point_whatever_the_locale(store: Store):
    for case_id in ("甲", "a", "乙", "B"):
        put_case(store, a_case(case_id))

    with store.read() as unit:
        assert unit.cases.open_ids() == ("B", "a", "乙", "甲")
