"""Verdicts of scenarios, by the hashes of all that they depend on."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from engine.model.verdict import Verdict
from engine.store.rows import row_of, upsert, value_of, write
from engine.store.tables.procedure import VERDICTS


class Verdicts:
    """Repository of verdicts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_many(self, verdicts: Iterable[Verdict]) -> None:
        statement = upsert(self._connection, VERDICTS)
        write(self._connection, statement, [row_of(verdict) for verdict in verdicts])

    def of_bundle(self, bundle_hash: str, *, engine_hash: str) -> Mapping[str, Verdict]:
        """Return what this engine found on these procedures, by scenario's hash."""
        column = VERDICTS.c
        where = select(VERDICTS).where(column.engine_hash == engine_hash)
        where = where.where(column.bundle_hash == bundle_hash)
        rows = self._connection.execute(where).mappings()
        found = (value_of(Verdict, row) for row in rows)
        return {each.scenario_hash: each for each in found}
