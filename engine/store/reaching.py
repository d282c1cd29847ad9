"""How far somebody stands for a principal, as a condition of a query."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, and_, exists, or_
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from engine.model.office import GrantScope
from engine.model.right import Right
from engine.store.tables.task import TASKS

Principals = Mapping[str, Iterable[Right]]
Columns = ReadOnlyColumnCollection[str, Column[Any]]


def of_principals(
    column: ColumnElement[str], principals: Principals, about: Columns, *, tasks: bool
) -> ColumnElement[bool]:
    """Return the condition that a row is for one of them, as far as they reach."""
    within = {
        p: reached(rights, about, tasks=tasks) for p, rights in principals.items()
    }
    everywhere = [p for p, conditions in within.items() if not conditions]
    some = [
        and_(column == p, *conditions) for p, conditions in within.items() if conditions
    ]
    return or_(column.in_(everywhere), *some)


def reached(
    rights: Iterable[Right], about: Columns, *, tasks: bool
) -> list[ColumnElement[bool]]:
    """Return the condition that one of the rights reaches a row, none if all do.

    Args:
        about: Columns with the row's `case_id` and `slug`.
        tasks: Whether the rows are of tasks, which may be reserved.
    """
    found: list[ColumnElement[bool]] = []
    for right in rights:
        parts: list[ColumnElement[bool]] = []
        if right.scope is not GrantScope.ALL:
            by_slug = right.scope is GrantScope.PROCEDURES
            parts.append((about.slug if by_slug else about.case_id).in_(right.subjects))
        if tasks and not right.covers_reserved:
            open_to_all = TASKS.c.task_id == about.task_id, TASKS.c.reserved.is_(False)
            parts.append(exists().where(*open_to_all))
        if not parts:
            return []
        found.append(and_(*parts))
    return [or_(*found)] if found else []
