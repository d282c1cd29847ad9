"""Trials of mutants with what became of each; unchanged once they have ended."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select, update

from engine.model.strength import (
    UNDER_WAY,
    Fate,
    StrengthTrial,
    Tally,
    TrialState,
    TriedMutant,
)
from engine.store.rows import row_of, value_of, write
from engine.store.tables.strength import STRENGTH_TRIALS, TRIED_MUTANTS

_T = STRENGTH_TRIALS.c
_M = TRIED_MUTANTS.c
_FACTS = tuple(c for c in TRIED_MUTANTS.c if c.name in TriedMutant.__dataclass_fields__)
_GOES_ON = _T.state.in_([each.value for each in sorted(UNDER_WAY)])


class Strengths:
    """Repository of trials."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, trial: StrengthTrial) -> None:
        self._connection.execute(STRENGTH_TRIALS.insert(), row_of(trial))

    def find(self, trial_id: str) -> StrengthTrial | None:
        return next(iter(self._where(_T.trial_id == trial_id)), None)

    def of_proof(self, proof_id: str) -> tuple[StrengthTrial, ...]:
        """Return the trials of what a proof proved, newest first."""
        return self._where(_T.proof_id == proof_id)

    def under_way(self, proof_id: str) -> StrengthTrial | None:
        """Return the trial of it that has not ended."""
        return next(iter(self._where(_T.proof_id == proof_id, _GOES_ON)), None)

    def begin(self, trial_id: str, *, at: datetime) -> bool:
        """Let a queued trial begin; False if it is not queued any more."""
        queued = _T.state == TrialState.QUEUED.value
        moved = {"state": TrialState.RUNNING.value, "seen_at": at}
        return self._move(moved, _T.trial_id == trial_id, queued) == 1

    def see(self, trial_id: str, *, at: datetime, total: int = 0) -> bool:
        """Note that a trial is alive, and its total once known; False if it ended."""
        moved = {"seen_at": at} | ({"total": total} if total else {})
        return self._move(moved, _T.trial_id == trial_id, _GOES_ON) == 1

    def end(
        self, trial_id: str, state: TrialState, *, at: datetime, why: str = ""
    ) -> bool:
        """Let a trial end so, once; False if it has ended before."""
        moved = {"state": state.value, "done_at": at, "why": why}
        return self._move(moved, _T.trial_id == trial_id, _GOES_ON) == 1

    def give_up(self, *, unseen_since: datetime, at: datetime) -> int:
        """Mark as broken the trials that have shown no life since; say how many."""
        moved = {"state": TrialState.BROKEN.value, "done_at": at}
        return self._move(moved, _GOES_ON, _T.seen_at < unseen_since)

    def tell(self, trial_id: str, mutants: Iterable[TriedMutant]) -> None:
        """Append what became of mutants."""
        count = select(func.coalesce(func.max(_M.seq), 0))
        last = self._connection.execute(count.where(_M.trial_id == trial_id)).scalar()
        rows = [
            row_of(each) | {"trial_id": trial_id, "seq": (last or 0) + number}
            for number, each in enumerate(mutants, start=1)
        ]
        write(self._connection, TRIED_MUTANTS.insert(), rows)

    def tally(self, trial_id: str) -> Tally:
        """Return how many met which fate so far."""
        where = select(_M.fate, func.count().label("how_many")).where(
            _M.trial_id == trial_id
        )
        rows = self._connection.execute(where.group_by(_M.fate)).all()
        found: dict[str, int] = {row.fate: row.how_many for row in rows}
        return Tally(**{each.value: found.get(each.value, 0) for each in Fate})

    def survivors(
        self, trial_id: str, *, after: int = 0
    ) -> tuple[tuple[int, TriedMutant], ...]:
        """Return the mutants that nobody noticed, with their numbers."""
        where = select(_M.seq, *_FACTS).where(_M.trial_id == trial_id, _M.seq > after)
        where = where.where(_M.fate == Fate.SURVIVED.value).order_by(_M.seq)
        rows = self._connection.execute(where).mappings()
        return tuple((row["seq"], value_of(TriedMutant, row)) for row in rows)

    def _move(self, moved: Mapping[str, object], *where: ColumnElement[bool]) -> int:
        return self._connection.execute(
            update(STRENGTH_TRIALS).where(*where).values(**moved)
        ).rowcount

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[StrengthTrial, ...]:
        where = select(STRENGTH_TRIALS).where(*conditions)
        ordered = where.order_by(_T.asked_at.desc(), _T.trial_id.desc())
        rows = self._connection.execute(ordered).mappings()
        return tuple(value_of(StrengthTrial, row) for row in rows)
