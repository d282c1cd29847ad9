"""Idempotency: what was asked with a key before gets the receipt kept for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from engine.model.errors import KeyReused
from engine.model.reading import Receipt
from engine.store.rows import insert_once, row_of
from engine.store.tables.access import IDEMPOTENCY


class Idempotency:
    """Repository of keys and receipts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(
        self, person_id: str, key: str, *, verb: str, body_hash: str, at: datetime
    ) -> Receipt | None:
        """Take the key for this deed; return the receipt if the deed was done before.

        On PostgreSQL the second of two at once waits here for the first to commit.

        Raises:
            KeyReused: The key came before with another verb or body.
        """
        row = {
            "person_id": person_id,
            "key": key,
            "verb": verb,
            "body_hash": body_hash,
            "at": at,
            "receipt": None,
        }
        if insert_once(self._connection, IDEMPOTENCY, row):
            return None
        column = IDEMPOTENCY.c
        where = select(column.verb, column.body_hash, column.receipt)
        found = self._connection.execute(
            where.where(column.person_id == person_id, column.key == key)
        ).one()
        if (found.verb, found.body_hash) != (verb, body_hash):
            raise KeyReused(key=key)
        return _receipt(found.receipt)

    def keep(self, person_id: str, key: str, receipt: Receipt) -> None:
        """Keep the receipt of the deed that took the key."""
        column = IDEMPOTENCY.c
        self._connection.execute(
            update(IDEMPOTENCY)
            .where(column.person_id == person_id, column.key == key)
            .values(receipt=row_of(receipt))
        )

    def drop_before(self, moment: datetime) -> None:
        """Forget keys of deeds before the moment."""
        self._connection.execute(delete(IDEMPOTENCY).where(IDEMPOTENCY.c.at < moment))


def _receipt(stored: Any) -> Receipt | None:  # noqa: ANN401 (JSON as stored)
    if stored is None:
        return None
    moment = datetime.fromisoformat(stored["at"])
    tasks = tuple(stored["task_ids"])
    return Receipt(**(stored | {"at": moment, "task_ids": tasks}))
