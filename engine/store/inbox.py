"""The inbox: pages of the four boxes, each one statement, and what they count.

Open tasks are read per principal from the index that keeps them in order, and merged:
one `IN` over all principals would sort every line that any of them has.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    exists,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

from engine.model.case import CaseState
from engine.model.right import Right
from engine.model.task import TaskState, UserTask
from engine.model.waiting import InboxEntry
from engine.store.reaching import Principals, of_principals, reached
from engine.store.rows import value_of
from engine.store.search import matching
from engine.store.tables.case import CASES
from engine.store.tables.task import INBOX, TASKS
from engine.store.tables.trail import NOTICE_READS, NOTICES

# Nobody reads an exact four-digit count, and counting everything takes long.
MOST_COUNTED = 1000

Key = tuple[ColumnElement[Any], ColumnElement[Any]]

_TASK = tuple(
    c.label(f"task_{c.name}")
    for c in TASKS.c
    if c.name in UserTask.__dataclass_fields__
)
_CASE = (
    CASES.c.case_id,
    CASES.c.slug,
    CASES.c.number,
    CASES.c.title,
    CASES.c.state,
    CASES.c.outcome,
    CASES.c.initiator,
    CASES.c.initiator_unit,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is narrowed to; `after` is the key of the last line before it."""

    after: str = ""
    size: int = 20
    search: str = ""
    slug: str = ""
    due_from: datetime | None = None
    due_before: datetime | None = None


class InboxLines:
    """Repository of the boxes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def to_do(self, principals: Principals, asked: Asked) -> tuple[InboxEntry, ...]:
        """Return open tasks of these principals, those due first before the others.

        What a right by a grant does not reach is left out.
        """
        if not principals:
            return ()
        lines = union_all(
            *(_lines_of(p, rights, asked) for p, rights in principals.items())
        ).subquery()
        page = (
            select(
                lines.c.sort_at, lines.c.task_id, func.min(lines.c.principal).label("p")
            )
            .group_by(lines.c.sort_at, lines.c.task_id)
            .order_by(lines.c.sort_at, lines.c.task_id)
            .limit(asked.size)
            .subquery()
        )
        found = (
            select(page.c.sort_at.label("key_at"), page.c.p, *_CASE, *_TASK)
            .add_columns(TASKS.c.urged)
            .join_from(page, TASKS, TASKS.c.task_id == page.c.task_id)
            .join(CASES, CASES.c.case_id == TASKS.c.case_id)
            .order_by(page.c.sort_at, page.c.task_id)
        )
        return tuple(_task_entry(row, row["p"]) for row in self._rows(found))

    def done(self, person_id: str, asked: Asked) -> tuple[InboxEntry, ...]:
        """Return tasks that the person completed, the latest first."""
        key = TASKS.c.completed_at, TASKS.c.task_id
        where = (
            select(TASKS.c.completed_at.label("key_at"), *_CASE, *_TASK, TASKS.c.urged)
            .join(CASES, CASES.c.case_id == TASKS.c.case_id)
            .where(TASKS.c.completed_by == person_id)
            .where(TASKS.c.state == TaskState.COMPLETED.value)
        )
        page = _page_down(_narrowed(where, asked), key, asked)
        return tuple(_task_entry(row, "") for row in self._rows(page))

    def started(self, person_id: str, asked: Asked) -> tuple[InboxEntry, ...]:
        """Return cases that the person started, the latest first."""
        key = CASES.c.started_at, CASES.c.case_id
        where = select(CASES.c.started_at.label("key_at"), *_CASE)
        where = where.where(CASES.c.initiator == person_id)
        page = _page_down(_narrowed(where, asked), key, asked)
        return tuple(_entry(row, row["case_id"]) for row in self._rows(page))

    def to_read(
        self, person_id: str, principals: Principals, asked: Asked
    ) -> tuple[InboxEntry, ...]:
        """Return notices that the person has not read, the latest first."""
        key = NOTICES.c.at, NOTICES.c.notice_id
        where = (
            select(NOTICES.c.at.label("key_at"), *_CASE)
            .add_columns(NOTICES.c.notice_id, NOTICES.c.text, NOTICES.c.principal)
            .join(CASES, CASES.c.case_id == NOTICES.c.case_id)
            .where(_unread(person_id, principals))
        )
        page = _page_down(_narrowed(where, asked), key, asked)
        return tuple(
            _entry(
                row,
                row["notice_id"],
                principal=row["principal"],
                notice_id=row["notice_id"],
                text=row["text"],
            )
            for row in self._rows(page)
        )

    def counts(
        self,
        person_id: str,
        principals: Principals,
        *,
        now: datetime,
        soon: datetime,
    ) -> Mapping[str, int]:
        """Return `todo overdue due_soon to_read done started`, each capped.

        Due soon is what falls due from `now` until before `soon`.
        """
        due_soon = Asked(due_from=now, due_before=soon)
        done = select(literal(1)).where(TASKS.c.completed_by == person_id)
        started = select(literal(1)).where(CASES.c.initiator == person_id)
        unread = select(literal(1)).where(_unread(person_id, principals))
        unread = unread.join_from(NOTICES, CASES, CASES.c.case_id == NOTICES.c.case_id)
        counted = {
            "todo": _open_tasks(principals, Asked()),
            "overdue": _open_tasks(principals, Asked(due_before=now)),
            "due_soon": _open_tasks(principals, due_soon),
            "to_read": unread,
            "done": done.where(TASKS.c.state == TaskState.COMPLETED.value),
            "started": started,
        }
        columns = [_capped(which).label(name) for name, which in counted.items()]
        row = self._connection.execute(select(*columns)).mappings().one()
        return dict(row)

    def _rows(self, statement: Select[Any]) -> Sequence[RowMapping]:
        return self._connection.execute(statement).mappings().all()


def _lines_of(principal: str, rights: Iterable[Right], asked: Asked) -> Select[Any]:
    """Return the first lines of one principal, from after the page before."""
    column = INBOX.c
    where = select(column.sort_at, column.task_id, column.principal)
    where = where.where(column.principal == principal, *_due(INBOX.c.due_at, asked))
    where = where.where(*reached(rights, INBOX.c, tasks=True))
    if asked.slug:
        where = where.where(column.slug == asked.slug)
    ids = matching(asked.search)
    if ids is not None:
        where = where.where(column.case_id.in_(ids))
    if asked.after:
        key = column.sort_at, column.task_id
        where = where.where(tuple_(*key) > _named(key, asked))
    ordered = where.order_by(column.sort_at, column.task_id).limit(asked.size)
    return select(ordered.subquery())


def _open_tasks(principals: Principals, asked: Asked) -> Select[Any]:
    due = _due(INBOX.c.due_at, asked)
    mine = of_principals(INBOX.c.principal, principals, INBOX.c, tasks=True)
    return select(INBOX.c.task_id).where(mine, *due).distinct()


def _capped(which: Select[Any]) -> ColumnElement[int]:
    some = which.limit(MOST_COUNTED).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _unread(person_id: str, principals: Principals) -> ColumnElement[bool]:
    mine = {f"person:{person_id}": (), **principals}
    read = exists().where(
        NOTICE_READS.c.notice_id == NOTICES.c.notice_id,
        NOTICE_READS.c.person_id == person_id,
    )
    # The query that asks has joined the notice's case.
    told = of_principals(NOTICES.c.principal, mine, CASES.c, tasks=False)
    return and_(told, ~read)


def _due(column: ColumnElement[Any], asked: Asked) -> list[ColumnElement[bool]]:
    conditions = []
    if asked.due_from is not None:
        conditions.append(column >= asked.due_from)
    if asked.due_before is not None:
        conditions.append(column < asked.due_before)
    return conditions


def _narrowed(where: Select[Any], asked: Asked) -> Select[Any]:
    if asked.slug:
        where = where.where(CASES.c.slug == asked.slug)
    ids = matching(asked.search)
    return where if ids is None else where.where(CASES.c.case_id.in_(ids))


def _page_down(where: Select[Any], key: Key, asked: Asked) -> Select[Any]:
    """Return the page of the latest lines that come after the one named."""
    at, last = key
    if asked.after:
        where = where.where(tuple_(*key) < _named(key, asked))
    return where.order_by(at.desc(), last.desc()).limit(asked.size)


def _named(key: Key, asked: Asked) -> ColumnElement[Any]:
    """Return the key that the page goes on from, to compare as one: the index does."""
    moment, _, last = asked.after.partition("/")
    types = [column.type for column in key]
    return tuple_(datetime.fromisoformat(moment), last, types=types)


def _task_entry(row: RowMapping, principal: str) -> InboxEntry:
    task = value_of(UserTask, row, "task_")
    return _entry(
        row,
        task.task_id,
        principal=principal,
        since=task.opened_at,
        task=task,
        urged=row["urged"],
    )


def _entry(row: RowMapping, last: str, **more: Any) -> InboxEntry:  # noqa: ANN401 (fields of the entry)
    fields = {
        "key": f"{row['key_at'].isoformat()}/{last}",
        "principal": "",
        "case_id": row["case_id"],
        "slug": row["slug"],
        "number": row["number"],
        "title": row["title"],
        "case_state": CaseState(row["state"]),
        "outcome": row["outcome"],
        "initiator": row["initiator"],
        "initiator_unit": row["initiator_unit"],
        "since": row["key_at"],
    }
    return InboxEntry(**(fields | more))
