"""`calendar/<year>.json`: holidays, make-up days and the notice they stand in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from marshmallow import ValidationError, validate, validates_schema

from engine.content.authored import (
    AuthoredSchema,
    Day,
    Many,
    Whole,
    Words,
    read_authored,
)
from engine.model.calendar import YearCalendar


class _Year(AuthoredSchema):
    year = Whole(
        strict=True,
        required=True,
        validate=validate.Range(2000, 2999, error="年份应是四位数"),
    )
    notice = Words(required=True, maximum=200)
    holidays = Many(Day(), required=True)
    working_days = Many(Day(), required=True)

    @validates_schema
    def _days_are_of_the_year(self, data: dict[str, Any], **_: object) -> None:
        wrong: dict[str, list[str]] = {}
        for name in ("holidays", "working_days"):
            days = data[name]
            wrong[name] = [
                f"{day} 不在 {data['year']} 年" for day in _foreign(data, days)
            ]
            if len(set(days)) != len(days):
                wrong[name].append("有重复的日期")
        wrong["working_days"] += [
            f"{day} 同时列为放假日"
            for day in sorted({*data["working_days"]} & {*data["holidays"]})
        ]
        if any(wrong.values()):
            raise ValidationError({name: told for name, told in wrong.items() if told})


def read_calendar(data: bytes, path: str = "calendar") -> YearCalendar:
    """Return one authored year.

    Raises:
        BundleRejected: Everything that is wrong with it.
    """
    loaded = read_authored(_Year(), data, path)
    return YearCalendar(
        loaded["year"],
        loaded["notice"],
        frozenset(loaded["holidays"]),
        frozenset(loaded["working_days"]),
    )


def _foreign(data: dict[str, Any], days: Iterable[date]) -> list[date]:
    return [day for day in days if day.year != data["year"]]
