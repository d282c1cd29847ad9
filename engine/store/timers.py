"""Timers: rows written with the state that waits for them, each fired once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update

from engine.model.case import CaseState
from engine.model.waiting import Timer
from engine.store.rows import insert, row_of, value_of, write
from engine.store.tables.case import CASES
from engine.store.tables.waiting import TIMERS

_FACTS = tuple(c for c in TIMERS.c if c.name != "fired_at")
_WAITING = TIMERS.c.fired_at.is_(None)
_OF_CASE = (
    select(*_FACTS)
    .where(TIMERS.c.case_id == bindparam("case_id"), _WAITING)
    .order_by(TIMERS.c.due_at)
)
_DUE_CASES = (
    select(TIMERS.c.case_id)
    .join(CASES, CASES.c.case_id == TIMERS.c.case_id)
    .where(_WAITING)
    .where(TIMERS.c.next_try_at < bindparam("now"), TIMERS.c.due_at < bindparam("now"))
    .where(CASES.c.state == CaseState.RUNNING.value)
    .group_by(TIMERS.c.case_id)
    .order_by(func.min(TIMERS.c.next_try_at))
    .limit(bindparam("size"))
)


class Timers:
    """Repository of timers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace_for_case(self, case_id: str, timers: Sequence[Timer]) -> None:
        """Let the case wait for exactly these; rows that stay keep their attempts."""
        tokens = [timer.token_id for timer in timers]
        gone = delete(TIMERS).where(TIMERS.c.case_id == case_id, _WAITING)
        self._connection.execute(gone.where(TIMERS.c.token_id.not_in(tokens)))
        statement = insert(self._connection, TIMERS)
        moved = statement.on_conflict_do_update(
            index_elements=["case_id", "token_id", "seq"],
            set_={"due_at": statement.excluded.due_at},
            where=_WAITING,
        )
        rows = [row_of(t) | {"next_try_at": t.next_try_at or t.due_at} for t in timers]
        write(self._connection, moved, rows)

    def of_case(self, case_id: str) -> tuple[Timer, ...]:
        """Return what the case still waits for."""
        rows = self._connection.execute(_OF_CASE, {"case_id": case_id}).mappings()
        return tuple(value_of(Timer, row) for row in rows)

    def next_after(self, now: datetime) -> datetime | None:
        """Return when the next timer of a running case is due after this moment."""
        where = (
            select(func.min(TIMERS.c.due_at))
            .join(CASES, CASES.c.case_id == TIMERS.c.case_id)
            .where(_WAITING, TIMERS.c.due_at >= now)
            .where(CASES.c.state == CaseState.RUNNING.value)
        )
        return self._connection.execute(where).scalar()

    def due_cases(self, now: datetime, size: int) -> tuple[str, ...]:
        """Return running cases with timers that are due, the longest due first."""
        found = self._connection.execute(_DUE_CASES, {"now": now, "size": size})
        return tuple(found.scalars())

    def claim_due(self, case_id: str, now: datetime) -> tuple[Timer, ...]:
        """Mark the case's due timers as fired and return those that were ours to fire.

        There are none if another worker holds the case (PostgreSQL) or fired them.
        The case's row is locked, as every deed locks it, before any timer's.
        """
        mine = select(CASES.c.case_id).where(CASES.c.case_id == case_id)
        locked = self._connection.execute(
            mine.with_for_update(skip_locked=True, key_share=True)
        )
        if locked.first() is None:
            return ()
        fired = self._connection.execute(
            update(TIMERS)
            .where(TIMERS.c.case_id == case_id, _WAITING)
            .where(TIMERS.c.next_try_at < now, TIMERS.c.due_at < now)
            .values(fired_at=now)
            .returning(*_FACTS)
        ).mappings()
        timers = (value_of(Timer, row) for row in fired)
        return tuple(sorted(timers, key=lambda timer: timer.due_at))
