"""What officials do to a task before it is done: openings and drafts of answers."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from engine.store.rows import insert, insert_once
from engine.store.tables.task import TASK_DRAFTS, TASK_OPENINGS, TASKS


class Openings:
    """Repository of who opened a task first when."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, task_id: str, *, by: str, at: datetime) -> bool:
        """Record that the person opened the task; False if they had before."""
        row = {"task_id": task_id, "person_id": by, "at": at}
        return insert_once(self._connection, TASK_OPENINGS, row)

    def first_since(self, case_id: str, revision: int) -> tuple[str, datetime] | None:
        """Return who first opened a task that the deed of this revision opened."""
        found = self._connection.execute(
            select(TASK_OPENINGS.c.person_id, TASK_OPENINGS.c.at)
            .join(TASKS, TASKS.c.task_id == TASK_OPENINGS.c.task_id)
            .where(TASKS.c.case_id == case_id, TASKS.c.opened_in == revision)
            .order_by(TASK_OPENINGS.c.at)
            .limit(1)
        ).first()
        return None if found is None else (found[0], found[1])

    def of_tasks(
        self, task_ids: Collection[str]
    ) -> tuple[tuple[str, str, datetime], ...]:
        """Return task, person and moment of every opening of these tasks."""
        opened = TASK_OPENINGS.c
        where = select(opened.task_id, opened.person_id, opened.at)
        where = where.where(opened.task_id.in_(task_ids)).order_by(opened.at)
        return tuple((t, p, at) for t, p, at in self._connection.execute(where))


class Drafts:
    """Repository of answers saved and not submitted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(
        self, task_id: str, answers: Mapping[str, object], *, by: str, at: datetime
    ) -> None:
        """Write the answers so far over those saved before."""
        row = insert(self._connection, TASK_DRAFTS).values(
            task_id=task_id,
            answers=answers,
            version=1,
            saved_by=by,
            saved_at=at,
        )
        over = {
            "answers": row.excluded.answers,
            "version": TASK_DRAFTS.c.version + 1,
            "saved_by": row.excluded.saved_by,
            "saved_at": row.excluded.saved_at,
        }
        self._connection.execute(
            row.on_conflict_do_update(index_elements=["task_id"], set_=over)
        )

    def find(self, task_id: str) -> Mapping[str, object]:
        """Return the answers saved, empty if there are none."""
        where = select(TASK_DRAFTS.c.answers).where(TASK_DRAFTS.c.task_id == task_id)
        found: Mapping[str, object] | None = self._connection.execute(where).scalar()
        return found or {}

    def saved(self, task_id: str) -> tuple[str, datetime] | None:
        """Return who saved last and when, None if nothing is saved."""
        columns = select(TASK_DRAFTS.c.saved_by, TASK_DRAFTS.c.saved_at)
        where = columns.where(TASK_DRAFTS.c.task_id == task_id)
        row = self._connection.execute(where).first()
        return None if row is None else (row.saved_by, row.saved_at)
