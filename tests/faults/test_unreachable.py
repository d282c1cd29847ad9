"""A database that is away, held by another, or breaks off: 503, nothing half done."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, make_url, text

from engine.runtime.audit import verify_chains
from engine.store.database import open_database
from tests.faults.office_at_hand import (
    complete,
    is_sqlite,
    must_be_completed,
    must_be_untouched,
)
from tests.faults.serving import Client
from tests.support.running import Running

MORE_THAN_A_DEED = 40
PATIENCE = "SET SESSION lock_timeout = '50ms'"


@contextmanager
def away(running: Running) -> Iterator[None]:
    """Let the database be out of reach, also for connections that are open already."""
    url = make_url(running.engine.settings.database_url)
    if is_sqlite(running):
        running.engine.store.close()
        folder = Path(str(url.database)).parent
        elsewhere = folder.rename(folder.with_name("elsewhere"))
        yield
        elsewhere.rename(folder)
        return
    server = url.set(drivername="postgresql+psycopg", database="postgres")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    hang_up = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname"
    with admin.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS off"))
        connection.execute(text(f"{hang_up} = '{url.database}'"))
        yield
        connection.execute(text(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS on"))
    admin.dispose()


@contextmanager
def held(running: Running) -> Iterator[None]:
    """Let somebody else hold what the deed must lock, for longer than it waits."""
    other = open_database(running.engine.settings.database_url)
    if not is_sqlite(running):
        running.engine.store.close()
        event.listen(running.engine.store.engine, "connect", _be_impatient)
    with other.connect() as connection:
        if not is_sqlite(running):
            connection.execute(text("LOCK TABLE cases IN EXCLUSIVE MODE"))
        connection.execute(text("SELECT 1"))
        yield
    other.dispose()


def _be_impatient(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(PATIENCE)
    connection.commit()


@pytest.mark.parametrize("trouble", [away, held])
def test_a_database_that_cannot_be_used_is_told_and_then_used_again(
    running: Running,
    reviewer: Client,
    trouble: Callable[[Running], AbstractContextManager[None]],
):
    started = running.start()

    with trouble(running):
        refused = complete(running, reviewer, started)
    must_be_untouched(running, started)
    done = complete(running, reviewer, started)

    assert refused.status_code == 503
    assert done.status_code == 200
    must_be_completed(running, started)


@contextmanager
def breaking_at(running: Running, statement: int) -> Iterator[None]:
    """Let the connection be lost, or the disk fail, at one statement of a request."""
    met = 0

    def count(connection: Connection, *_: object) -> None:
        nonlocal met
        met += 1
        if met == statement:
            _break(connection, is_file=is_sqlite(running))

    database = running.engine.store.engine
    event.listen(database, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(database, "before_cursor_execute", count)


def _break(connection: Connection, *, is_file: bool) -> None:
    raw: Any = connection.connection.dbapi_connection
    if not is_file:
        raw.close()
        return
    answers = iter([1])
    raw.set_progress_handler(lambda: next(answers, 0), 1)


def test_whichever_statement_breaks_off_nothing_is_half_done(
    running: Running, reviewer: Client
):
    started = running.start()
    statuses = []

    for statement in range(1, MORE_THAN_A_DEED):
        with breaking_at(running, statement):
            statuses.append(complete(running, reviewer, started).status_code)
        if statuses[-1] == 200:
            break
        must_be_untouched(running, started)

    assert statuses == [503] * (len(statuses) - 1) + [200]
    assert len(statuses) > 10
    must_be_completed(running, started)
    assert verify_chains(running.engine) == ()
