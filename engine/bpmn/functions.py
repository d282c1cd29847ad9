"""The functions that expressions may call: plain ones, the calendar, the office."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from engine.model.clock import OFFICE_ZONE, now, office_day, today
from engine.model.standing import by_rank, deputies_in_charge, holders, is_away
from engine.model.surroundings import Surroundings

MAXIMUM_SPAN = 100_000
MAXIMUM_DIGITS = 12


class FunctionRefused(ValueError):
    """A function cannot answer what it was asked; the message is a Chinese reason."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a function may look at; `decide` answers from a decision table by name."""

    surroundings: Surroundings
    decide: Callable[[str, Mapping[str, object]], object]


def day_of(moment: object) -> date:
    """Return the office's day of a moment; a day is its own."""
    if isinstance(moment, datetime):
        return office_day(moment)
    if isinstance(moment, date):
        return moment
    raise FunctionRefused("需要一个日期，或带时区的时刻")


def moment_of(day: object, clock: object) -> datetime:
    """Return the moment at which the office's clock shows `HH:MM` on that day."""
    if not isinstance(clock, str):
        raise FunctionRefused("时刻应当写成“09:00”")
    try:
        at = time.fromisoformat(clock)
    except ValueError as error:
        raise FunctionRefused("时刻应当写成“09:00”") from error
    return datetime.combine(day_of(day), at, OFFICE_ZONE).astimezone(UTC)


def hours_after(moment: object, hours: object) -> datetime:
    """Return the moment that many hours later."""
    if not isinstance(moment, datetime):
        raise FunctionRefused("需要一个带时区的时刻")
    return moment + timedelta(hours=_span(hours, whole=False))


def minutes_between(earlier: object, later: object) -> int:
    """Return the whole minutes from one moment to another; negative if it is past."""
    if not isinstance(earlier, datetime) or not isinstance(later, datetime):
        raise FunctionRefused("需要两个带时区的时刻")
    return (later - earlier) // timedelta(minutes=1)


def days_after(moment: object, days: object) -> date:
    """Return the same time of the office's day, that many calendar days later."""
    return _shift(moment, lambda day: day + timedelta(days=_span(days)))


def _workdays_after(context: Context, moment: object, days: object) -> date:
    calendar = context.surroundings.calendar
    span = int(_span(days))
    return _shift(moment, lambda day: calendar.workdays_after(day, span))


def _shift(moment: object, move: Callable[[date], date]) -> date:
    day = move(day_of(moment))
    if not isinstance(moment, datetime):
        return day
    local = moment.astimezone(OFFICE_ZONE).timetz()
    return datetime.combine(day, local).astimezone(UTC)


def _span(amount: object, *, whole: bool = True) -> float:
    kinds = int if whole else int | float
    if isinstance(amount, bool) or not isinstance(amount, kinds):
        raise FunctionRefused("天数、小时数应当是数")
    if abs(amount) > MAXIMUM_SPAN:
        raise FunctionRefused("天数、小时数过大")
    return amount


def _negative(amount: object) -> float:
    return -_span(amount, whole=not isinstance(amount, float))


def _in_charge_of(context: Context, units: object) -> list[str]:
    """Return the posts in charge of the units today, each once, by rank.

    A unit that nobody is in charge of is refused: left out in silence, the matter
    would pass without anybody having agreed for it.

    Source: article 42 (who is in charge of a unit concerned agrees beforehand).
    """
    office, on = context.surroundings.office, today()
    wanted = [_known(unit, "unit:", office.units) for unit in _several(units)]
    for unit_id in wanted:
        if not deputies_in_charge(office, [unit_id], on):
            name = office.units[unit_id].name
            raise FunctionRefused(f"没有领导分管“{name}”，请先明确分管")
    return _posts(deputies_in_charge(office, wanted, on))


def _head_of(context: Context, unit: object) -> str:
    return "head:" + _known(unit, "unit:", context.surroundings.office.units)


def _posts_of_kind(context: Context, kind: object) -> list[str]:
    office = context.surroundings.office
    found = [post.post_id for post in office.posts.values() if kind in post.kinds]
    return _posts(by_rank(office, found))


def _posts(post_ids: Iterable[str]) -> list[str]:
    return [f"post:{post_id}" for post_id in post_ids]


def _is_away(context: Context, post: object) -> bool:
    """Say whether everyone who holds the post today is absent now."""
    office = context.surroundings.office
    return is_away(office, _known(post, "post:", office.posts), now())


def _holders_of(context: Context, post: object) -> list[str]:
    """Return the people who hold the post today: in person, whoever acts for them."""
    office = context.surroundings.office
    found = holders(office, _known(post, "post:", office.posts), today())
    return [f"person:{person_id}" for person_id in found]


def _parameter(context: Context, name: object) -> object:
    if name not in context.surroundings.parameters:
        raise FunctionRefused(f"没有参数“{name}”")
    return context.surroundings.parameters[str(name)]


def _decide(context: Context, table: object, **inputs: object) -> object:
    return context.decide(str(table), inputs)


def _several(value: object) -> Iterable[object]:
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _known(value: object, prefix: str, things: Mapping[str, object]) -> str:
    name = str(value).removeprefix(prefix)
    if name not in things:
        raise FunctionRefused(f"没有“{name}”这个单位或职务")
    return name


def _rounded(number: float, digits: int = 0) -> float:
    if abs(digits) > MAXIMUM_DIGITS:
        raise FunctionRefused("小数位数过多")
    return round(number, digits) if digits else round(number)


def _keys(value: Mapping[str, object]) -> list[str]:
    return list(value.keys())


def _values(value: Mapping[str, object]) -> list[object]:
    return list(value.values())


_PLAIN: Mapping[str, Callable[..., object]] = {
    "len": len,
    "min": min,
    "max": max,
    "sum": sum,
    "abs": abs,
    "round": _rounded,
    "int": int,
    "float": float,
    "str": str,
    "any": any,
    "all": all,
    "sorted": sorted,
    "list": list,
    "keys": _keys,
    "values": _values,
    "now": now,
    "today": today,
    "day_of": day_of,
    "moment_of": moment_of,
    "hours_after": hours_after,
    "hours_before": lambda moment, hours: hours_after(moment, _negative(hours)),
    "minutes_between": minutes_between,
    "days_after": days_after,
    "days_before": lambda moment, days: days_after(moment, _negative(days)),
}
_LOOKING: Mapping[str, Callable[..., object]] = {
    "workdays_after": _workdays_after,
    "workdays_before": lambda context, moment, days: _workdays_after(
        context, moment, _negative(days)
    ),
    "in_charge_of": _in_charge_of,
    "head_of": _head_of,
    "posts_of_kind": _posts_of_kind,
    "is_away": _is_away,
    "holders_of": _holders_of,
    "parameter": _parameter,
    "decide": _decide,
}
FUNCTIONS = frozenset(_PLAIN) | frozenset(_LOOKING)
OPEN_KEYWORDS = frozenset({"decide"})


def call(
    context: Context,
    name: str,
    arguments: list[object],
    keywords: Mapping[str, object],
) -> object:
    """Call the function of that name.

    Raises:
        FunctionRefused: There is none, or it cannot answer.
    """
    if keywords and name not in OPEN_KEYWORDS:
        raise FunctionRefused(f"函数“{name}”不接受按名称给出的参数")
    if name in _PLAIN:
        return _PLAIN[name](*arguments)
    if name in _LOOKING:
        return _LOOKING[name](context, *arguments, **keywords)
    raise FunctionRefused(f"没有函数“{name}”")
