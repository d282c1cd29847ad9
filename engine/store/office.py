"""The office in dated rows: read as one picture, changed by its verbs."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, RowMapping, Table, or_, select, update

from engine.model.calendar import WorkingCalendar, YearCalendar
from engine.model.clock import today
from engine.model.office import (
    Absence,
    Appointment,
    Grant,
    Office,
    Person,
    Portfolio,
    Post,
    Unit,
)
from engine.store.rows import insert, row_of, upsert, value_of, write
from engine.store.tables.office import (
    ABSENCES,
    APPOINTMENTS,
    CALENDAR_YEARS,
    GRANTS,
    OFFICE_REVISION,
    PARAMETERS,
    PEOPLE,
    PORTFOLIOS,
    POSTS,
    UNITS,
)

T = TypeVar("T")
_REVISION = select(OFFICE_REVISION.c.revision)


class OfficeRows:
    """Repository of the office, its working calendar and its parameters."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def revision(self) -> int:
        """Return the number that moves with every change; 0 for an empty database."""
        return self._connection.execute(_REVISION).scalar() or 0

    def load(self) -> Office:
        """Return the whole picture: eight statements, whatever its size."""
        return Office(
            revision=self.revision(),
            units={unit.unit_id: unit for unit in self._all(UNITS, Unit)},
            posts={post.post_id: post for post in self._all(POSTS, Post)},
            people={one.person_id: one for one in self._all(PEOPLE, Person)},
            appointments=self._all(APPOINTMENTS, Appointment),
            portfolios=self._all(PORTFOLIOS, Portfolio),
            absences=self._all(ABSENCES, Absence),
            grants=self._all(GRANTS, Grant),
        )

    def load_for_change(self) -> Office:
        """Return the office as it stands, changed by nobody else until the end.

        What must not meet (two grants of one post) is checked against this.
        """
        self._connection.execute(_REVISION.with_for_update())
        return self.load()

    def calendar(self) -> WorkingCalendar:
        rows = self._connection.execute(select(CALENDAR_YEARS)).mappings()
        return WorkingCalendar({row["year"]: _year(row) for row in rows})

    def parameters(self, on: date | None = None) -> dict[str, object]:
        """Return what the parameters are on that office day, by default today."""
        column = PARAMETERS.c
        found = self._connection.execute(
            select(column.name, column.value)
            .where(column.from_on <= (on or today()))
            .order_by(column.from_on)
        )
        return {name: value for name, value in found}  # noqa: C416 (the later row wins)

    def put_units(self, units: Iterable[Unit]) -> None:
        self._put(UNITS, units)

    def put_posts(self, posts: Iterable[Post]) -> None:
        self._put(POSTS, posts)

    def put_people(self, people: Iterable[Person]) -> None:
        self._put(PEOPLE, people)

    def put_calendar(self, years: Iterable[YearCalendar]) -> None:
        rows = [
            {
                "year": year.year,
                "notice": year.notice,
                "holidays": sorted(year.holidays),
                "working_days": sorted(year.working_days),
            }
            for year in years
        ]
        self._write(CALENDAR_YEARS, rows)

    def put_parameter(
        self,
        name: str,
        value: object,
        *,
        from_on: date,
        unit: str = "",
        references: Collection[str] = (),
        note: str = "",
    ) -> None:
        """Let a parameter have a value from a day on."""
        row = {"name": name, "from_on": from_on, "value": value, "unit": unit}
        row |= {"references": list(references), "note": note}
        self._write(PARAMETERS, [row])

    def appoint(self, appointment: Appointment) -> None:
        self._put(APPOINTMENTS, [appointment])

    def end_appointment(self, person_id: str, post_id: str, *, until_on: date) -> bool:
        """Let the appointment that then runs end with that day; False if none runs."""
        column = APPOINTMENTS.c
        done = self._connection.execute(
            update(APPOINTMENTS)
            .where(column.person_id == person_id, column.post_id == post_id)
            .where(column.from_on <= until_on)
            .where(or_(column.until_on.is_(None), column.until_on > until_on))
            .values(until_on=until_on)
        )
        self._move()
        return done.rowcount > 0

    def set_portfolio(
        self, post_id: str, unit_ids: Collection[str], *, from_on: date
    ) -> None:
        """Let the post be in charge of exactly these units from that day on."""
        column = PORTFOLIOS.c
        running = or_(column.until_on.is_(None), column.until_on >= from_on)
        until_on = from_on - timedelta(days=1)
        self._connection.execute(
            update(PORTFOLIOS)
            .where(column.post_id == post_id, running)
            .values(until_on=until_on)
        )
        self._put(PORTFOLIOS, [Portfolio(post_id, u, from_on) for u in unit_ids])

    def put_absence(self, absence: Absence) -> None:
        """Record an absence, or when one that is known ends."""
        self._put(ABSENCES, [absence])

    def put_grant(self, grant: Grant) -> None:
        """Register a grant, or what is changed about it."""
        self._put(GRANTS, [grant])

    def end_grant(self, grant_id: str, *, at: datetime) -> Grant | None:
        """Let a grant end at this moment; None if there is no such grant."""
        where = select(GRANTS).where(GRANTS.c.grant_id == grant_id)
        row = self._connection.execute(where.with_for_update()).mappings().first()
        if row is None:
            return None
        ended = replace(value_of(Grant, row), until_at=at)
        self.put_grant(ended)
        return ended

    def seed(self, office: Office) -> None:
        """Write a whole office, as at the first set-up."""
        self.put_units(office.units.values())
        self.put_posts(office.posts.values())
        self.put_people(office.people.values())
        self._put(APPOINTMENTS, office.appointments)
        self._put(PORTFOLIOS, office.portfolios)
        self._put(ABSENCES, office.absences)
        self._put(GRANTS, office.grants)

    def _all(self, table: Table, kind: type[T]) -> tuple[T, ...]:
        where = select(table).order_by(*table.primary_key.columns)
        rows = self._connection.execute(where).mappings()
        return tuple(value_of(kind, row) for row in rows)

    def _put(self, table: Table, values: Iterable[object]) -> None:
        self._write(table, [row_of(value) for value in values])

    def _write(self, table: Table, rows: Collection[dict[str, object]]) -> None:
        write(self._connection, upsert(self._connection, table), rows)
        self._move()

    def _move(self) -> None:
        statement = insert(self._connection, OFFICE_REVISION)
        moved = {"revision": OFFICE_REVISION.c.revision + 1}
        statement = statement.values(one=1, revision=1)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["one"], set_=moved)
        )


def _year(row: RowMapping) -> YearCalendar:
    return YearCalendar(
        year=row["year"],
        notice=row["notice"],
        holidays=frozenset(map(date.fromisoformat, row["holidays"])),
        working_days=frozenset(map(date.fromisoformat, row["working_days"])),
    )
