"""Rows to model values and back: columns bear the names of the fields.

What deeds and pages ask again and again is stated once, with parameters: building and
hashing a statement takes the toolkit longer than the database needs to answer it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_origin

from sqlalchemy import Connection, Executable, RowMapping, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
Insert = sqlite.Insert | postgresql.Insert
Readers = tuple[tuple[str, Callable[[Any], Any]], ...]

_KNOWN: dict[type, Readers] = {}


def row_of(value: Any) -> dict[str, object]:  # noqa: ANN401 (any dataclass of the model)
    """Return the value's fields as a row; words of an enum become plain text."""
    return {f.name: _written(getattr(value, f.name)) for f in fields(value)}


def value_of(kind: type[T], row: RowMapping, prefix: str = "") -> T:
    """Return the row as a model value; its columns may bear a prefix."""
    return kind(**{n: read(row[prefix + n]) for n, read in _readers(kind)})


def insert(connection: Connection, table: Table) -> Insert:
    """Return the dialect's own insert, which knows what to do on a conflict."""
    return _insert(connection.dialect.name, table)


def insert_once(
    connection: Connection, table: Table, row: Mapping[str, object]
) -> bool:
    """Insert the row; False if one with the same key is there already."""
    # The row count of an insert is not dependable; what it returns is.
    done = connection.execute(_insert_once(connection.dialect.name, table), row)
    return done.first() is not None


def upsert(connection: Connection, table: Table, *keep: str) -> Insert:
    """Return an insert that overwrites the row of the same key, but for `keep`."""
    return _upsert(connection.dialect.name, table, keep)


@cache
def _insert(dialect: str, table: Table) -> Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def _insert_once(dialect: str, table: Table) -> Executable:
    statement = _insert(dialect, table).on_conflict_do_nothing()
    return statement.returning(*table.primary_key.columns)


@cache
def _upsert(dialect: str, table: Table, keep: tuple[str, ...]) -> Insert:
    statement = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    moved = {
        name: statement.excluded[name]
        for name in table.columns.keys()  # noqa: SIM118 (a column collection, not a dict)
        if name not in {*keys, *keep}
    }
    return statement.on_conflict_do_update(index_elements=keys, set_=moved)


def write(connection: Connection, statement: Executable, rows: Iterable[Any]) -> None:
    """Execute the statement once for all rows, or not at all for none."""
    listed = list(rows)
    if listed:
        connection.execute(statement, listed)


def _written(value: object) -> object:
    return value.value if isinstance(value, StrEnum) else value


def _readers(kind: Any) -> Readers:  # noqa: ANN401 (a dataclass)
    known = _KNOWN.get(kind)
    if known is None:
        known = tuple((f.name, _reader(f.type)) for f in fields(kind))
        _KNOWN[kind] = known
    return known


def _reader(declared: Any) -> Callable[[Any], Any]:  # noqa: ANN401 (a type expression)
    if get_origin(declared) is tuple:
        return tuple
    if isinstance(declared, type) and issubclass(declared, StrEnum):
        return declared
    return _as_is


def _as_is(value: object) -> object:
    return value
