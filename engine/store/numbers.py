"""Number series: numbers given out in the deed that uses them, without gaps."""

from sqlalchemy import Connection

from engine.store.rows import insert
from engine.store.tables.case import NUMBER_SERIES


class Numbers:
    """Repository of number series."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next(self, series: str, year: int) -> int:
        """Take the next number of the year; a deed rolled back gives it back.

        The series stays locked until the deed ends, so that no number is skipped.
        """
        first = insert(self._connection, NUMBER_SERIES).values(
            series=series, year=year, last=1
        )
        taken = first.on_conflict_do_update(
            index_elements=["series", "year"], set_={"last": NUMBER_SERIES.c.last + 1}
        )
        last: int = self._connection.execute(
            taken.returning(NUMBER_SERIES.c.last)
        ).scalar_one()
        return last
