"""A resumed case goes on, its limits moved on by the time it stood still."""

from datetime import timedelta

import pytest

from engine.model.errors import RevisionOutdated
from engine.runtime.fire import fire_due
from engine.runtime.resume import resume_case
from engine.runtime.suspend import suspend_case
from tests.support.builders import open_tasks, start_busy

WORDS = {"reason": "已有意见"}


def owner(running):
    return running.holder("gov_office_director")


def test_a_resumed_case_is_completed_as_before(running):
    receipt = running.start()
    suspend_case(running.engine, receipt.case_id, by=owner(running), reason="等")

    resume_case(running.engine, receipt.case_id, by=owner(running), **WORDS)

    reviewer = running.holder("sec_general")
    done = running.complete(reviewer, receipt.task_ids[0], decision="同意")
    assert done.revision == receipt.revision + 1


def test_limits_move_on_by_the_time_that_it_stood_still(running):
    receipt = running.start()
    (before,) = open_tasks(running, receipt.case_id)
    suspend_case(running.engine, receipt.case_id, by=owner(running), reason="等")
    running.clock.pass_time(days=3)

    resume_case(running.engine, receipt.case_id, by=owner(running), **WORDS)

    (after,) = open_tasks(running, receipt.case_id)
    assert after.due_at - before.due_at == timedelta(days=3)


def test_a_timer_that_fell_due_meanwhile_fires(running):
    receipt = start_busy(running, "timer")
    suspend_case(running.engine, receipt.case_id, by=owner(running), reason="等")
    running.clock.pass_time(hours=2)

    resume_case(running.engine, receipt.case_id, by=owner(running), **WORDS)

    assert fire_due(running.engine) == 1


def test_what_is_not_suspended_cannot_be_resumed(running):
    receipt = running.start()

    with pytest.raises(RevisionOutdated):
        resume_case(running.engine, receipt.case_id, by=owner(running), **WORDS)
