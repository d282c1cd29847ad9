"""Sessions: signed-in browsers, gone at sign-out."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from engine.model.access import Session
from engine.store.rows import row_of, value_of
from engine.store.tables.access import SESSIONS
from engine.store.tables.office import OFFICE_REVISION


class Sessions:
    """Repository of sessions, by the hash of their secret."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: Session) -> None:
        self._connection.execute(SESSIONS.insert(), row_of(session))

    def find(
        self, token_hash: str, *, now: datetime, seen_since: datetime
    ) -> tuple[Session, int] | None:
        """Return the session unless it ended or was idle since before `seen_since`.

        Every request asks, so the revision of the office comes along: one statement.
        """
        column = SESSIONS.c
        office = select(OFFICE_REVISION.c.revision).scalar_subquery()
        where = select(SESSIONS, office.label("office_revision"))
        where = where.where(column.token_hash == token_hash)
        where = where.where(column.expires_at > now, column.last_seen_at >= seen_since)
        row = self._connection.execute(where).mappings().first()
        if row is None:
            return None
        return value_of(Session, row), row["office_revision"] or 0

    def has(self, token_hash: str) -> bool:
        """Say whether the session is still kept, though it may have ended."""
        where = select(SESSIONS.c.person_id).where(SESSIONS.c.token_hash == token_hash)
        return self._connection.execute(where).first() is not None

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
