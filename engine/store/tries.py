"""Wrong tries to sign in: how many, of which account and place, and until when none."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, case, delete, func, literal, select

from engine.store.rows import insert
from engine.store.tables.access import SIGN_IN_TRIES


class Tries:
    """Repository of wrong tries, by the hash of what they count for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def blocked_until(self, keys: Sequence[str], *, now: datetime) -> datetime | None:
        """Return until when no try is looked at, None if one would be now."""
        column = SIGN_IN_TRIES.c
        where = select(func.max(column.blocked_until).label("until"))
        where = where.where(column.key_hash.in_(keys), column.blocked_until > now)
        found: datetime | None = self._connection.execute(where).scalar()
        return found

    def failed(self, key: str, *, most: int, now: datetime, until: datetime) -> int:
        """Count a wrong try; the last of `most` blocks until then. Returns how many.

        Count and block are one statement: tries side by side all count.
        """
        column = SIGN_IN_TRIES.c
        then = literal(until, column.blocked_until.type)
        row = {
            "key_hash": key,
            "failed": 1,
            "failed_at": now,
            "blocked_until": until if most == 1 else None,
        }
        statement = insert(self._connection, SIGN_IN_TRIES).values(row)
        done = self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["key_hash"],
                set_={
                    "failed": column.failed + 1,
                    "failed_at": statement.excluded.failed_at,
                    "blocked_until": case(
                        (column.failed + 1 >= most, then), else_=column.blocked_until
                    ),
                },
            ).returning(column.failed)
        )
        count: int = done.scalar_one()
        return count

    def forget(self, keys: Sequence[str]) -> None:
        mine = SIGN_IN_TRIES.c.key_hash.in_(keys)
        self._connection.execute(delete(SIGN_IN_TRIES).where(mine))

    def drop_before(self, moment: datetime) -> None:
        """Forget those of whom the last was wrong before the moment."""
        old = SIGN_IN_TRIES.c.failed_at <= moment
        self._connection.execute(delete(SIGN_IN_TRIES).where(old))
