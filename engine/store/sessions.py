"""Sessions: signed-in browsers, gone at sign-out."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from engine.model.access import Session
from engine.store.rows import row_of, value_of
from engine.store.tables.access import SESSIONS


class Sessions:
    """Repository of sessions, by the hash of their secret."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: Session) -> None:
        self._connection.execute(SESSIONS.insert(), row_of(session))

    def find(
        self, token_hash: str, *, now: datetime, seen_since: datetime
    ) -> Session | None:
        """Return the session unless it ended or was idle since before `seen_since`."""
        column = SESSIONS.c
        where = select(SESSIONS).where(column.token_hash == token_hash)
        where = where.where(column.expires_at > now, column.last_seen_at >= seen_since)
        row = self._connection.execute(where).mappings().first()
        return None if row is None else value_of(Session, row)

    def touch(self, token_hash: str, *, at: datetime) -> None:
        mine = SESSIONS.c.token_hash == token_hash
        self._connection.execute(update(SESSIONS).where(mine).values(last_seen_at=at))

    def end(self, token_hash: str) -> None:
        mine = SESSIONS.c.token_hash == token_hash
        self._connection.execute(delete(SESSIONS).where(mine))

    def end_of_person(self, person_id: str) -> None:
        """End all the person's sessions: the password changed, or they left."""
        mine = SESSIONS.c.person_id == person_id
        self._connection.execute(delete(SESSIONS).where(mine))

    def drop_expired(self, now: datetime) -> None:
        gone = SESSIONS.c.expires_at <= now
        self._connection.execute(delete(SESSIONS).where(gone))
