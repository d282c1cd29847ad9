"""A suspended case stands still."""

import pytest

from engine.model.case import CaseState
from engine.model.errors import CaseSuspended, NotACandidate, ReasonMissing
from engine.runtime.fire import fire_due
from engine.runtime.suspend import suspend_case
from tests.support.builders import a_case, start_busy


def suspend(running, case_id, post="gov_office_director", reason="等待上级意见"):
    by = running.holder(post)
    return suspend_case(running.engine, case_id, by=by, reason=reason)


def test_nothing_is_completed_in_it(running):
    receipt = running.start()

    suspend(running, receipt.case_id)

    assert a_case(running, receipt.case_id).state is CaseState.SUSPENDED
    with pytest.raises(CaseSuspended):
        running.complete(
            running.holder("sec_general"), receipt.task_ids[0], decision="同意"
        )


def test_its_timers_do_not_fire(running):
    receipt = start_busy(running, "timer")
    suspend(running, receipt.case_id)
    running.clock.pass_time(hours=2)

    assert fire_due(running.engine) == 0


def test_only_the_procedures_owner_suspends(running):
    receipt = running.start()

    with pytest.raises(NotACandidate):
        suspend(running, receipt.case_id, post="sec_general")


def test_it_needs_a_reason(running):
    receipt = running.start()

    with pytest.raises(ReasonMissing):
        suspend(running, receipt.case_id, reason="")
