"""Opinions given, of every round."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from engine.model.trail import Opinion
from engine.store.rows import row_of, value_of, write
from engine.store.tables.trail import OPINIONS

_STANDING = (
    select(OPINIONS)
    .where(OPINIONS.c.case_id == bindparam("case_id"))
    .where(OPINIONS.c.withdrawn_at.is_(None))
    .order_by(OPINIONS.c.rank, OPINIONS.c.at, OPINIONS.c.seq)
)


class Opinions:
    """Repository of opinions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_many(self, opinions: Iterable[Opinion]) -> None:
        write(self._connection, OPINIONS.insert(), [row_of(o) for o in opinions])

    def of_case(self, case_id: str) -> tuple[Opinion, ...]:
        """Return the opinions that stand, by rank, then in order of time."""
        rows = self._connection.execute(_STANDING, {"case_id": case_id}).mappings()
        return tuple(value_of(Opinion, row) for row in rows)

    def withdraw(self, case_id: str, seq: int, *, at: datetime) -> None:
        """Let the opinion of this act no longer stand."""
        column = OPINIONS.c
        mine = update(OPINIONS).where(column.case_id == case_id, column.seq == seq)
        self._connection.execute(mine.values(withdrawn_at=at))
