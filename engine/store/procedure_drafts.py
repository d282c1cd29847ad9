"""Drafts of procedures: saved by whoever knows their revision, until they close."""

from sqlalchemy import ColumnElement, Connection, select, update

from engine.model.procedure_draft import DraftState, ProcedureDraft
from engine.store.rows import row_of, value_of
from engine.store.tables.design import PROCEDURE_DRAFTS

_D = PROCEDURE_DRAFTS.c
_FACTS = tuple(
    c for c in PROCEDURE_DRAFTS.c if c.name in ProcedureDraft.__dataclass_fields__
)
_OPEN = _D.state == DraftState.OPEN.value


class ProcedureDrafts:
    """Repository of drafts of procedures."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, draft: ProcedureDraft, packed: bytes) -> None:
        """Write a new draft; `packed` holds its files, opaque here."""
        row = row_of(draft) | {"files": packed}
        self._connection.execute(PROCEDURE_DRAFTS.insert(), row)

    def find(self, draft_id: str) -> ProcedureDraft | None:
        return next(iter(self._where(_D.draft_id == draft_id)), None)

    def files(self, draft_id: str) -> bytes:
        """Return the packed files of a draft, which must exist."""
        where = select(_D.files).where(_D.draft_id == draft_id)
        return bytes(self._connection.execute(where).scalar_one())

    def save(
        self, draft: ProcedureDraft, packed: bytes, *, expected_revision: int
    ) -> bool:
        """Write the draft over that revision of it; False if it is not there open."""
        row = row_of(draft) | {"files": packed}
        done = self._connection.execute(
            update(PROCEDURE_DRAFTS)
            .where(_D.draft_id == draft.draft_id, _OPEN)
            .where(_D.revision == expected_revision)
            .values(row)
        )
        return done.rowcount == 1

    def close(self, draft_id: str, state: DraftState, *, revision: int) -> bool:
        """Publish or discard that revision of an open draft; False if it is not so."""
        done = self._connection.execute(
            update(PROCEDURE_DRAFTS)
            .where(_D.draft_id == draft_id, _OPEN, _D.revision == revision)
            .values(state=state.value)
        )
        return done.rowcount == 1

    def all_open(self) -> tuple[ProcedureDraft, ...]:
        """Return every open draft, by slug and then oldest first."""
        return self._where(_OPEN)

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[ProcedureDraft, ...]:
        where = select(*_FACTS).where(*conditions).order_by(_D.slug, _D.draft_id)
        rows = self._connection.execute(where).mappings()
        return tuple(value_of(ProcedureDraft, row) for row in rows)
