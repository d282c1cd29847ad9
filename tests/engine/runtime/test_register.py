"""Tests of reading a register."""

import pytest

from engine.model.errors import ProcedureNotFound
from engine.runtime.register import read_register
from tests.support.running import AUDITOR, MAYOR


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

    rows = read_register(running.engine, "tiny", by=AUDITOR, where={"amount": 5}).rows

    assert [row.case.case_id for row in rows] == [five.case_id]


def test_pages_follow_one_another(running):
    started = set()
    for _ in range(3):
        started.add(running.start().case_id)
        running.clock.pass_time(seconds=1)

    first = read_register(running.engine, "tiny", by=AUDITOR, size=2)
    second = read_register(
        running.engine, "tiny", by=AUDITOR, size=2, after=first.next_after
    )

    rows = (*first.rows, *second.rows)
    assert {row.case.case_id for row in rows} == started
    assert (len(rows), second.next_after) == (3, "")


def test_a_procedure_not_in_force_has_none(running):
    with pytest.raises(ProcedureNotFound):
        read_register(running.engine, "nothing", by=AUDITOR)
