"""Notices (待阅): written once per reason, read by each person for themselves."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from engine.model.trail import Notice
from engine.store.rows import insert, insert_once, row_of, value_of, write
from engine.store.tables.trail import NOTICE_READS, NOTICES


class Notices:
    """Repository of notices; the inbox lists them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_many(self, notices: Iterable[Notice]) -> None:
        """Write notices; one whose dedupe key is known is not written again."""
        statement = insert(self._connection, NOTICES).on_conflict_do_nothing(
            index_elements=["dedupe_key"]
        )
        write(self._connection, statement, [row_of(notice) for notice in notices])

    def find(self, notice_id: str) -> Notice | None:
        where = select(NOTICES).where(NOTICES.c.notice_id == notice_id)
        row = self._connection.execute(where).mappings().first()
        return None if row is None else value_of(Notice, row)

    def principals_of_cases(
        self, case_ids: Collection[str]
    ) -> Mapping[str, frozenset[str]]:
        """Return by case all principals to whom something about it was sent."""
        where = select(NOTICES.c.case_id, NOTICES.c.principal).distinct()
        where = where.where(NOTICES.c.case_id.in_(case_ids))
        found: dict[str, set[str]] = {}
        for case_id, principal in self._connection.execute(where):
            found.setdefault(case_id, set()).add(principal)
        return {case_id: frozenset(each) for case_id, each in found.items()}

    def read(self, notice_id: str, *, by: str, at: datetime) -> bool:
        """Note that the person read it; False if they had before."""
        row = {"notice_id": notice_id, "person_id": by, "at": at}
        return insert_once(self._connection, NOTICE_READS, row)
