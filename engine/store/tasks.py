"""User tasks: opened by a step, closed once, by whoever compares and sets first."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)

from engine.model.limit import Term
from engine.model.task import TaskState, UserTask
from engine.store.rows import row_of, value_of, write
from engine.store.tables.case import CASES
from engine.store.tables.task import INBOX, TASKS

NO_DUE = datetime(9999, 1, 1, tzinfo=UTC)
_FACTS = tuple(c for c in TASKS.c if c.name in UserTask.__dataclass_fields__)
_LIVE = TASKS.c.state.in_((TaskState.OPEN.value, TaskState.CLAIMED.value))

_ALL = select(*_FACTS).order_by(TASKS.c.opened_at, TASKS.c.task_id)
_OF_ID = _ALL.where(TASKS.c.task_id == bindparam("task_id"))
_MINE = TASKS.c.case_id == bindparam("case_id")
_OF_CASE = _ALL.where(_MINE)
_OPEN_OF_CASE = _ALL.where(_MINE, _LIVE)
_ROUNDS = (
    select(TASKS.c.element_id, func.max(TASKS.c.round).label("round"))
    .where(_MINE)
    .group_by(TASKS.c.element_id)
)
_URGED = select(TASKS.c.task_id, TASKS.c.urged).where(_MINE, TASKS.c.urged > 0)
_OPEN, _LIST = TASKS.insert(), INBOX.insert()
_UNLIST = delete(INBOX).where(INBOX.c.task_id == bindparam("which"))


class Tasks:
    """Repository of user tasks and of their lines in the inbox."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, task_id: str) -> UserTask | None:
        return next(iter(self._read(_OF_ID, task_id=task_id)), None)

    def form_of(self, task_id: str) -> tuple[str, str, str] | None:
        """Return the task's form and name, and the version that its case runs on."""
        found = self._connection.execute(
            select(TASKS.c.form, TASKS.c.name, CASES.c.version_id)
            .join_from(TASKS, CASES, CASES.c.case_id == TASKS.c.case_id)
            .where(TASKS.c.task_id == task_id)
        ).first()
        return None if found is None else (found[0], found[1], found[2])

    def of_case(self, case_id: str) -> tuple[UserTask, ...]:
        """Return all tasks that the case ever had, oldest first."""
        return self._read(_OF_CASE, case_id=case_id)

    def open_of_case(self, case_id: str) -> tuple[UserTask, ...]:
        return self._read(_OPEN_OF_CASE, case_id=case_id)

    def rounds(self, case_id: str) -> Mapping[str, int]:
        """Return by element how often it has been opened in the case."""
        found = self._connection.execute(_ROUNDS, {"case_id": case_id})
        return {row.element_id: row.round for row in found}

    def urged(self, case_id: str) -> Mapping[str, int]:
        """Return by task how often its case was urged while it was open."""
        found = self._connection.execute(_URGED, {"case_id": case_id})
        return {row.task_id: row.urged for row in found}

    def candidates_of_cases(
        self, case_ids: Collection[str]
    ) -> Mapping[str, frozenset[str]]:
        """Return by case all principals who could ever do a task of it."""
        where = select(TASKS.c.case_id, TASKS.c.candidates)
        where = where.where(TASKS.c.case_id.in_(case_ids))
        found: dict[str, set[str]] = {}
        for case_id, candidates in self._connection.execute(where):
            found.setdefault(case_id, set()).update(candidates)
        return {case_id: frozenset(each) for case_id, each in found.items()}

    def open_many(self, tasks: Sequence[UserTask], *, slug: str, revision: int) -> None:
        """Write new tasks and their inbox lines; `revision` is the deed's."""
        extra = {"slug": slug, "opened_in": revision, "closed_in": 0, "urged": 0}
        write(self._connection, _OPEN, [row_of(t) | extra for t in tasks])
        self._list(tasks, slug)

    def complete(
        self, task_id: str, *, version: int, by: str, at: datetime, revision: int
    ) -> bool:
        """Complete the task; False if somebody was first, or it has changed since."""
        return self._close_one(
            task_id,
            version,
            state=TaskState.COMPLETED.value,
            completed_by=by,
            completed_at=at,
            closed_in=revision,
        )

    def ask(self, opinion: UserTask, *, slug: str) -> None:
        """Write the task that asks for an opinion, and count it on the one it is for.

        No deed's revision opened it: a step that is withdrawn leaves it alone.
        """
        self.open_many([opinion], slug=slug, revision=0)
        self._connection.execute(
            update(TASKS)
            .where(TASKS.c.task_id == opinion.asked_for)
            .values(asked=TASKS.c.asked + 1)
        )

    def answer(self, task_id: str, *, version: int, by: str, at: datetime) -> bool:
        """Complete a task that asked for an opinion; False if somebody was first."""
        return self.complete(task_id, version=version, by=by, at=at, revision=0)

    def close_asked(
        self, case_id: str, asked_for: str, *, at: datetime, revision: int
    ) -> None:
        """Cancel what was asked before this task and is not answered."""
        mine = TASKS.c.case_id == case_id
        self._close(mine & (TASKS.c.asked_for == asked_for), at, revision)

    def close_tokens(
        self, case_id: str, tokens: Collection[str], *, at: datetime, revision: int
    ) -> None:
        """Cancel the case's open tasks of these tokens, and what was asked for them."""
        if tokens:
            mine = TASKS.c.case_id == case_id
            gone = TASKS.c.token_id.in_(tokens)
            asking = select(TASKS.c.task_id).where(mine, gone)
            these = or_(gone, TASKS.c.asked_for.in_(asking))
            self._close(mine & these, at, revision)

    def close_case(self, case_id: str, *, at: datetime, revision: int) -> None:
        """Cancel all open tasks of the case."""
        self._close(TASKS.c.case_id == case_id, at, revision)

    def undo_deed(self, case_id: str, *, undone: int, at: datetime, now: int) -> None:
        """Cancel what the deed of revision `undone` opened, reopen what it closed.

        Tasks come back as they were, claimed where they were claimed; `now` is the
        revision of the withdrawing deed.
        """
        mine = TASKS.c.case_id == case_id
        opened = mine & (TASKS.c.opened_in == undone)
        self._close(opened, at, now)
        # Restored, the engine will open the same tokens again, in the same round.
        forgotten = {"token_id": TASKS.c.task_id, "round": 0}
        self._connection.execute(update(TASKS).where(opened).values(forgotten))
        back = self._connection.execute(
            update(TASKS)
            .where(mine, TASKS.c.closed_in == undone)
            .values(
                state=case(
                    (TASKS.c.claimed_by == "", TaskState.OPEN.value),
                    else_=TaskState.CLAIMED.value,
                ),
                completed_by="",
                completed_at=None,
                closed_in=0,
                version=TASKS.c.version + 1,
            )
            .returning(*_FACTS, TASKS.c.slug)
        )
        rows = back.mappings().all()
        if rows:
            self._list([value_of(UserTask, row) for row in rows], rows[0]["slug"])

    def claim(self, task_id: str, *, version: int, by: str, under: str) -> bool:
        """Claim an open task; False if somebody was first."""
        return self._move(
            task_id,
            version,
            TASKS.c.state == TaskState.OPEN.value,
            state=TaskState.CLAIMED.value,
            claimed_by=by,
            claimed_under=under,
        )

    def release(self, task_id: str, *, version: int) -> bool:
        """Give a claimed task back to its candidates; False if it has changed."""
        return self._move(
            task_id,
            version,
            TASKS.c.state == TaskState.CLAIMED.value,
            state=TaskState.OPEN.value,
            claimed_by="",
            claimed_under="",
        )

    def bump(self, task_id: str, *, version: int) -> bool:
        """Move an open task's version, as a draft does; False if it has changed."""
        return self._move(task_id, version, _LIVE)

    def transfer(
        self, task_id: str, *, version: int, candidates: tuple[str, ...]
    ) -> bool:
        """Pass an open task on to other candidates; False if it has changed."""
        moved = self._move(
            task_id,
            version,
            _LIVE,
            state=TaskState.OPEN.value,
            claimed_by="",
            claimed_under="",
            candidates=candidates,
            transfers=TASKS.c.transfers + 1,
        )
        if moved:
            self._relist(task_id)
        return moved

    def put_terms(self, terms: Mapping[str, Term]) -> None:
        """Write the terms of open tasks, on the tasks and in the inbox."""
        rows = [
            {
                "which": task_id,
                "due": term.due_at,
                "warn": term.warn_at,
                "of": term.unit,
                "sort": term.due_at or NO_DUE,
            }
            for task_id, term in terms.items()
        ]
        which: BindParameter[str] = bindparam("which")
        due_at: BindParameter[datetime | None] = bindparam("due")
        tasks = update(TASKS).where(TASKS.c.task_id == which)
        tasks = tasks.values(
            due_at=due_at, warn_at=bindparam("warn"), due_unit=bindparam("of")
        )
        lines = update(INBOX).where(INBOX.c.task_id == which)
        write(self._connection, tasks, rows)
        lines = lines.values(due_at=due_at, sort_at=bindparam("sort"))
        write(self._connection, lines, rows)

    def urge(self, case_id: str) -> int:
        """Count one urging on the case's open tasks and return how many there are."""
        done = self._connection.execute(
            update(TASKS)
            .where(TASKS.c.case_id == case_id, _LIVE)
            .values(urged=TASKS.c.urged + 1)
        )
        return done.rowcount

    def _read(self, statement: Select[Any], **given: str) -> tuple[UserTask, ...]:
        rows = self._connection.execute(statement, given).mappings()
        return tuple(value_of(UserTask, row) for row in rows)

    def _move(
        self, task_id: str, version: int, only: ColumnElement[bool], **values: object
    ) -> bool:
        done = self._connection.execute(
            update(TASKS)
            .where(TASKS.c.task_id == task_id, TASKS.c.version == version, only)
            .values(version=TASKS.c.version + 1, **values)
        )
        return done.rowcount == 1

    def _close_one(self, task_id: str, version: int, **values: object) -> bool:
        won = self._move(task_id, version, _LIVE, **values)
        if won:
            self._connection.execute(_UNLIST, {"which": task_id})
        return won

    def _close(self, which: ColumnElement[bool], at: datetime, revision: int) -> None:
        """Cancel the open ones among these; their lines first, while they are open."""
        going = select(TASKS.c.task_id).where(which, _LIVE)
        self._connection.execute(delete(INBOX).where(INBOX.c.task_id.in_(going)))
        self._connection.execute(
            update(TASKS)
            .where(which, _LIVE)
            .values(
                state=TaskState.CANCELLED.value,
                completed_at=at,
                closed_in=revision,
                version=TASKS.c.version + 1,
            )
        )

    def _relist(self, task_id: str) -> None:
        where = select(*_FACTS, TASKS.c.slug).where(TASKS.c.task_id == task_id)
        row = self._connection.execute(where).mappings().one()
        self._connection.execute(_UNLIST, {"which": task_id})
        self._list([value_of(UserTask, row)], row["slug"])

    def _list(self, tasks: Sequence[UserTask], slug: str) -> None:
        lines = [
            {
                "principal": principal,
                "sort_at": task.due_at or NO_DUE,
                "task_id": task.task_id,
                "case_id": task.case_id,
                "slug": slug,
                "due_at": task.due_at,
            }
            for task in tasks
            for principal in dict.fromkeys(task.candidates)
        ]
        write(self._connection, _LIST, lines)
