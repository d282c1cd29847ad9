"""Bringing the schema up to date: every step and all of them, or none."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from engine.model.errors import StoreUnreachable
from engine.store.store import Store

_STEPS = Path(__file__).parent / "migrations"
# Any number will do, if everybody who migrates takes the same.
_ADVISORY_LOCK = 7_901_042


def migrate(store: Store) -> None:
    """Bring the database's schema to the newest step; safe to call from many at once.

    Raises:
        StoreUnreachable: The database does not answer, or a newer release wrote it.
    """
    if is_current(store):
        return
    with store.begin() as unit:
        if unit.connection.dialect.name == "postgresql":
            take = text("SELECT pg_advisory_xact_lock(:number)")
            unit.connection.execute(take, {"number": _ADVISORY_LOCK})
        config = _config()
        config.attributes["connection"] = unit.connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreUnreachable(why=f"schema not known here: {error}") from error


def is_current(store: Store) -> bool:
    """Say whether the schema is at the newest step."""
    with store.read() as unit:
        return _step_of(unit.connection) == newest_step()


@cache
def newest_step() -> str | None:
    """Return the step that this release wants."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _step_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
