"""Cases: locked by a deed, saved with the revision that it expected."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    bindparam,
    case,
    func,
    select,
    update,
)

from engine.model.case import Case, CaseState
from engine.model.errors import RevisionOutdated
from engine.model.task import UserTask
from engine.model.waiting import Before
from engine.store.rows import row_of, value_of
from engine.store.search import folded
from engine.store.tables.case import CASES
from engine.store.tables.task import TASKS

_FACTS = tuple(c for c in CASES.c if c.name in Case.__dataclass_fields__)
_TASK = tuple(
    c.label(f"task_{c.name}")
    for c in TASKS.c
    if c.name in UserTask.__dataclass_fields__
)
_OF_ID = CASES.c.case_id == bindparam("case_id")
_FIND = select(*_FACTS).where(_OF_ID)
_LOCK = select(*_FACTS, CASES.c.sealed).where(_OF_ID)
_LOCK = _LOCK.with_for_update(key_share=True)
_LOCK_WITH_TASK = (
    select(*_FACTS, CASES.c.sealed, *_TASK)
    .join_from(CASES, TASKS, TASKS.c.case_id == CASES.c.case_id)
    .where(TASKS.c.task_id == bindparam("task_id"))
    .with_for_update(key_share=True)
)
_BEFORE = select(CASES.c.before, CASES.c.before_sealed).where(_OF_ID)


class Cases:
    """Repository of cases and their sealed states."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, case: Case, sealed: bytes = b"") -> None:
        """Write a new case; it has no state before its first step."""
        row = row_of(case) | {"sealed": sealed, "search_text": _search_text(case)}
        self._connection.execute(CASES.insert(), row)

    def lock(self, case_id: str) -> tuple[Case, bytes] | None:
        """Return the case and its sealed state, locked until the deed ends."""
        row = self._first(_LOCK, case_id=case_id)
        return None if row is None else (value_of(Case, row), _bytes(row["sealed"]))

    def lock_with_task(self, task_id: str) -> tuple[Case, bytes, UserTask] | None:
        """Return a task and its case, both locked, in one statement."""
        row = self._first(_LOCK_WITH_TASK, task_id=task_id)
        if row is None:
            return None
        task = value_of(UserTask, row, "task_")
        return value_of(Case, row), _bytes(row["sealed"]), task

    def find(self, case_id: str) -> Case | None:
        row = self._first(_FIND, case_id=case_id)
        return None if row is None else value_of(Case, row)

    def find_many(self, case_ids: Collection[str]) -> Mapping[str, Case]:
        """Return those of the cases that exist, by id."""
        where = select(*_FACTS).where(CASES.c.case_id.in_(case_ids))
        rows = self._connection.execute(where).mappings()
        return {row["case_id"]: value_of(Case, row) for row in rows}

    def sealed(self, case_id: str) -> bytes:
        """Return the sealed state, empty if there is none; nothing is locked."""
        where = select(CASES.c.sealed).where(CASES.c.case_id == case_id)
        return _bytes(self._connection.execute(where).scalar())

    def newest(self, size: int) -> tuple[Case, ...]:
        """Return the newest cases of all procedures, the latest first."""
        ordered = select(*_FACTS).order_by(CASES.c.case_id.desc()).limit(size)
        rows = self._connection.execute(ordered).mappings()
        return tuple(value_of(Case, row) for row in rows)

    def save(
        self,
        case: Case,
        sealed: bytes | None = None,
        *,
        expected_revision: int,
        before: Before | None = None,
    ) -> None:
        """Write the case as a deed left it; `sealed` None keeps the state stored.

        `before` is what withdrawing this deed would restore; without it nothing can
        be withdrawn any more.

        Raises:
            RevisionOutdated: Another deed came between.
        """
        row = row_of(case) | {"search_text": _search_text(case)} | _before_row(before)
        if sealed is not None:
            row["sealed"] = sealed
        del row["case_id"]
        done = self._connection.execute(
            update(CASES)
            .where(CASES.c.case_id == case.case_id)
            .where(CASES.c.revision == expected_revision)
            .values(row)
        )
        if done.rowcount != 1:
            raise RevisionOutdated(case_id=case.case_id, revision=expected_revision)

    def save_head(self, case: Case, *, expected_acts: int) -> None:
        """Write the head of the chain only: acts that step nothing keep the revision.

        Raises:
            RevisionOutdated: Another act came between.
        """
        done = self._connection.execute(
            update(CASES)
            .where(CASES.c.case_id == case.case_id, CASES.c.acts == expected_acts)
            .values(acts=case.acts, head=case.head)
        )
        if done.rowcount != 1:
            raise RevisionOutdated(case_id=case.case_id, revision=case.revision)

    def before(self, case_id: str) -> Before | None:
        """Return what withdrawing the case's last deed restores, if it can be."""
        row = self._first(_BEFORE, case_id=case_id)
        if row is None or row["before_sealed"] is None:
            return None
        told: Mapping[str, Any] = row["before"]
        return Before(
            revision=told["revision"],
            seq=told["seq"],
            task_id=told["task_id"],
            by=told["by"],
            state=CaseState(told["state"]),
            sealed=_bytes(row["before_sealed"]),
            rows=told["rows"],
        )

    def open_ids(self, after: str = "", size: int = 100) -> tuple[str, ...]:
        """Return ids of cases that have not ended, in order, from after `after`."""
        ended = (CaseState.FINISHED.value, CaseState.CANCELLED.value)
        found = self._connection.execute(
            select(CASES.c.case_id)
            .where(CASES.c.case_id > after, CASES.c.state.not_in(ended))
            .order_by(CASES.c.case_id)
            .limit(size)
        )
        return tuple(found.scalars())

    def open_elsewhere(
        self, slug: str, version_id: str, *, after: str = "", size: int
    ) -> tuple[Case, ...]:
        """Return open cases of a procedure on other versions than this, in order."""
        ended = (CaseState.FINISHED.value, CaseState.CANCELLED.value)
        rows = self._connection.execute(
            select(*_FACTS)
            .where(CASES.c.slug == slug, CASES.c.version_id != version_id)
            .where(CASES.c.case_id > after, CASES.c.state.not_in(ended))
            .order_by(CASES.c.case_id)
            .limit(size)
        )
        return tuple(value_of(Case, row) for row in rows.mappings())

    def count_by_version(self) -> Mapping[str, tuple[int, int]]:
        """Return how many cases each version has: open ones, and all."""
        is_open = case((CASES.c.ended_at.is_(None), 1), else_=0)
        counted = select(CASES.c.version_id, func.sum(is_open), func.count())
        rows = self._connection.execute(counted.group_by(CASES.c.version_id))
        return {version_id: (int(live), count) for version_id, live, count in rows}

    def _first(self, statement: Select[Any], **given: str) -> RowMapping | None:
        return self._connection.execute(statement, given).mappings().first()


def _search_text(case: Case) -> str:
    return folded(f"{case.number} {case.title}")


def _before_row(before: Before | None) -> dict[str, object]:
    if before is None:
        return {"before": None, "before_sealed": None}
    row = row_of(before)
    return {"before_sealed": row.pop("sealed"), "before": row}


def _bytes(stored: bytes | memoryview | None) -> bytes:
    return b"" if stored is None else bytes(stored)
