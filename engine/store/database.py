"""Opening a database: drivers, the settings of a connection, how transactions begin."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

try:
    import pysqlite3.dbapi2 as driver
except ImportError:  # No wheel for this machine: the interpreter's own SQLite serves.
    import sqlite3 as driver

# Older releases can corrupt a database in WAL mode when it is reset under load.
WAL_IS_SAFE_FROM = (3, 51, 3)
BUSY_TIMEOUT_MS = 5000
WRITES = "zhangfa_writes"
# What SQLite raises where we speak to it without SQLAlchemy in between.
UNWRAPPED: type[Exception] = driver.OperationalError


def open_database(url: str) -> Engine:
    """Return the engine for a URL, with every connection set up our way.

    Raises:
        ValueError: The URL cannot be read as one.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise ValueError(f"not a database's URL: {url}") from error
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(address)
    return _open_postgresql(address)


def is_in_memory(address: URL) -> bool:
    return address.database in {None, "", ":memory:"}


def _open_sqlite(address: URL) -> Engine:
    options: dict[str, Any] = {"connect_args": {"check_same_thread": False}}
    if is_in_memory(address):
        options["poolclass"] = StaticPool
    else:
        options |= {"pool_size": 16, "max_overflow": 16, "pool_timeout": 10}
    engine = create_engine(address.set(drivername="sqlite"), module=driver, **options)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def open_plain(path: Path) -> Any:  # noqa: ANN401 (the driver's)
    """Return the driver's own connection to a SQLite file that it only reads."""
    return driver.connect(f"file:{path}?mode=ro", uri=True)


def open_in_memory() -> Any:  # noqa: ANN401 (the driver's)
    """Return the driver's own connection to a new, empty database in memory."""
    return driver.connect(":memory:")


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 (the driver's)
    # The driver must not begin transactions of its own accord; `_begin_sqlite` does.
    connection.isolation_level = None
    wal = driver.sqlite_version_info >= WAL_IS_SAFE_FROM
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        f"journal_mode={'WAL' if wal else 'DELETE'}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a reader that turns writer would fail at random."""
    writes = connection.get_execution_options().get(WRITES, True)
    raw: Any = connection.connection.dbapi_connection
    cursor = raw.cursor()
    try:
        # SQLite may have ended the last transaction by itself, as when a disk is full.
        with suppress(driver.OperationalError):
            cursor.execute(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        cursor.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    finally:
        cursor.close()


def _open_postgresql(address: URL) -> Engine:
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        pool_size=16,
        max_overflow=16,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 5,
            "options": "-c timezone=UTC -c lock_timeout=10s -c statement_timeout=60s",
        },
    )


def writing(connection: Connection) -> Connection:
    """Mark the connection's next transaction as one that writes."""
    return connection.execution_options(**{WRITES: True})


def reading(connection: Connection) -> Connection:
    """Mark it as one that only reads, from one picture of the database."""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return connection.execution_options(**{WRITES: False})
