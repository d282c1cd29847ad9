"""Rows that differ from what the engine waits for are put right, and told."""

import pytest

from engine.model.case import CaseState
from engine.runtime.fire import fire_due
from engine.runtime.reconcile import reconcile
from tests.support.builders import a_case, damage, incidents, start_busy


def test_an_office_in_order_has_nothing_to_mend(running):
    start_busy(running, "timer")
    start_busy(running, "look")
    running.start()

    assert reconcile(running.engine) == ()


def test_a_timer_whose_row_is_gone_is_written_again_and_fires(running):
    receipt = start_busy(running, "timer")
    with running.engine.store.begin() as unit:
        unit.timers.replace_for_case(receipt.case_id, [])

    (mended,) = reconcile(running.engine)

    assert mended.startswith(f"{receipt.case_id}: timer")
    assert running.acts(receipt.case_id)[-1].verb == "reconcile"
    running.clock.pass_time(hours=2)
    assert fire_due(running.engine) == 1


def test_a_subscription_that_is_gone_is_written_again(running):
    receipt = start_busy(running, "child")
    with running.engine.store.begin() as unit:
        unit.messages.replace_for_case(receipt.case_id, [])

    (mended,) = reconcile(running.engine)

    assert mended == f"{receipt.case_id}: message case_ended"
    assert reconcile(running.engine) == ()


def test_a_task_without_a_row_is_told(running):
    receipt = running.start()
    with running.engine.store.begin() as unit:
        unit.tasks.close_case(receipt.case_id, at=running.clock.moment, revision=1)

    (told,) = reconcile(running.engine)

    assert "is missing" in told


@pytest.mark.parametrize("times", [1, 2])
def test_a_state_that_cannot_be_read_is_one_incident(running, times):
    receipt = running.start()
    damage(running, receipt.case_id)

    for _ in range(times):
        assert reconcile(running.engine) == ()

    assert a_case(running, receipt.case_id).state is CaseState.INCIDENT
    assert len(incidents(running)) == 1
