"""Incidents: faults kept until an operator has repaired them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, update

from engine.model.trail import Incident
from engine.store.rows import row_of, value_of
from engine.store.tables.trail import INCIDENTS

_OPEN = INCIDENTS.c.resolved_at.is_(None)

_ALL_OPEN = (
    select(INCIDENTS).where(_OPEN).order_by(INCIDENTS.c.at, INCIDENTS.c.incident_id)
)
_OPEN_OF_CASE = _ALL_OPEN.where(INCIDENTS.c.case_id == bindparam("case_id"))


class Incidents:
    """Repository of incidents."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, incident: Incident) -> None:
        self._connection.execute(INCIDENTS.insert(), row_of(incident))

    def lock(self, incident_id: str) -> Incident | None:
        """Return an open incident, locked until the deed ends."""
        mine = INCIDENTS.c.incident_id == incident_id
        where = select(INCIDENTS).where(mine, _OPEN).with_for_update()
        row = self._connection.execute(where).mappings().first()
        return None if row is None else value_of(Incident, row)

    def open_of_case(self, case_id: str) -> tuple[Incident, ...]:
        return self._read(_OPEN_OF_CASE, case_id=case_id)

    def open(self, size: int = 100) -> tuple[Incident, ...]:
        """Return open incidents, oldest first."""
        return self._read(_ALL_OPEN.limit(size))

    def tried_again(self, incident_id: str, *, told: str) -> None:
        """Count a retry that failed, with what it said."""
        mine = INCIDENTS.c.incident_id == incident_id
        tried = {"attempts": INCIDENTS.c.attempts + 1, "told": told}
        self._connection.execute(update(INCIDENTS).where(mine).values(tried))

    def resolve(self, incident_id: str, *, by: str, at: datetime) -> bool:
        """Note that it is repaired; False if it had been already."""
        mine = INCIDENTS.c.incident_id == incident_id
        resolved = {"resolved_by": by, "resolved_at": at}
        change = update(INCIDENTS).where(mine, _OPEN).values(resolved)
        return self._connection.execute(change).rowcount == 1

    def _read(self, statement: Select[Any], **given: str) -> tuple[Incident, ...]:
        rows = self._connection.execute(statement, given).mappings()
        return tuple(value_of(Incident, row) for row in rows)
