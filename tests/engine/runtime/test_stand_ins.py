"""Who stands in for whom, as both of them and the office read it."""

from datetime import timedelta

import pytest

from engine.model.office import GrantKind, GrantScope
from engine.runtime.grant import grant_acting
from engine.runtime.procedures import read_office as office_of
from engine.runtime.read_office import read_office
from engine.runtime.stand_ins import Part, stand_ins_of
from tests.support.running import (
    ADMINISTRATOR,
    AUDITOR,
    MAYOR,
    SUBSTITUTE,
    Running,
    act_for_mayor,
)


def parts(running: Running, by: str) -> list[Part]:
    return [
        each.part
        for each in stand_ins_of(office_of(running.engine), by, running.clock())
    ]


def test_acting_concerns_the_mayor_and_the_substitute_and_nobody_else(running):
    act_for_mayor(running)

    assert parts(running, MAYOR) == [Part.GIVES]
    assert parts(running, SUBSTITUTE) == [Part.TAKES]
    assert parts(running, AUDITOR) == []


def test_it_says_who_for_whom_until_when_and_on_what_basis(running):
    act_for_mayor(running)

    (shown,) = stand_ins_of(office_of(running.engine), MAYOR, running.clock())

    assert (shown.takers, shown.to_post) == (("陆承远",), "常务副市长")
    assert (shown.givers, shown.from_post) == (("沈砚秋",), "市长")
    assert (shown.from_at, shown.until_at) == (running.clock(), None)
    assert (shown.basis, shown.covers_reserved) == ("代行主持工作通知1号", False)


def test_it_is_told_no_more_once_it_has_ended(running):
    now = running.clock()
    grant_acting(
        running.engine,
        by=ADMINISTRATOR,
        from_post="mayor",
        to_post="exec_deputy",
        from_at=now,
        until_at=now + timedelta(hours=1),
        basis="通知",
    )

    running.clock.pass_time(hours=1)

    assert parts(running, MAYOR) == []


@pytest.mark.parametrize(
    ("scope", "subject", "named"),
    [
        (GrantScope.PROCEDURES, "tiny", "小事项"),
        (GrantScope.CASES, "", "小事项〔2026〕0001"),
    ],
)
def test_the_office_page_names_what_a_delegation_reaches(
    running, scope, subject, named
):
    case_id = running.start().case_id
    grant_acting(
        running.engine,
        by=ADMINISTRATOR,
        from_post="mayor",
        to_post="mayor_assistant",
        from_at=running.clock(),
        until_at=None,
        basis="委托书",
        scope=scope,
        subjects=[subject or case_id],
        kind=GrantKind.DELEGATION,
    )

    (grant,) = read_office(running.engine, by=AUDITOR).grants

    assert (grant.reaches, grant.in_force, grant.may_end) == ((named,), True, False)


def test_the_mayors_row_says_who_does_it_meanwhile(running):
    running.to_mayor()
    before = running.box(MAYOR)[0].with_substitute

    act_for_mayor(running)

    assert (before, running.box(MAYOR)[0].with_substitute) == ("", "陆承远")
    assert running.box(SUBSTITUTE)[0].with_substitute == ""
