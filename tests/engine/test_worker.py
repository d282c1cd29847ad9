"""The worker does what is due, and outlives what it meets."""

from time import monotonic, sleep

import pytest

from engine.model.case import CaseState
from engine.worker import start_worker, tick
from tests.support.builders import a_case, damage, start_busy
from tests.support.running import run_engine

PATIENCE_S = 10


@pytest.fixture
def running(database_url, tmp_path):
    running = run_engine(database_url, tmp_path)
    yield running
    running.engine.store.close()


def until(holds) -> bool:
    end = monotonic() + PATIENCE_S
    while monotonic() < end:
        if holds():
            return True
        sleep(0.02)
    return False


def test_a_turn_does_what_is_due(running):
    receipt = start_busy(running, "timer")
    running.clock.pass_time(hours=2)

    done = tick(running.engine)

    assert done == 1
    assert a_case(running, receipt.case_id).state is CaseState.FINISHED


def test_a_worker_beside_us_fires_and_stops_when_told(running):
    bad, good = start_busy(running, "timer"), start_busy(running, "timer")
    damage(running, bad.case_id)
    running.clock.pass_time(hours=2)

    worker = start_worker(running.engine)
    ended = until(lambda: a_case(running, good.case_id).state is CaseState.FINISHED)
    worker.stop()

    assert ended
    assert not worker.thread.is_alive()
    assert a_case(running, bad.case_id).state is CaseState.INCIDENT
