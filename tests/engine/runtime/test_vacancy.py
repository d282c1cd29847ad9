"""Work that nobody can do, or no longer: vacant portfolios, leavers, ended grants."""

from datetime import timedelta

import pytest

from engine.model.errors import (
    ActingInForce,
    ExpressionFailed,
    NotACandidate,
    TaskNotFound,
)
from engine.model.reading import Box
from engine.model.standing import deputies_in_charge, portfolio_of
from engine.runtime.appoint import appoint, end_appointment
from engine.runtime.claim import claim_task
from engine.runtime.draft import save_answers
from engine.runtime.grant import end_grant, grant_acting
from engine.runtime.open import open_task
from engine.runtime.portfolio import set_portfolio
from engine.runtime.read_case import read_case
from engine.runtime.read_task import read_task
from tests.support.builders import incidents, notices, start_crossing
from tests.support.running import ADMINISTRATOR, MAYOR, SUBSTITUTE, Running

AGREED = {"decision": "同意"}
FINANCE = "finance_bureau"


def act_until(running: Running, hours: int) -> None:
    """Let the executive deputy act for the mayor for so many hours."""
    grant_acting(
        running.engine,
        by=ADMINISTRATOR,
        from_post="mayor",
        to_post="exec_deputy",
        from_at=running.clock(),
        until_at=running.clock() + timedelta(hours=hours),
        basis="代行主持工作通知1号",
    )


def the_grant(running: Running) -> str:
    with running.engine.store.read() as unit:
        (grant,) = unit.office.load().grants
    return grant.grant_id


def leave(running: Running, person: str, post: str) -> None:
    """Let the person's appointment end today, and the day pass."""
    end_appointment(
        running.engine,
        by=ADMINISTRATOR,
        person_id=person,
        post_id=post,
        until_on=running.clock().date(),
    )
    running.clock.pass_time(days=1)


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_grant_that_ends_while_the_form_is_open_lets_nothing_be_signed(
    running, by_hand
):
    task_id = running.to_mayor()
    act_until(running, hours=2)
    open_task(running.engine, task_id, by=SUBSTITUTE)
    version = running.version(task_id)
    draft = AGREED | {"opinion": "拟同意"}
    save_answers(running.engine, task_id, by=SUBSTITUTE, version=version, answers=draft)
    if by_hand:
        running.clock.pass_time(hours=1)
        end_grant(running.engine, the_grant(running), by=MAYOR)
    else:
        running.clock.pass_time(hours=2)

    with pytest.raises((NotACandidate, TaskNotFound)):
        running.complete(SUBSTITUTE, task_id, **draft)

    read = read_task(running.engine, task_id, by=MAYOR)
    assert (read.draft, "complete" in read.may) == (draft, True)
    assert running.complete(MAYOR, task_id, **AGREED).outcome == "通过"


def test_the_mayor_s_open_form_is_the_substitute_s_while_acting_is_in_force(running):
    task_id = running.to_mayor()
    open_task(running.engine, task_id, by=MAYOR)
    act_until(running, hours=2)

    with pytest.raises(ActingInForce):
        running.complete(MAYOR, task_id, **AGREED)

    running.clock.pass_time(hours=2)
    assert running.complete(MAYOR, task_id, **AGREED).outcome == "通过"


def test_a_task_that_falls_to_nobody_is_told_to_the_general_office(running):
    leave(running, MAYOR, "mayor")
    receipt = running.start()
    reviewer = running.holder("sec_general")

    following = running.complete(reviewer, receipt.task_ids[0], **AGREED)

    (notice,) = notices(running, receipt.case_id)
    assert (notice.principal, notice.kind) == ("unit:gov_office", "vacant")
    assert notice.text == "“市长确定”应由市长办理，目前无人。请落实任职或分工。"
    director = running.holder("gov_office_director")
    (line,) = running.box(director, Box.TO_READ)
    assert line.task_name == notice.text
    read = read_case(running.engine, receipt.case_id, by=reviewer)
    assert read.work[0].with_whom == ("市长",)
    assert following.outcome == ""


def test_it_waits_for_whoever_is_appointed_and_is_theirs_at_once(running):
    leave(running, MAYOR, "mayor")
    task_id = running.to_mayor()
    successor = running.holder("exec_deputy")

    appoint(running.engine, by=ADMINISTRATOR, person_id=successor, post_id="mayor")

    assert [row.task_id for row in running.box(successor)] == [task_id]
    assert running.complete(successor, task_id, **AGREED).outcome == "通过"


def test_what_somebody_can_do_is_told_to_nobody(running):
    receipt = running.start()

    running.complete(running.holder("sec_general"), receipt.task_ids[0], **AGREED)

    assert notices(running, receipt.case_id) == ()


def test_a_claim_falls_with_the_post_of_who_made_it(running):
    task_id = running.start().task_ids[0]
    leaver = running.holder("sec_general")
    claim_task(running.engine, task_id, by=leaver, version=1)
    successor = running.holder("dep_sec_general_a")
    appoint(
        running.engine, by=ADMINISTRATOR, person_id=successor, post_id="sec_general"
    )
    leave(running, leaver, "sec_general")

    with pytest.raises(TaskNotFound):
        running.complete(leaver, task_id, **AGREED)

    (row,) = running.box(successor)
    assert (row.task_id, row.claimed_by) == (task_id, "")
    assert running.complete(successor, task_id, **AGREED).task_ids
    assert running.box(leaver) == ()


def nobody_in_charge(running: Running, unit_id: str) -> None:
    """Let no post be in charge of the unit, as when its deputy mayor was relieved."""
    with running.engine.store.begin() as unit:
        office = unit.office.load()
        on = running.clock().date()
        for post in deputies_in_charge(office, [unit_id], on):
            kept = portfolio_of(office, post, on) - {unit_id}
            unit.office.set_portfolio(post, sorted(kept), from_on=on)


def put_in_charge(running: Running) -> str:
    """Put a deputy mayor in charge of the finance bureau; return who it is."""
    set_portfolio(
        running.engine, by=ADMINISTRATOR, post_id="deputy_mayor_a", unit_id=FINANCE
    )
    return running.holder("deputy_mayor_a")


def test_a_portfolio_that_nobody_holds_waits_and_the_general_office_knows(running):
    nobody_in_charge(running, FINANCE)

    receipt = start_crossing(running, "charge", FINANCE)

    (notice,) = notices(running, receipt.case_id)
    assert notice.text.startswith("“分管领导阅”应由分管市财政局的领导办理，目前无人")
    deputy = put_in_charge(running)
    (task_id,) = receipt.task_ids
    assert task_id in {row.task_id for row in running.box(deputy)}
    assert running.complete(deputy, task_id).outcome == "办结"


def test_where_those_in_charge_are_asked_for_and_there_are_none_nothing_happens(
    running,
):
    nobody_in_charge(running, FINANCE)

    with pytest.raises(ExpressionFailed, match="没有领导分管“市财政局”"):
        start_crossing(running, "charges", FINANCE)

    (incident,) = incidents(running)
    assert (incident.code, incident.element_id) == ("expression_failed", "charges")
    deputy = put_in_charge(running)
    (task_id,) = start_crossing(running, "charges", FINANCE).task_ids
    assert task_id in {row.task_id for row in running.box(deputy)}
