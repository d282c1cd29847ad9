"""Tests of reading a register."""

from datetime import timedelta

import pytest

from engine.model.errors import ProcedureNotFound
from engine.model.reading import Lamp
from engine.runtime.complete import complete_task
from engine.runtime.deploy import deploy_folder
from engine.runtime.register import RegisterFilter, read_register
from engine.runtime.start import start_case
from tests.support.builders import SCOPED, open_tasks
from tests.support.running import AUDITOR, MAYOR, Running


def page(running: Running, slug: str = "tiny", **asked):
    filter_ = RegisterFilter(**asked)
    return read_register(running.engine, slug, by=AUDITOR, filter=filter_)


def test_cases_stand_newest_first_with_what_the_procedure_declared(running):
    first = running.start(title="一", amount=3)
    running.clock.pass_time(minutes=1)
    second = running.start(title="二", amount=5)

    register = read_register(running.engine, "tiny", by=AUDITOR)

    assert [field.label for field in register.fields] == ["金额", "结论"]
    assert [(row.case.case_id, row.values["amount"]) for row in register.rows] == [
        (second.case_id, 5),
        (first.case_id, 3),
    ]


def test_only_cases_that_may_be_seen_stand_in_it(running):
    mine = running.start()
    running.start(running.holder("education_bureau_clerk"))
    clerk = running.holder("finance_bureau_clerk")

    rows = read_register(running.engine, "tiny", by=clerk).rows

    assert [row.case.case_id for row in rows] == [mine.case_id]
    assert read_register(running.engine, "tiny", by=MAYOR).rows == ()


def test_it_is_narrowed_by_a_field_s_value(running):
    running.start(amount=3)
    five = running.start(amount=5)

    rows = page(running, where={"amount": 5}).rows

    assert [row.case.case_id for row in rows] == [five.case_id]


def test_pages_follow_one_another(running):
    started = set()
    for _ in range(3):
        started.add(running.start().case_id)
        running.clock.pass_time(seconds=1)

    first = page(running, size=2)
    second = page(running, size=2, after=first.next_after)

    rows = (*first.rows, *second.rows)
    assert {row.case.case_id for row in rows} == started
    assert (len(rows), second.next_after) == (3, "")


def test_a_procedure_not_in_force_has_none(running):
    with pytest.raises(ProcedureNotFound):
        read_register(running.engine, "nothing", by=AUDITOR)


def with_deadlines(running: Running, *days: int | None) -> list[str]:
    """Start cases that have so many days."""
    deploy_folder(running.engine, SCOPED)
    clerk = running.holder("finance_bureau_clerk")
    begun = []
    for left in days:
        due = running.clock() + timedelta(days=left) if left is not None else None
        answers = {
            "title": "修路",
            "unit": "health_bureau" if left else "education_bureau",
        }
        answers |= {"deadline_at": due.isoformat()} if due else {}
        case_id = start_case(
            running.engine, "scoped", by=clerk, answers=answers
        ).case_id
        begun.append(case_id)
    return begun


@pytest.mark.parametrize(
    ("lamp", "which"),
    [(Lamp.RED, 0), (Lamp.YELLOW, 1), (Lamp.GREEN, 2), (Lamp.NONE, 3)],
)
def test_a_register_is_narrowed_to_one_lamp(running, lamp, which):
    begun = with_deadlines(running, 3, 7, 20, None)
    running.clock.pass_time(days=4)

    (row,) = page(running, "scoped", lamp=lamp).rows

    assert (row.case.case_id, row.lamp) == (begun[which], lamp)
    assert {row.lamp for row in page(running, "scoped").rows} == {*Lamp}


def test_its_lamp_is_of_the_whole_cases_limit_where_there_is_one(running):
    with_deadlines(running, 20)
    running.clock.pass_time(days=9)

    (row,) = page(running, "scoped").rows

    # The part that it is in has run out of time; the whole has not.
    assert (row.lamp, row.limit) == (Lamp.GREEN, "全过程")
    assert row.left is not None
    assert row.left.amount == 11


def test_without_one_its_lamp_is_the_worst_that_runs(running):
    running.start()
    running.clock.pass_time(days=3)

    (row,) = page(running).rows

    assert (row.lamp, row.limit) == (Lamp.RED, "审核")
    assert page(running, lamp=Lamp.RED).rows == (row,)


def test_it_is_narrowed_by_the_responsible_unit(running):
    first, second = with_deadlines(running, 3, None)

    health = page(running, "scoped", units={"unit": "health_bureau"}).rows
    education = page(running, "scoped", units={"unit": "education_bureau"}).rows
    unknown = page(running, "scoped", units={"no_such_field": "x"}).rows

    assert [row.case.case_id for row in health] == [first]
    assert [row.case.case_id for row in education] == [second]
    assert len(unknown) == 2


def test_a_finished_case_has_no_lamp(running):
    (case_id,) = with_deadlines(running, 1)
    for _ in range(3):
        (task,) = open_tasks(running, case_id)
        complete_task(running.engine, task.task_id, by="linxiaoman", answers={})
    running.clock.pass_time(days=2)

    (row,) = page(running, "scoped").rows

    assert (row.lamp, row.case.outcome) == (Lamp.NONE, "办结")
