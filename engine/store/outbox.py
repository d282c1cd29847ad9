"""The outbox: what is done after the deed that wrote it, at least once."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from engine.model.waiting import Delivery
from engine.store.rows import insert, row_of, value_of, write
from engine.store.tables.waiting import OUTBOX

_OPEN = OUTBOX.c.delivered_at.is_(None)

_DUE = (
    select(OUTBOX.c.delivery_id)
    .where(_OPEN, OUTBOX.c.next_try_at <= bindparam("now"))
    .order_by(OUTBOX.c.next_try_at, OUTBOX.c.delivery_id)
    .limit(bindparam("size"))
)


class Outbox:
    """Repository of deliveries."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_many(self, deliveries: Iterable[Delivery]) -> None:
        """Write deliveries; one whose dedupe key is known is not written again."""
        statement = insert(self._connection, OUTBOX).on_conflict_do_nothing(
            index_elements=["dedupe_key"]
        )
        write(self._connection, statement, [row_of(each) for each in deliveries])

    def due(self, now: datetime, size: int) -> tuple[str, ...]:
        """Return ids of deliveries to try now, the oldest first; nothing is locked."""
        found = self._connection.execute(_DUE, {"now": now, "size": size})
        return tuple(found.scalars())

    def find(self, delivery_id: str) -> Delivery | None:
        """Return the delivery, done or not; nothing is locked."""
        where = select(OUTBOX).where(OUTBOX.c.delivery_id == delivery_id)
        row = self._connection.execute(where).mappings().first()
        return None if row is None else value_of(Delivery, row)

    def claim(self, delivery_id: str) -> Delivery | None:
        """Return the open delivery, locked; None if another worker has it or did it."""
        where = select(OUTBOX).where(OUTBOX.c.delivery_id == delivery_id, _OPEN)
        locked = where.with_for_update(skip_locked=True)
        row = self._connection.execute(locked).mappings().first()
        return None if row is None else value_of(Delivery, row)

    def delivered(self, delivery_id: str, *, at: datetime) -> bool:
        """Note that it is done; False if it had been already."""
        mine = OUTBOX.c.delivery_id == delivery_id
        change = update(OUTBOX).where(mine, _OPEN).values(delivered_at=at)
        return self._connection.execute(change).rowcount == 1

    def failed(self, delivery_id: str, *, next_try: datetime, why: str) -> None:
        """Put it off after a fault."""
        self._connection.execute(
            update(OUTBOX)
            .where(OUTBOX.c.delivery_id == delivery_id, _OPEN)
            .values(
                attempts=OUTBOX.c.attempts + 1, next_try_at=next_try, last_error=why
            )
        )
