"""Time in a sandbox: what becomes due is done, and what is awaited next is known."""

import time
from datetime import datetime

from engine.assembly import Engine
from engine.model.errors_sandbox import NeverSettles
from engine.runtime.deliver import deliver_due
from engine.runtime.fire import fire_due
from engine.runtime.looking import look
from engine.runtime.remind import remind_due

ROUNDS = 50
PATIENCE_S = 5.0


def settle_all(engine: Engine) -> None:
    """Do all that is due now: timers, deliveries, reminders, until nothing is.

    Raises:
        NeverSettles: Every round breeds another, or it takes too long.
    """
    until = time.monotonic() + PATIENCE_S
    for _ in range(ROUNDS):
        if not (fire_due(engine) + deliver_due(engine)):
            remind_due(engine)
            return
        if time.monotonic() > until:
            break
    raise NeverSettles(rounds=ROUNDS)


def next_awaited(engine: Engine) -> datetime | None:
    """Return when the next timer, limit or reminder is due, None if nothing waits."""
    with look(engine) as seen:
        awaited = (
            seen.unit.timers.next_after(seen.now),
            seen.unit.limits.next_after(seen.now),
        )
    return min((each for each in awaited if each is not None), default=None)
