"""Filling a database in memory with what a file holds, for those that live a moment."""

from contextlib import closing
from pathlib import Path

from engine.store.database import is_in_memory, open_plain
from engine.store.store import Store


def refill(store: Store, path: Path) -> None:
    """Let a store in memory hold what the SQLite file holds, and nothing else.

    Only a database in memory is ever overwritten: there is nothing in it to lose.

    Raises:
        ValueError: The store keeps what it holds.
    """
    if not is_in_memory(store.engine.url):
        raise ValueError(f"not in memory: {store.engine.url}")
    target = store.engine.raw_connection()
    try:
        with closing(open_plain(path)) as source:
            source.backup(target.driver_connection)
    finally:
        target.close()
