"""Links between cases."""

from sqlalchemy import Connection, or_, select

from engine.model.trail import CaseLink
from engine.store.rows import insert_once, row_of, value_of
from engine.store.tables.case import CASE_LINKS


class Links:
    """Repository of case links."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, link: CaseLink) -> None:
        """Join two cases; joined so already, nothing changes."""
        insert_once(self._connection, CASE_LINKS, row_of(link))

    def of_case(self, case_id: str) -> tuple[CaseLink, ...]:
        """Return the links from and to the case, oldest first."""
        column = CASE_LINKS.c
        mine = or_(column.from_case == case_id, column.to_case == case_id)
        where = select(CASE_LINKS).where(mine).order_by(column.at, column.to_case)
        rows = self._connection.execute(where).mappings()
        return tuple(value_of(CaseLink, row) for row in rows)
