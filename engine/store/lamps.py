"""Lamps as conditions of a query: which cases a limit shows red, yellow or green."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, not_, or_

from engine.model.limit import NEAR
from engine.model.reading import Lamp
from engine.store.tables.waiting import LIMITS


def shows(
    lamp: Lamp, case_id: ColumnElement[str], keys: Collection[str], now: datetime
) -> ColumnElement[bool]:
    """Return the condition that the case shows this lamp, as `limit.lamp` says.

    Of several limits that run the worst counts.

    Args:
        keys: The limits looked at, all of them if there are none.
    """
    running = [
        LIMITS.c.case_id == case_id,
        LIMITS.c.ended_at.is_(None),
        LIMITS.c.due_at.is_not(None),
    ]
    if keys:
        running.append(LIMITS.c.key.in_(keys))
    warned = or_(
        LIMITS.c.warn_at <= now,
        and_(LIMITS.c.warn_at.is_(None), LIMITS.c.due_at <= now + NEAR),
    )
    red = exists().where(*running, LIMITS.c.due_at < now)
    yellow = exists().where(*running, warned)
    match lamp:
        case Lamp.RED:
            return red
        case Lamp.YELLOW:
            return and_(not_(red), yellow)
        case Lamp.GREEN:
            return and_(not_(red), not_(yellow), exists().where(*running))
        case Lamp.NONE:
            return not_(exists().where(*running))
