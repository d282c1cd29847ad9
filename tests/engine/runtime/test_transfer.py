"""Tests of passing a task on."""

import pytest

from engine.model.errors import (
    MayNotTransfer,
    PersonNotFound,
    ReasonMissing,
    ReassignedTooDeep,
    TaskNotFound,
)
from engine.runtime.transfer import transfer_task
from tests.support.running import MAYOR, Running


def pass_on(running: Running, task_id: str, by: str, to: str, reason: str = "出差"):
    return transfer_task(running.engine, task_id, by=by, to_person=to, reason=reason)


def test_it_waits_for_the_other_and_the_act_says_whose_it_was(running):
    receipt = running.start()
    task_id = receipt.task_ids[0]
    reviewer = running.holder("sec_general")
    deputy = running.holder("dep_sec_general_a")

    pass_on(running, task_id, reviewer, deputy)

    act = running.acts(receipt.case_id)[-1]
    assert [row.task_id for row in running.box(deputy)] == [task_id]
    assert running.box(reviewer) == ()
    assert act.details["candidates"] == ["post:sec_general"]
    assert act.details["responsible"] == "post:sec_general"
    assert act.references == ("66.1",)


def test_it_is_passed_on_once_and_no_more(running):
    task_id = running.start().task_ids[0]
    deputy = running.holder("dep_sec_general_a")
    pass_on(running, task_id, running.holder("sec_general"), deputy)

    with pytest.raises(ReassignedTooDeep) as refusal:
        pass_on(running, task_id, deputy, running.holder("dep_sec_general_b"))

    assert refusal.value.facts["references"] == ("66.1",)


@pytest.mark.parametrize(
    ("to", "refusal"),
    [("finance_bureau_clerk", MayNotTransfer), ("sec_general", MayNotTransfer)],
)
def test_not_to_another_unit_and_not_to_oneself(running, to, refusal):
    task_id = running.start().task_ids[0]

    with pytest.raises(refusal):
        pass_on(running, task_id, running.holder("sec_general"), running.holder(to))


def test_what_is_the_mayor_s_is_not_passed_on(running):
    task_id = running.to_mayor()

    with pytest.raises(MayNotTransfer):
        pass_on(running, task_id, MAYOR, running.holder("exec_deputy"))


def test_it_needs_a_reason_and_somebody_who_is_there(running):
    task_id = running.start().task_ids[0]
    reviewer = running.holder("sec_general")

    with pytest.raises(ReasonMissing):
        pass_on(running, task_id, reviewer, MAYOR, reason=" ")
    with pytest.raises(PersonNotFound):
        pass_on(running, task_id, reviewer, "nobody")


def test_to_who_may_not_see_it_there_is_no_task(running):
    task_id = running.start().task_ids[0]

    with pytest.raises(TaskNotFound):
        pass_on(running, task_id, MAYOR, running.holder("exec_deputy"))
