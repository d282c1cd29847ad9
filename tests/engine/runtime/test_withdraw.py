"""Withdrawing puts a case back, while nobody has seen what followed."""

import pytest

from engine.model.errors import (
    AlreadyOpened,
    CaseFinished,
    MayNotWithdraw,
    TaskNotFound,
)
from engine.runtime.chain import first_broken
from engine.runtime.open import open_task
from engine.runtime.withdraw import withdraw_task
from tests.support.builders import a_case, open_tasks, register, start_busy


def reviewed(running):
    """Start a case and review it; return the reviewer, their task and the receipt."""
    task_id = running.start().task_ids[0]
    reviewer = running.holder("sec_general")
    receipt = running.complete(reviewer, task_id, decision="同意", opinion="可")
    return reviewer, task_id, receipt


def test_the_withdrawn_task_waits_again_and_what_followed_is_gone(running):
    reviewer, task_id, receipt = reviewed(running)

    withdrawn = withdraw_task(running.engine, task_id, by=reviewer)

    (task,) = open_tasks(running, receipt.case_id)
    assert (task.task_id, task.completed_by) == (task_id, "")
    assert running.box(running.holder("mayor")) == ()
    assert withdrawn.revision == receipt.revision + 1


def test_the_case_goes_on_from_where_it_was_put_back_to(running):
    reviewer, task_id, receipt = reviewed(running)
    withdraw_task(running.engine, task_id, by=reviewer)

    again = running.complete(reviewer, task_id, decision="退回")

    mayor = running.holder("mayor")
    ended = running.complete(mayor, again.task_ids[0], decision="同意")
    assert a_case(running, receipt.case_id).outcome == ended.outcome == "通过"


def test_a_withdrawn_opinion_no_longer_stands_but_its_act_does(running):
    reviewer, task_id, receipt = reviewed(running)

    withdraw_task(running.engine, task_id, by=reviewer)

    with running.engine.store.read() as unit:
        assert unit.opinions.of_case(receipt.case_id) == ()
    verbs = [act.verb for act in running.acts(receipt.case_id)]
    assert verbs == ["start", "complete", "withdraw"]


def test_the_limit_that_the_deed_stopped_runs_again(running):
    reviewer, task_id, receipt = reviewed(running)
    with running.engine.store.read() as unit:
        (stopped,) = unit.limits.of_case(receipt.case_id)

    withdraw_task(running.engine, task_id, by=reviewer)

    with running.engine.store.read() as unit:
        (running_again,) = unit.limits.of_case(receipt.case_id)
    assert stopped.ended_at is not None
    assert running_again.ended_at is None
    assert running_again.due_at == stopped.due_at


def test_the_register_is_as_before(running):
    reviewer, task_id, receipt = reviewed(running)
    before = register(running, receipt.case_id)

    withdraw_task(running.engine, task_id, by=reviewer)

    assert register(running, receipt.case_id) == before


def test_the_chain_holds_over_a_withdrawal(running):
    reviewer, task_id, receipt = reviewed(running)
    withdraw_task(running.engine, task_id, by=reviewer)

    case, acts = a_case(running, receipt.case_id), running.acts(receipt.case_id)

    assert first_broken(running.engine.ring, acts, (case.acts, case.head)) == 0


def test_it_comes_too_late_once_the_next_official_opened_their_task(running):
    reviewer, task_id, receipt = reviewed(running)
    mayor = running.holder("mayor")
    open_task(running.engine, receipt.task_ids[0], by=mayor)

    with pytest.raises(AlreadyOpened) as refused:
        withdraw_task(running.engine, task_id, by=reviewer)

    assert refused.value.facts["by"] == running.name(mayor)


def test_only_who_completed_a_task_withdraws_it(running):
    _, task_id, _ = reviewed(running)

    with pytest.raises(MayNotWithdraw):
        withdraw_task(running.engine, task_id, by=running.holder("mayor"))


def test_only_the_last_deed_is_withdrawn(running):
    reviewer, task_id, receipt = reviewed(running)
    mayor = running.holder("mayor")
    running.complete(mayor, receipt.task_ids[0], decision="同意")

    with pytest.raises((MayNotWithdraw, CaseFinished)):
        withdraw_task(running.engine, task_id, by=reviewer)


def test_who_may_not_see_the_case_is_told_nothing(running):
    _, task_id, _ = reviewed(running)

    with pytest.raises(TaskNotFound):
        withdraw_task(
            running.engine, task_id, by=running.holder("education_bureau_clerk")
        )


def test_what_had_an_effect_outside_is_not_withdrawn(running):
    receipt = start_busy(running, "message")
    with running.engine.store.read() as unit:
        (filled,) = unit.tasks.of_case(receipt.case_id)

    with pytest.raises((MayNotWithdraw, CaseFinished)):
        withdraw_task(running.engine, filled.task_id, by=filled.completed_by)
