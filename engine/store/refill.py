"""Filling a database in memory with what was kept, for those that live a moment."""

from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.store.database import is_in_memory, open_in_memory, open_plain
from engine.store.store import Store


@dataclass(frozen=True, slots=True)
class Kept:
    """What a database held at one moment, in memory."""

    connection: Any = field(repr=False)

    def close(self) -> None:
        self.connection.close()


def keep(store: Store) -> Kept:
    """Return what the store holds now; what is done afterwards does not touch it."""
    kept = Kept(open_in_memory())
    source = store.engine.raw_connection()
    try:
        source.driver_connection.backup(kept.connection)  # type: ignore[union-attr]  # the driver's
    finally:
        source.close()
    return kept


def refill(store: Store, source: Path | Kept) -> None:
    """Let a store in memory hold what the SQLite file or the copy holds, no more.

    Only a database in memory is ever overwritten: there is nothing in it to lose.

    Raises:
        ValueError: The store keeps what it holds.
    """
    if not is_in_memory(store.engine.url):
        raise ValueError(f"not in memory: {store.engine.url}")
    if isinstance(source, Kept):
        _fill(store, source.connection)
        return
    with closing(open_plain(source)) as file:
        _fill(store, file)


def _fill(store: Store, source: Any) -> None:  # noqa: ANN401 (the driver's connection)
    target = store.engine.raw_connection()
    try:
        source.backup(target.driver_connection)
    finally:
        target.close()
