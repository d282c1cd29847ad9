"""Time limits: written by steps, reminded of once, extended by acts."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    func,
    or_,
    select,
    update,
)

from engine.model.waiting import Limit
from engine.store.rows import row_of, upsert, value_of, write
from engine.store.tables.waiting import LIMITS

_RUNNING = LIMITS.c.ended_at.is_(None)

_ALL = select(LIMITS).order_by(LIMITS.c.due_at, LIMITS.c.case_id, LIMITS.c.key)
_OF_CASE = _ALL.where(LIMITS.c.case_id == bindparam("case_id"))
_DUE = _ALL.where(
    _RUNNING,
    or_(
        (LIMITS.c.remind_at < bindparam("now")) & LIMITS.c.reminded_at.is_(None),
        (LIMITS.c.due_at < bindparam("now")) & LIMITS.c.overdue_told_at.is_(None),
    ),
).limit(bindparam("size"))


class Limits:
    """Repository of time limits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_many(self, limits: Iterable[Limit]) -> None:
        """Write limits; one known already keeps its start and what was told of it."""
        keep = "started_at", "reminded_at", "overdue_told_at", "extended_by"
        statement = upsert(self._connection, LIMITS, *keep)
        write(self._connection, statement, [row_of(limit) for limit in limits])

    def of_case(self, case_id: str) -> tuple[Limit, ...]:
        return self._read(_OF_CASE, case_id=case_id)

    def running_of_cases(self, case_ids: Collection[str]) -> tuple[Limit, ...]:
        """Return the limits of these cases whose clocks run, due first."""
        return self._read(_ALL.where(LIMITS.c.case_id.in_(case_ids), _RUNNING))

    def due(self, now: datetime, size: int) -> tuple[Limit, ...]:
        """Return running limits whose reminder or running out is to be told."""
        return self._read(_DUE, now=now, size=size)

    def next_after(self, now: datetime) -> datetime | None:
        """Return when the next running limit is to be told of after this moment."""
        moments = (LIMITS.c.remind_at, LIMITS.c.due_at)
        found = [
            self._connection.execute(
                select(func.min(moment)).where(_RUNNING, moment >= now)
            ).scalar()
            for moment in moments
        ]
        return min((each for each in found if each is not None), default=None)

    def reminded(self, limit: Limit, *, at: datetime) -> bool:
        """Note that the reminder went out; False if it had already."""
        once = LIMITS.c.reminded_at.is_(None)
        return self._change(_is(limit), once, reminded_at=at) == 1

    def overdue_told(self, limit: Limit, *, at: datetime) -> bool:
        """Note that the running out was told; False if it had been already."""
        once = LIMITS.c.overdue_told_at.is_(None)
        return self._change(_is(limit), once, overdue_told_at=at) == 1

    def extend(self, limit: Limit, moved: Limit, *, seq: int) -> bool:
        """Move a running limit's moments by the act `seq`; telling starts anew."""
        return (
            self._change(
                _is(limit),
                _RUNNING,
                due_at=moved.due_at,
                remind_at=moved.remind_at,
                warn_at=moved.warn_at,
                reminded_at=None,
                overdue_told_at=None,
                extended_by=seq,
            )
            == 1
        )

    def end_tokens(
        self, case_id: str, tokens: Collection[str], *, at: datetime
    ) -> None:
        """Stop the clocks of these engine tokens."""
        if tokens:
            mine = (LIMITS.c.case_id == case_id) & LIMITS.c.token_id.in_(tokens)
            self._change(mine, _RUNNING, ended_at=at)

    def end_case(self, case_id: str, *, at: datetime) -> None:
        """Stop all clocks of the case."""
        self._change(LIMITS.c.case_id == case_id, _RUNNING, ended_at=at)

    def _read(self, statement: Select[Any], **given: object) -> tuple[Limit, ...]:
        rows = self._connection.execute(statement, given).mappings()
        return tuple(value_of(Limit, row) for row in rows)

    def _change(self, *conditions: ColumnElement[bool], **values: object) -> int:
        change = update(LIMITS).where(*conditions).values(**values)
        return self._connection.execute(change).rowcount


def _is(limit: Limit) -> ColumnElement[bool]:
    return (
        (LIMITS.c.case_id == limit.case_id)
        & (LIMITS.c.key == limit.key)
        & (LIMITS.c.token_id == limit.token_id)
    )
