"""Acceptance runs with what they found; unchanged once they are done."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update

from engine.model.acceptance_run import AcceptanceRun, Accepted
from engine.model.proof import ProofState
from engine.model.shaping import shaped
from engine.store.rows import row_of, value_of
from engine.store.tables.acceptance import ACCEPTANCE_RUNS

_R = ACCEPTANCE_RUNS.c
_FACTS = tuple(
    c for c in ACCEPTANCE_RUNS.c if c.name in AcceptanceRun.__dataclass_fields__
)
_UNDER_WAY = _R.state.in_((ProofState.QUEUED.value, ProofState.RUNNING.value))
_DONE = _R.state == ProofState.DONE.value


class AcceptanceRuns:
    """Repository of acceptance runs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, run: AcceptanceRun) -> None:
        self._connection.execute(ACCEPTANCE_RUNS.insert(), row_of(run))

    def find(self, run_id: str) -> AcceptanceRun | None:
        return next(iter(self._where(_R.run_id == run_id)), None)

    def found(self, run_id: str) -> tuple[Accepted, ...]:
        """Return what every scenario came to; nothing until the run is done."""
        where = select(_R.found).where(_R.run_id == run_id)
        kept = self._connection.execute(where).scalar()
        return tuple(shaped(Accepted, each) for each in kept or ())

    def newest(self, *, size: int) -> tuple[AcceptanceRun, ...]:
        """Return so many runs, newest first."""
        return self._where(limit=size)

    def last_done(self, *, before: datetime | None = None) -> AcceptanceRun | None:
        """Return the newest run that is done, or the newest asked for before."""
        earlier = () if before is None else (_R.asked_at < before,)
        return next(iter(self._where(_DONE, *earlier, limit=1)), None)

    def under_way(self) -> AcceptanceRun | None:
        """Return the run that has not ended, if there is one."""
        return next(iter(self._where(_UNDER_WAY, limit=1)), None)

    def begin(self, run_id: str, *, total: int, at: datetime) -> bool:
        """Let a queued run begin; False if it is not queued any more."""
        queued = _R.state == ProofState.QUEUED.value
        moved = {"state": ProofState.RUNNING.value, "total": total, "seen_at": at}
        return self._move(moved, _R.run_id == run_id, queued)

    def see(self, run_id: str, *, seen: int, at: datetime) -> bool:
        """Note how far a run is; False if it has ended, or was given up."""
        moved = {"seen": seen, "seen_at": at}
        return self._move(moved, _R.run_id == run_id, _UNDER_WAY)

    def conclude(
        self,
        run_id: str,
        found: Iterable[Accepted],
        counts: Mapping[str, int],
        at: datetime,
    ) -> bool:
        """Write what a run found, once; False if it has ended before."""
        moved = {
            "state": ProofState.DONE.value,
            "found": [asdict(each) for each in found],
            "seen": _R.total,
            "seen_at": at,
            "done_at": at,
        }
        return self._move(moved | dict(counts), _R.run_id == run_id, _UNDER_WAY)

    def break_off(self, run_id: str, *, at: datetime) -> bool:
        """Mark a run as broken; False if it has ended before."""
        moved = {"state": ProofState.BROKEN.value, "done_at": at}
        return self._move(moved, _R.run_id == run_id, _UNDER_WAY)

    def give_up(self, *, unseen_since: datetime, at: datetime) -> None:
        """Mark as broken the runs that have shown no life since."""
        moved = {"state": ProofState.BROKEN.value, "done_at": at}
        self._move(moved, _UNDER_WAY, _R.seen_at < unseen_since)

    def _move(self, moved: Mapping[str, object], *where: ColumnElement[bool]) -> bool:
        changed = update(ACCEPTANCE_RUNS).where(*where).values(**moved)
        return self._connection.execute(changed).rowcount == 1

    def _where(
        self, *conditions: ColumnElement[bool], limit: int | None = None
    ) -> tuple[AcceptanceRun, ...]:
        where = select(*_FACTS).where(*conditions)
        ordered = where.order_by(_R.asked_at.desc(), _R.run_id.desc()).limit(limit)
        rows = self._connection.execute(ordered).mappings()
        return tuple(value_of(AcceptanceRun, row) for row in rows)
