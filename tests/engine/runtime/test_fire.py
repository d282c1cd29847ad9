"""Timers fire once, strictly after they are due, each case by itself."""

from engine.model.case import CaseState
from engine.runtime.fire import fire_due
from tests.support.builders import a_case, damage, incidents, start_busy


def test_nothing_fires_at_the_due_moment_itself(running):
    start_busy(running, "timer")
    running.clock.pass_time(hours=1)

    assert fire_due(running.engine) == 0


def test_a_due_timer_moves_its_case_on_once(running):
    receipt = start_busy(running, "timer")
    running.clock.pass_time(hours=1, seconds=1)

    fired = [fire_due(running.engine), fire_due(running.engine)]

    assert fired == [1, 0]
    assert a_case(running, receipt.case_id).state is CaseState.FINISHED
    act = running.acts(receipt.case_id)[-1]
    assert (act.verb, act.actor, act.element_id) == ("fire", "system", "wait")


def test_a_case_that_cannot_be_read_does_not_hold_up_the_others(running):
    bad, good = start_busy(running, "timer"), start_busy(running, "timer")
    damage(running, bad.case_id)
    running.clock.pass_time(hours=2)

    assert fire_due(running.engine) == 1

    assert a_case(running, good.case_id).state is CaseState.FINISHED
    assert a_case(running, bad.case_id).state is CaseState.INCIDENT
    (incident,) = incidents(running)
    assert (incident.case_id, incident.code) == (bad.case_id, "state_unreadable")
    assert fire_due(running.engine) == 0
