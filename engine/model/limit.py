"""Time limits: when they are due, when to remind, and which lamp they light."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter

from engine.model.advance import OpenedTask, StartedLimit
from engine.model.calendar import WorkingCalendar
from engine.model.clock import OFFICE_ZONE
from engine.model.diagram import Diagram, LimitUnit
from engine.model.reading import Lamp, LeftUnit, TimeLeft
from engine.model.task import UserTask
from engine.model.waiting import Limit

WARN_RATIO = 0.8
NEAR = timedelta(hours=24)
NEAR_BY_HOURS = timedelta(hours=1)
# Up to here a limit of hours is told in hours and minutes, beyond it in days.
FEW_HOURS = timedelta(hours=48)

RunningLimit = Limit | StartedLimit


@dataclass(frozen=True, slots=True)
class Term:
    """What a task shows of the limit it is under; `unit` is a `LimitUnit`, or empty."""

    due_at: datetime | None = None
    warn_at: datetime | None = None
    unit: str = ""


NO_TERM = Term()


def due_at(
    start: datetime,
    amount: int,
    unit: LimitUnit,
    calendar: WorkingCalendar,
    *,
    before: bool = False,
) -> datetime:
    """Return the moment `amount` units after the start, or before it, in UTC.

    Days keep the time of the office's clock; the day of the start is not counted.
    """
    signed = -amount if before else amount
    if unit is LimitUnit.HOURS:
        return start + timedelta(hours=signed)
    local = start.astimezone(OFFICE_ZONE)
    if unit is LimitUnit.CALENDAR_DAYS:
        day = local.date() + timedelta(days=signed)
    else:
        day = calendar.workdays_after(local.date(), signed)
    moment = datetime.combine(day, local.time(), OFFICE_ZONE)
    return moment.astimezone(start.tzinfo)


def yellow_at(started_at: datetime, due: datetime, share: float) -> datetime:
    """Return the moment from which the lamp is yellow.

    That is when the share of the limit has passed; of a limit longer than a day at
    the latest 24 hours before it is due, of a shorter one an hour before.
    """
    whole = due - started_at
    near = NEAR if whole > NEAR else NEAR_BY_HOURS
    return min(started_at + whole * share, due - near)


def covers(limit: RunningLimit, task: UserTask | OpenedTask) -> bool:
    """Say whether the limit is the task's; a countersign's runs for all who sign."""
    if limit.element_id != task.element_id:
        return False
    return bool(task.item) or limit.token_id in {"", task.token_id}


def scopes_of(diagram: Diagram, element_id: str) -> tuple[str, ...]:
    """Return the ids of what encloses the element, the nearest first."""
    found = []
    element = diagram.elements.get(element_id)
    while element is not None:
        found.append(element.scope)
        element = diagram.elements.get(element.scope)
    return tuple(found)


def limits_over(
    diagram: Diagram, task: UserTask | OpenedTask, limits: Iterable[RunningLimit]
) -> tuple[RunningLimit, ...]:
    """Return the limits that the task is under: its own, or the nearest scope's."""
    running = tuple(limits)
    own = tuple(limit for limit in running if covers(limit, task))
    if own:
        return own
    for scope in scopes_of(diagram, task.element_id):
        around = tuple(limit for limit in running if limit.element_id == scope)
        if around:
            return around
    return ()


def term_of(limits: Iterable[RunningLimit]) -> Term:
    """Return the term that a task shows: of its limits the one due first."""
    known = [(limit.due_at, limit) for limit in limits if limit.due_at is not None]
    if not known:
        return NO_TERM
    due, first = min(known, key=itemgetter(0))
    return Term(due, first.warn_at, first.unit)


def time_left(
    now: datetime, due: datetime, unit: str, calendar: WorkingCalendar
) -> TimeLeft:
    """Return how much is left, or how much is over, in the limit's own unit.

    Days are counted as the office's days, today not among them; what is due on a day
    that is not worked is told in calendar days.
    """
    over = due < now
    if unit == LimitUnit.HOURS and abs(due - now) < FEW_HOURS:
        minutes = int(abs(due - now) / timedelta(minutes=1))
        return TimeLeft(minutes, LeftUnit.MINUTES, is_over=over)
    here, there = (m.astimezone(OFFICE_ZONE).date() for m in (now, due))
    if unit == LimitUnit.WORKING_DAYS:
        days = calendar.workdays_between(min(here, there), max(here, there))
        if days or here == there:
            return TimeLeft(days, LeftUnit.WORKING_DAYS, is_over=over)
    return TimeLeft(abs((there - here).days), LeftUnit.CALENDAR_DAYS, is_over=over)


def is_overdue(now: datetime, due: datetime | None) -> bool:
    """Say whether the limit has run out; at the due moment itself it is kept."""
    return due is not None and due < now


def lamp(now: datetime, due: datetime | None, warn_at: datetime | None) -> Lamp:
    """Return the lamp: red when overdue, yellow from `warn_at` on, green before.

    Where it was not kept from when it is yellow, it is so in the last 24 hours.
    """
    if due is None:
        return Lamp.NONE
    if is_overdue(now, due):
        return Lamp.RED
    return Lamp.YELLOW if now >= (warn_at or due - NEAR) else Lamp.GREEN
