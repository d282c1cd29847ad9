"""An empty office, migrated: made in milliseconds, for scenarios."""

from functools import cache

from sqlalchemy import text

from engine.store.migrate import migrate, newest_step
from engine.store.store import Store, open_store

_IN_MEMORY = "sqlite://"


def fresh_store(url: str = _IN_MEMORY) -> Store:
    """Open a migrated, empty SQLite database of its own, in memory or in a new file."""
    store = open_store(url)
    with store.begin() as unit:
        for statement in _schema():
            unit.connection.exec_driver_sql(statement)
        step = text("INSERT INTO alembic_version VALUES (:step)")
        unit.connection.execute(step, {"step": newest_step()})
    return store


@cache
def _schema() -> tuple[str, ...]:
    """Return the statements that make the migrated schema, found once per process."""
    store = open_store(_IN_MEMORY)
    migrate(store)
    made = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    with store.read() as unit:
        statements = tuple(unit.connection.exec_driver_sql(made).scalars())
    store.close()
    return statements
