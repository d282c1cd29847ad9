"""Links between cases."""

from sqlalchemy import Connection, bindparam, or_, select

from engine.model.trail import CaseLink
from engine.store.rows import insert_once, row_of, value_of
from engine.store.tables.case import CASE_LINKS

_C = CASE_LINKS.c
_OF_CASE = (
    select(CASE_LINKS)
    .where(or_(_C.from_case == bindparam("mine"), _C.to_case == bindparam("mine")))
    .order_by(_C.at, _C.to_case)
)


class Links:
    """Repository of case links."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, link: CaseLink) -> None:
        """Join two cases; joined so already, nothing changes."""
        insert_once(self._connection, CASE_LINKS, row_of(link))

    def of_case(self, case_id: str) -> tuple[CaseLink, ...]:
        """Return the links from and to the case, oldest first."""
        rows = self._connection.execute(_OF_CASE, {"mine": case_id}).mappings()
        return tuple(value_of(CaseLink, row) for row in rows)
