"""A small office for tests: a mayor, two deputies, the units in their charge."""

from datetime import UTC, date, datetime

from engine.model.calendar import WorkingCalendar, YearCalendar
from engine.model.office import (
    Absence,
    Appointment,
    Office,
    Person,
    Portfolio,
    Post,
    Unit,
)
from engine.model.surroundings import Surroundings

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SINCE = date(2026, 1, 1)

OFFICE = Office(
    revision=1,
    units={
        "finance": Unit("finance", "财政局", head_post="finance_head"),
        "education": Unit("education", "教育局"),
        "water": Unit("water", "水利局"),
    },
    posts={
        "mayor": Post("mayor", "市长", "", 1, ("leader",)),
        "deputy_a": Post("deputy_a", "副市长甲", "", 2, ("leader", "deputy")),
        "deputy_b": Post("deputy_b", "副市长乙", "", 3, ("leader", "deputy")),
        "finance_head": Post("finance_head", "财政局局长", "finance", 10),
    },
    people={
        "zhao": Person("zhao", "赵", "zhao"),
        "qian": Person("qian", "钱", "qian"),
    },
    appointments=(
        Appointment("zhao", "mayor", SINCE),
        Appointment("qian", "deputy_a", SINCE),
    ),
    portfolios=(
        Portfolio("deputy_b", "education", SINCE),
        Portfolio("deputy_a", "finance", SINCE),
        Portfolio("deputy_a", "water", SINCE, date(2026, 2, 1)),
        Portfolio("deputy_b", "water", date(2026, 2, 2)),
    ),
    absences=(Absence("a", "zhao", "离市", NOW, None, ""),),
    grants=(),
)
CALENDAR = WorkingCalendar(
    {
        2026: YearCalendar(
            2026,
            "通知",
            frozenset({date(2026, 3, 4)}),
            frozenset({date(2026, 3, 7)}),
        )
    }
)
CASE = {
    "id": "c1",
    "number": "p-2026-0001",
    "title": "预算",
    "initiator": "person:qian",
    "initiator_post": "post:finance_head",
    "initiator_unit": "unit:finance",
    "started_at": "2026-03-01T01:00:00+00:00",
}


def surroundings(
    tables: dict[str, bytes] | None = None, **case: object
) -> Surroundings:
    """Return the surroundings of a step in the small office."""
    parameters = {"lead_days": 2, "ratio": 0.5}
    return Surroundings(OFFICE, CALENDAR, parameters, {**CASE, **case}, tables or {})
