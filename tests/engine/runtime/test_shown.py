"""What lamps and terms are shown: of a task's own limit, or of one around it."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.model.reading import Elapsed, Lamp, LeftUnit, TimeLeft
from engine.runtime.complete import complete_task
from engine.runtime.deploy import deploy_folder
from engine.runtime.perform import perform_act
from engine.runtime.read_case import read_case
from engine.runtime.read_task import read_task
from engine.runtime.resume import resume_case
from engine.runtime.start import start_case
from engine.runtime.suspend import suspend_case
from tests.support.builders import SCOPED, open_tasks
from tests.support.running import Running

# Monday the 23rd, 09:00 in the office.
DEADLINE = datetime(2026, 12, 3, 1, tzinfo=UTC)


@pytest.fixture
def begun(running: Running) -> str:
    """Start a case that has ten days."""
    deploy_folder(running.engine, SCOPED)
    answers = {"title": "修路", "deadline_at": DEADLINE.isoformat()}
    clerk = running.holder("finance_bureau_clerk")
    return start_case(running.engine, "scoped", by=clerk, answers=answers).case_id


def only_task(running: Running, case_id: str):
    (task,) = open_tasks(running, case_id)
    return task


def go_on(running: Running, case_id: str) -> None:
    task = only_task(running, case_id)
    owner = running.holder("gov_office_clerk")
    complete_task(running.engine, task.task_id, by=owner, answers={})


def test_a_task_without_a_limit_shows_that_of_the_scope_around_it(running, begun):
    owner = running.holder("gov_office_clerk")
    task = only_task(running, begun)

    read = read_task(running.engine, task.task_id, by=owner)

    assert task.element_id == "first"
    assert task.due_at == datetime(2026, 11, 30, 1, tzinfo=UTC)
    assert read.left == TimeLeft(5, LeftUnit.WORKING_DAYS, is_over=False)
    assert {limit.key for limit in read.limits} == {"inside", "whole"}
    (row,) = running.box(owner)
    assert (row.due_at, row.left) == (task.due_at, read.left)


def test_its_own_limit_goes_before_that_of_the_scope(running, begun):
    running.clock.pass_time(hours=1)
    go_on(running, begun)

    task = only_task(running, begun)
    row = running.box(running.holder("gov_office_clerk"))[0]

    assert task.element_id == "second"
    assert task.due_at == running.clock() + timedelta(hours=6)
    assert row.left == TimeLeft(360, LeftUnit.MINUTES, is_over=False)


def test_past_the_scope_the_limit_of_the_whole_case_is_shown(running, begun):
    go_on(running, begun)
    go_on(running, begun)

    task = only_task(running, begun)

    assert (task.element_id, task.due_at) == ("check_it", DEADLINE)
    assert task.due_unit == LeftUnit.CALENDAR_DAYS


def test_what_waits_shows_a_deadline_that_was_moved(running, begun):
    go_on(running, begun)
    go_on(running, begun)
    later = DEADLINE + timedelta(days=10)
    owner = running.holder("gov_office_clerk")

    answers = {"deadline_at": later.isoformat()}
    perform_act(running.engine, begun, "move", by=owner, answers=answers)

    assert only_task(running, begun).due_at == later
    assert running.box(owner)[0].due_at == later


@pytest.mark.parametrize(
    ("days", "lamp"),
    [(4, Lamp.GREEN), (5, Lamp.YELLOW), (9, Lamp.YELLOW), (11, Lamp.RED)],
)
def test_every_lamp_turns_yellow_where_the_limit_itself_says(
    running, begun, days, lamp
):
    go_on(running, begun)
    go_on(running, begun)
    owner = running.holder("gov_office_clerk")
    running.clock.pass_time(days=days)

    case = read_case(running.engine, begun, by=owner)
    task = read_task(running.engine, only_task(running, begun).task_id, by=owner)

    (whole,) = case.limits
    assert [whole.lamp, case.work[0].lamp, task.lamp] == [lamp] * 3
    assert running.box(owner)[0].lamp is lamp


def test_a_suspended_case_keeps_its_share_of_yellow(running, begun):
    owner = running.holder("gov_office_clerk")
    before = only_task(running, begun)
    suspend_case(running.engine, begun, by=owner, reason="等")
    running.clock.pass_time(days=3)

    resume_case(running.engine, begun, by=owner, reason="好了")

    after = only_task(running, begun)
    assert after.due_at - before.due_at == timedelta(days=3)
    assert after.warn_at - before.warn_at == timedelta(days=3)
    assert after.due_unit == before.due_unit


def test_it_is_told_how_long_a_case_has_run_since_its_moment(running):
    deploy_folder(running.engine, SCOPED)
    since = running.clock() - timedelta(minutes=95)
    answers = {"title": "塌方", "deadline_at": since.isoformat()}
    clerk, owner = running.holder("finance_bureau_clerk"), "linxiaoman"
    case_id = start_case(running.engine, "scoped", by=clerk, answers=answers).case_id

    case = read_case(running.engine, case_id, by=owner).elapsed
    task_id = only_task(running, case_id).task_id
    assert case == Elapsed("到期时刻", since, 95, has_ended=False)
    assert read_task(running.engine, task_id, by=owner).elapsed == case

    for _ in range(3):
        go_on(running, case_id)
    running.clock.pass_time(hours=9)
    ended = read_case(running.engine, case_id, by=owner).elapsed
    assert ended == Elapsed("到期时刻", since, 95, has_ended=True)


def test_nothing_is_told_of_it_where_no_moment_is_named(running):
    receipt = running.start()

    tiny = read_case(running.engine, receipt.case_id, by=running.holder("sec_general"))

    assert tiny.elapsed is None
