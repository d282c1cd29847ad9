"""Time limits: when they are due, when to remind, and which lamp they light."""

from datetime import datetime, timedelta

from engine.model.advance import OpenedTask, StartedLimit
from engine.model.calendar import WorkingCalendar
from engine.model.clock import OFFICE_ZONE
from engine.model.diagram import LimitUnit
from engine.model.reading import Lamp
from engine.model.task import UserTask
from engine.model.waiting import Limit

WARN_RATIO = 0.8
NEAR = timedelta(hours=24)
NEAR_BY_HOURS = timedelta(hours=1)


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


def covers(limit: Limit | StartedLimit, task: UserTask | OpenedTask) -> bool:
    """Say whether the limit is the task's; a countersign's runs for all who sign."""
    if limit.element_id != task.element_id:
        return False
    return bool(task.item) or limit.token_id in {"", task.token_id}


def is_overdue(now: datetime, due: datetime | None) -> bool:
    """Say whether the limit has run out; at the due moment itself it is kept."""
    return due is not None and due < now


def lamp(
    now: datetime,
    started_at: datetime,
    due: datetime | None,
    warn_ratio: float = WARN_RATIO,
) -> Lamp:
    """Return the lamp: red when overdue, yellow near the end, green before.

    Near is the last part of the limit (a fifth of it), of one longer than a day also
    the last 24 hours, of a shorter one also the last hour.
    """
    if due is None:
        return Lamp.NONE
    if is_overdue(now, due):
        return Lamp.RED
    whole = due - started_at
    in_last_part = now >= started_at + whole * warn_ratio
    near = NEAR if whole > NEAR else NEAR_BY_HOURS
    return Lamp.YELLOW if in_last_part or now >= due - near else Lamp.GREEN
