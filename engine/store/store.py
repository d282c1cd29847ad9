"""The store: an open database, and its units of work, commit or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import Engine, event

from engine.model.errors import TooBusy
from engine.store.database import is_in_memory, open_database, reading, writing
from engine.store.unit import Unit, unit_over
from engine.store.wall import translated

TURN_TIMEOUT_S = 20


class Store:
    """An open database.

    On SQLite one deed writes at a time: its own busy handler is unfair, and lets the
    unlucky wait for seconds, where a lock of ours lets everybody through in turn.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.statements = 0
        self._writers = Lock()
        self._one_writer = engine.dialect.name == "sqlite"
        self._one_connection = self._one_writer and is_in_memory(engine.url)
        event.listen(engine, "before_cursor_execute", self._count)

    @contextmanager
    def begin(self) -> Iterator[Unit]:
        """Give a unit that commits at the end of the block, or leaves nothing behind.

        Raises:
            TooBusy: Another deed stood in the way; this one may be tried again.
            StoreUnreachable: The database does not answer, or cannot write.
        """
        with (
            self._turn(needed=self._one_writer),
            translated(),
            self.engine.connect() as plain,
            writing(plain).begin(),
        ):
            yield unit_over(plain)

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """Give a unit that reads one consistent picture and can write nothing.

        Raises:
            StoreUnreachable: The database does not answer.
        """
        with (
            self._turn(needed=self._one_connection),
            translated(),
            self.engine.connect() as plain,
            reading(plain).begin(),
        ):
            yield unit_over(plain)

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _turn(self, *, needed: bool) -> Iterator[None]:
        if not needed:
            yield
            return
        if not self._writers.acquire(timeout=TURN_TIMEOUT_S):
            raise TooBusy(why="waited for a turn to write")
        try:
            yield
        finally:
            self._writers.release()

    def _count(self, *_told: Any) -> None:  # noqa: ANN401 (the event's six arguments)
        self.statements += 1


@dataclass(slots=True)
class Counted:
    """How many statements the block executed."""

    count: int = 0


@contextmanager
def count_statements(store: Store) -> Iterator[Counted]:
    """Count the statements of the block; many rows in one statement count once."""
    counted = Counted()
    before = store.statements
    try:
        yield counted
    finally:
        counted.count = store.statements - before


def open_store(url: str) -> Store:
    """Open the database at the URL; it must have been migrated (`migrate.migrate`)."""
    return Store(open_database(url))
