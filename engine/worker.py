"""The worker: fires, delivers and reminds until it is told to stop."""

import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread, current_thread, main_thread
from time import monotonic

from engine.assembly import Engine
from engine.runtime.come_into_force import come_into_force
from engine.runtime.deliver import deliver_due
from engine.runtime.fire import fire_due
from engine.runtime.reconcile import reconcile
from engine.runtime.remind import remind_due
from engine.runtime.run_proof import give_up_dead

TICK_S = 1.0
LONGEST_PAUSE_S = 60.0
RECONCILE_EVERY_S = 300.0

_log = logging.getLogger(__name__)


def work(engine: Engine, stop: Event | None = None) -> None:
    """Work until `stop` is set, or without one until the process is told to end.

    What waits stands in the database, so that any number of workers may run, and one
    that dies loses only the deed it was in.
    """
    if stop is None:
        stop = Event()
        if current_thread() is main_thread():
            _stop_on_signals(stop)
    reconciled_at, pause_s = -RECONCILE_EVERY_S, TICK_S
    while not stop.is_set():
        try:
            if monotonic() - reconciled_at >= RECONCILE_EVERY_S:
                reconciled_at = monotonic()
                for mended in reconcile(engine):
                    _log.warning("put right %s", mended)
                give_up_dead(engine)
            done = tick(engine)
            pause_s = 0.0 if done else TICK_S
        except Exception:  # noqa: BLE001 (the loop outlives whatever one turn met)
            # The database may be away for a while; whatever it is, others still work.
            _log.exception("the worker pauses")
            pause_s = min(max(pause_s, TICK_S) * 2, LONGEST_PAUSE_S)
        stop.wait(pause_s)


def tick(engine: Engine) -> int:
    """Do what is due once and return how much was done."""
    come_into_force(engine)
    return fire_due(engine) + deliver_due(engine) + remind_due(engine)


@dataclass(frozen=True, slots=True)
class WorkerThread:
    """A worker inside another process; `stop` returns when it has ended."""

    thread: Thread
    stop: Callable[[], None]


def start_worker(engine: Engine) -> WorkerThread:
    """Start a worker as a thread of this process."""
    told = Event()
    thread = Thread(target=work, args=(engine, told), name="worker", daemon=True)
    thread.start()

    def stop() -> None:
        told.set()
        thread.join()

    return WorkerThread(thread, stop)


def _stop_on_signals(stop: Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
