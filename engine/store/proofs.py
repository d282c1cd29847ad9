"""Proofs: runs of the gate with what they found; unchanged once they are done."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select, update

from engine.model.proof import Proof, ProofState, ProofVerdict, Signature, Told
from engine.store.rows import insert_once, row_of, value_of, write
from engine.store.tables.proof import APPROVALS, PROOF_LINES, PROOFS

_P = PROOFS.c
_FACTS = tuple(c for c in PROOFS.c if c.name in Proof.__dataclass_fields__)
_LINE = tuple(c for c in PROOF_LINES.c if c.name in Told.__dataclass_fields__)
_UNDER_WAY = _P.state.in_((ProofState.QUEUED.value, ProofState.RUNNING.value))


class Proofs:
    """Repository of proofs, their progress and their signatures."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, proof: Proof, packed: bytes) -> None:
        """Write a new run; `packed` holds the files that it proves."""
        self._connection.execute(PROOFS.insert(), row_of(proof) | {"files": packed})

    def find(self, proof_id: str) -> Proof | None:
        return next(iter(self._where(_P.proof_id == proof_id)), None)

    def files(self, proof_id: str) -> bytes:
        """Return the packed files that a proof is about; it must exist."""
        where = select(_P.files).where(_P.proof_id == proof_id)
        return bytes(self._connection.execute(where).scalar_one())

    def report(self, proof_id: str) -> Mapping[str, object] | None:
        """Return what a run found, as plain values; None until it is done."""
        where = select(_P.report).where(_P.proof_id == proof_id)
        found: Mapping[str, object] | None = self._connection.execute(where).scalar()
        return found

    def of_draft(self, draft_id: str) -> tuple[Proof, ...]:
        """Return the runs over a draft, newest first."""
        return self._where(_P.draft_id == draft_id)

    def newest(self, *, size: int, slug: str = "") -> tuple[Proof, ...]:
        """Return so many runs, of one procedure if it is named, newest first."""
        return self._where(*([_P.slug == slug] if slug else ()), limit=size)

    def under_way(self, draft_id: str, digest: str) -> Proof | None:
        """Return a run over this very content that has not ended."""
        same = self._where(_P.draft_id == draft_id, _P.digest == digest, _UNDER_WAY)
        return next(iter(same), None)

    def begin(self, proof_id: str, *, at: datetime) -> bool:
        """Let a queued run begin; False if it is not queued any more."""
        queued = _P.state == ProofState.QUEUED.value
        moved = {"state": ProofState.RUNNING.value, "seen_at": at}
        return self._move(moved, _P.proof_id == proof_id, queued) == 1

    def see(self, proof_id: str, *, at: datetime) -> bool:
        """Note that a run is alive; False if it has ended, or was given up."""
        return self._move({"seen_at": at}, _P.proof_id == proof_id, _UNDER_WAY) == 1

    def conclude(
        self,
        proof_id: str,
        report: Mapping[str, object],
        *,
        verdict: ProofVerdict,
        needs_legal: bool,
        at: datetime,
    ) -> bool:
        """Write what a run found, once; False if it has ended before."""
        moved = {
            "state": ProofState.DONE.value,
            "verdict": verdict.value,
            "needs_legal": needs_legal,
            "report": report,
            "seen_at": at,
            "done_at": at,
        }
        return self._move(moved, _P.proof_id == proof_id, _UNDER_WAY) == 1

    def give_up(self, *, unseen_since: datetime, at: datetime) -> int:
        """Mark as broken the runs that have shown no life since; say how many."""
        moved = {"state": ProofState.BROKEN.value, "done_at": at}
        return self._move(moved, _UNDER_WAY, _P.seen_at < unseen_since)

    def break_off(self, proof_id: str, *, at: datetime) -> bool:
        """Mark a run as broken; False if it has ended before."""
        moved = {"state": ProofState.BROKEN.value, "done_at": at}
        return self._move(moved, _P.proof_id == proof_id, _UNDER_WAY) == 1

    def tell(self, proof_id: str, lines: Iterable[Told]) -> None:
        """Append lines to a run's progress."""
        mine = PROOF_LINES.c.proof_id == proof_id
        count = select(func.coalesce(func.max(PROOF_LINES.c.seq), 0)).where(mine)
        last = self._connection.execute(count).scalar_one()
        rows = [
            row_of(line) | {"proof_id": proof_id, "seq": last + number}
            for number, line in enumerate(lines, start=1)
        ]
        write(self._connection, PROOF_LINES.insert(), rows)

    def told(self, proof_id: str, *, after: int = 0) -> tuple[tuple[int, Told], ...]:
        """Return the lines of a run's progress after that one, with their numbers."""
        column = PROOF_LINES.c
        where = select(column.seq, *_LINE).where(column.proof_id == proof_id)
        where = where.where(column.seq > after).order_by(column.seq)
        rows = self._connection.execute(where).mappings()
        return tuple((row["seq"], value_of(Told, row)) for row in rows)

    def sign(self, signature: Signature) -> bool:
        """Write a signature; False if there is one of its kind already."""
        return insert_once(self._connection, APPROVALS, row_of(signature))

    def signatures(self, proof_id: str) -> tuple[Signature, ...]:
        """Return the signatures under a proof, oldest first."""
        where = select(APPROVALS).where(APPROVALS.c.proof_id == proof_id)
        rows = self._connection.execute(where.order_by(APPROVALS.c.at)).mappings()
        return tuple(value_of(Signature, row) for row in rows)

    def _move(self, moved: Mapping[str, object], *where: ColumnElement[bool]) -> int:
        return self._connection.execute(
            update(PROOFS).where(*where).values(**moved)
        ).rowcount

    def _where(
        self, *conditions: ColumnElement[bool], limit: int | None = None
    ) -> tuple[Proof, ...]:
        where = select(*_FACTS).where(*conditions)
        ordered = where.order_by(_P.asked_at.desc(), _P.proof_id.desc()).limit(limit)
        rows = self._connection.execute(ordered).mappings()
        return tuple(value_of(Proof, row) for row in rows)
