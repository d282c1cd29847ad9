"""Credentials: password hashes, wrong tries and locks."""

from datetime import datetime

from sqlalchemy import Connection, case, literal, select, update

from engine.model.access import Credential
from engine.store.rows import row_of, upsert, value_of
from engine.store.tables.access import CREDENTIALS
from engine.store.tables.office import PEOPLE


class Credentials:
    """Repository of credentials."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, credential: Credential) -> None:
        """Set a person's credential over the one they had."""
        statement = upsert(self._connection, CREDENTIALS)
        self._connection.execute(statement, row_of(credential))

    def of_login(self, login: str) -> Credential | None:
        """Return the credential of the active person with this login."""
        found = self._connection.execute(
            select(CREDENTIALS)
            .join(PEOPLE, PEOPLE.c.person_id == CREDENTIALS.c.person_id)
            .where(PEOPLE.c.login == login, PEOPLE.c.active)
        )
        row = found.mappings().first()
        return None if row is None else value_of(Credential, row)

    def failed(
        self, person_id: str, *, most: int, locked_until: datetime
    ) -> datetime | None:
        """Count a wrong try; return until when the person is locked out, if they are.

        The count and the lock are one statement: tries side by side all count.
        """
        column = CREDENTIALS.c
        until = literal(locked_until, column.locked_until.type)
        done = self._connection.execute(
            update(CREDENTIALS)
            .where(column.person_id == person_id)
            .values(
                failed=column.failed + 1,
                locked_until=case(
                    (column.failed + 1 >= most, until),
                    else_=column.locked_until,
                ),
            )
            .returning(column.locked_until)
        )
        return done.scalar()

    def succeeded(self, person_id: str) -> None:
        """Forget the wrong tries."""
        self._connection.execute(
            update(CREDENTIALS)
            .where(CREDENTIALS.c.person_id == person_id)
            .values(failed=0, locked_until=None)
        )
