"""Credentials: password hashes."""

from sqlalchemy import Connection, select

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
