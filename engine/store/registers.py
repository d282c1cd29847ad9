"""Registers (台账): what procedures declared, as typed rows."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    and_,
    bindparam,
    delete,
    exists,
    select,
    type_coerce,
)

from engine.model.case import Case
from engine.model.reading import Lamp
from engine.store.lamps import shows
from engine.store.rows import upsert, value_of, write
from engine.store.tables.case import CASES, REGISTER_VALUES

_MOMENT_FROM = len("2026-11-23T01:00")
_DAY = len("2026-11-23")
_CASE = tuple(c for c in CASES.c if c.name in Case.__dataclass_fields__)

_VALUES = select(
    REGISTER_VALUES.c.case_id, REGISTER_VALUES.c.name, REGISTER_VALUES.c.plain
).order_by(REGISTER_VALUES.c.name)
_OF_CASE = _VALUES.where(REGISTER_VALUES.c.case_id == bindparam("case_id"))


@dataclass(frozen=True, slots=True)
class Between:
    """A condition on a field: equal to `is_`, or from `low` to below `high`.

    `has` is a word that it is, or that is one of the list that it is.
    """

    name: str
    is_: object = None
    low: object = None
    high: object = None
    has: str = ""


@dataclass(frozen=True, slots=True)
class Lit:
    """A condition on a case's lamp now; `keys` are the limits looked at, or all."""

    lamp: Lamp
    now: datetime
    keys: tuple[str, ...] = ()


class Registers:
    """Repository of register values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, case_id: str, slug: str, values: Mapping[str, object]) -> None:
        """Write register fields over what they were."""
        rows = [
            {"case_id": case_id, "name": name, "slug": slug, "plain": value}
            | typed(value)
            for name, value in values.items()
        ]
        write(self._connection, upsert(self._connection, REGISTER_VALUES), rows)

    def restore(self, case_id: str, slug: str, values: Mapping[str, object]) -> None:
        """Let the case's register be exactly this."""
        mine = REGISTER_VALUES.c.case_id == case_id
        self._connection.execute(delete(REGISTER_VALUES).where(mine))
        self.put(case_id, slug, values)

    def of_case(self, case_id: str) -> Mapping[str, object]:
        """Return the case's register by field name, values as expressions read them."""
        found = self._connection.execute(_OF_CASE, {"case_id": case_id})
        return {name: plain for _, name, plain in found}

    def of_cases(self, case_ids: Collection[str]) -> Mapping[str, Mapping[str, object]]:
        """Return the registers of the cases that have one."""
        theirs = _VALUES.where(REGISTER_VALUES.c.case_id.in_(case_ids))
        found: dict[str, dict[str, object]] = {}
        for case_id, name, plain in self._connection.execute(theirs):
            found.setdefault(case_id, {})[name] = plain
        return found

    def find(
        self,
        slug: str,
        *conditions: Between,
        lit: Lit | None = None,
        after: str = "",
        size: int = 50,
    ) -> tuple[Case, ...]:
        """Return cases of a procedure whose register fulfils all conditions.

        Newest first; `after` is the case id to page on from.
        """
        where = select(*_CASE).where(CASES.c.slug == slug)
        if lit is not None:
            where = where.where(shows(lit.lamp, CASES.c.case_id, lit.keys, lit.now))
        for condition in conditions:
            where = where.where(_holds(condition))
        if after:
            where = where.where(CASES.c.case_id < after)
        ordered = where.order_by(CASES.c.case_id.desc()).limit(size)
        rows = self._connection.execute(ordered).mappings()
        return tuple(value_of(Case, row) for row in rows)


def typed(value: object) -> dict[str, object]:
    """Return the typed columns that a value fills; ISO text counts as what it says."""
    row = dict[str, object](text=None, number=None, moment=None, day=None, flag=None)
    match value:
        case bool():
            row["flag"] = value
        case int() | float():
            row["number"] = float(value)
        case datetime():
            row["moment"] = value
        case date():
            row["day"] = value
        case str():
            row["text"] = value
            row |= _dated(value)
    return row


def _dated(text: str) -> dict[str, object]:
    try:
        if len(text) == _DAY:
            return {"day": date.fromisoformat(text)}
        if len(text) >= _MOMENT_FROM:
            moment = datetime.fromisoformat(text)
            return {"moment": moment} if moment.tzinfo else {}
    except ValueError:
        pass
    return {}


def _holds(condition: Between) -> ColumnElement[bool]:
    rows = REGISTER_VALUES.alias()
    parts = [rows.c.case_id == CASES.c.case_id, rows.c.name == condition.name]
    for value, operator in (
        (condition.is_, "__eq__"),
        (condition.low, "__ge__"),
        (condition.high, "__lt__"),
    ):
        if value is not None:
            row = {n: v for n, v in typed(value).items() if v is not None}
            name, bound = row.popitem()
            parts.append(getattr(rows.c[name], operator)(bound))
    if condition.has:
        written = json.dumps(condition.has, ensure_ascii=False)
        as_text = type_coerce(rows.c.plain, Text)
        parts.append(as_text.contains(written, autoescape=True))
    return exists().where(and_(*parts))
