"""Tests of recording that a task was opened."""

import pytest

from engine.model.errors import AlreadyOpened, TaskNotFound
from engine.runtime.open import open_task
from engine.runtime.withdraw import withdraw_task
from tests.support.running import MAYOR


def test_it_is_recorded_once_for_each_person(running):
    receipt = running.start()
    reviewer = running.holder("sec_general")

    for _ in range(2):
        open_task(running.engine, receipt.task_ids[0], by=reviewer)

    verbs = [act.verb for act in running.acts(receipt.case_id)]
    assert verbs == ["start", "open"]


def test_a_look_by_somebody_who_cannot_do_it_is_not_an_opening(running):
    reviewer = running.holder("sec_general")
    task_id = running.start().task_ids[0]
    receipt = running.complete(reviewer, task_id, decision="同意")

    opened = open_task(running.engine, receipt.task_ids[0], by=reviewer)
    withdraw_task(running.engine, task_id, by=reviewer)

    assert opened is None


def test_once_opened_the_deed_before_cannot_be_withdrawn(running):
    reviewer = running.holder("sec_general")
    task_id = running.start().task_ids[0]
    receipt = running.complete(reviewer, task_id, decision="同意")

    open_task(running.engine, receipt.task_ids[0], by=MAYOR)

    with pytest.raises(AlreadyOpened):
        withdraw_task(running.engine, task_id, by=reviewer)


def test_to_who_may_not_see_it_there_is_no_task(running):
    task_id = running.start().task_ids[0]

    with pytest.raises(TaskNotFound):
        open_task(running.engine, task_id, by=MAYOR)
