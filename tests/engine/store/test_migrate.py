from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from engine.model.errors import StoreUnreachable
from engine.store.migrate import is_current, migrate, newest_step
from engine.store.store import Store, open_store
from engine.store.tables.base import METADATA


def test_the_migrated_schema_is_the_tables(store: Store):
    with store.read() as unit:
        context = MigrationContext.configure(
            unit.connection, opts={"compare_type": True}
        )
        differences = compare_metadata(context, METADATA)

    assert differences == []


def test_migrating_again_changes_nothing(store: Store):
    assert is_current(store)

    migrate(store)

    assert is_current(store)


def test_an_empty_database_is_not_current(tmp_path: Path):
    empty = open_store(f"sqlite:///{tmp_path / 'empty.sqlite'}")

    current = is_current(empty)

    empty.close()
    assert not current


def test_the_schema_of_a_newer_release_is_refused(store: Store):
    with store.begin() as unit:
        later = text("UPDATE alembic_version SET version_num = '9999'")
        unit.connection.execute(later)

    with pytest.raises(StoreUnreachable):
        migrate(store)

    assert newest_step() != "9999"


def test_every_table_and_column_says_what_it_means():
    told = [table.comment for table in METADATA.tables.values()]
    told += [c.comment for table in METADATA.tables.values() for c in table.columns]

    assert all(told)
