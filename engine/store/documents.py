"""Documents attached to cases and tasks; their bytes lie outside the database."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, update

from engine.model.trail import Document
from engine.store.rows import row_of, value_of
from engine.store.tables.trail import DOCUMENTS

_THERE = DOCUMENTS.c.removed_at.is_(None)

_ALL = (
    select(DOCUMENTS)
    .where(_THERE)
    .order_by(DOCUMENTS.c.added_at, DOCUMENTS.c.document_id)
)
_OF_CASE = _ALL.where(DOCUMENTS.c.case_id == bindparam("case_id"))


class Documents:
    """Repository of attached documents."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, document: Document) -> None:
        self._connection.execute(DOCUMENTS.insert(), row_of(document))

    def find(self, document_id: str) -> Document | None:
        """Return the document unless it was removed."""
        return self.find_many([document_id]).get(document_id)

    def find_many(self, document_ids: Collection[str]) -> Mapping[str, Document]:
        found = self._read(_ALL.where(DOCUMENTS.c.document_id.in_(document_ids)))
        return {document.document_id: document for document in found}

    def of_case(self, case_id: str) -> tuple[Document, ...]:
        return self._read(_OF_CASE, case_id=case_id)

    def count_of_task(self, task_id: str) -> int:
        where = select(func.count()).where(DOCUMENTS.c.task_id == task_id, _THERE)
        return self._connection.execute(where).scalar_one()

    def join_case(
        self, document_ids: Collection[str], case_id: str, *, by: str
    ) -> None:
        """Give a case the documents that its starter had attached to no case yet."""
        self._connection.execute(
            update(DOCUMENTS)
            .where(DOCUMENTS.c.document_id.in_(document_ids))
            .where(DOCUMENTS.c.case_id == "", DOCUMENTS.c.added_by == by, _THERE)
            .values(case_id=case_id)
        )

    def _read(self, statement: Select[Any], **given: str) -> tuple[Document, ...]:
        rows = self._connection.execute(statement, given).mappings()
        return tuple(value_of(Document, row) for row in rows)
