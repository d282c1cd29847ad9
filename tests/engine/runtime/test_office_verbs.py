"""Tests of the verbs that change the office."""

from datetime import date, timedelta

import pytest

from engine.model.errors import (
    ActingInForce,
    GrantNotFound,
    GrantOverlaps,
    GrantRefused,
    MayNotGrant,
    PersonNotFound,
    PostNotFound,
    ReasonMissing,
    RequestMalformed,
    RoleMissing,
)
from engine.model.standing import deputies_in_charge, is_away
from engine.runtime.absence import record_absence
from engine.runtime.appoint import appoint, end_appointment
from engine.runtime.grant import end_grant, grant_acting
from engine.runtime.portfolio import set_portfolio
from engine.runtime.procedures import read_office, read_procedures
from tests.support.running import (
    ADMINISTRATOR,
    MAYOR,
    SUBSTITUTE,
    Running,
    act_for_mayor,
)


def absence(running: Running, by: str = ADMINISTRATOR, basis: str = "离市报告"):
    return record_absence(
        running.engine,
        MAYOR,
        by=by,
        kind="离市",
        from_at=running.clock(),
        until_at=None,
        basis=basis,
    )


def test_a_new_holder_has_what_already_waits_the_same_day(running):
    running.start()
    clerk = running.holder("education_bureau_clerk")

    appoint(running.engine, by=ADMINISTRATOR, person_id=clerk, post_id="sec_general")

    assert len(running.box(clerk)) == 1


def test_who_is_relieved_has_it_no_more_the_day_after(running):
    running.start()
    reviewer = running.holder("sec_general")

    end_appointment(
        running.engine,
        by=ADMINISTRATOR,
        person_id=reviewer,
        post_id="sec_general",
        until_on=date(2026, 11, 23),
    )

    today = len(running.box(reviewer))
    running.clock.pass_time(days=1)
    assert (today, len(running.box(reviewer))) == (1, 0)


def test_an_appointment_names_who_and_what_there_is(running):
    with pytest.raises(PersonNotFound):
        appoint(running.engine, by=ADMINISTRATOR, person_id="x", post_id="mayor")
    with pytest.raises(PostNotFound):
        appoint(running.engine, by=ADMINISTRATOR, person_id=MAYOR, post_id="x")
    with pytest.raises(RequestMalformed):
        end_appointment(
            running.engine,
            by=ADMINISTRATOR,
            person_id=MAYOR,
            post_id="sec_general",
            until_on=date(2026, 11, 23),
        )


def test_a_unit_is_in_one_charge_from_the_day_on(running):
    running.start()
    set_portfolio(
        running.engine,
        by=ADMINISTRATOR,
        post_id="deputy_mayor_c",
        unit_id="finance_bureau",
    )

    office, on = read_office(running.engine), date(2026, 11, 23)
    before = deputies_in_charge(office, ["finance_bureau"], on - timedelta(days=1))
    assert deputies_in_charge(office, ["finance_bureau"], on) == ("deputy_mayor_c",)
    assert before
    assert before != ("deputy_mayor_c",)
    act = running.acts("office")[-1]
    assert (act.verb, act.details["before"]) == ("set_portfolio", list(before))


def test_the_other_units_of_both_stay_as_they_are(running):
    on = date(2026, 11, 23)
    units = sorted(read_office(running.engine).units)
    before = {
        u: deputies_in_charge(read_office(running.engine), [u], on) for u in units
    }

    for _ in range(2):
        set_portfolio(
            running.engine,
            by=ADMINISTRATOR,
            post_id="deputy_mayor_c",
            unit_id="finance_bureau",
        )

    office = read_office(running.engine)
    after = {u: deputies_in_charge(office, [u], on) for u in units}
    assert after == before | {"finance_bureau": ("deputy_mayor_c",)}


def test_an_absence_is_recorded_and_lets_nobody_act(running):
    running.to_mayor()

    absence(running)

    assert is_away(read_office(running.engine), "mayor", running.clock())
    assert running.box(SUBSTITUTE) == ()
    with pytest.raises(ReasonMissing):
        absence(running, basis=" ")


def test_while_acting_is_in_force_the_substitute_signs_and_the_mayor_does_not(running):
    task_id = running.to_mayor()
    act_for_mayor(running)

    with pytest.raises(ActingInForce) as refusal:
        running.complete(MAYOR, task_id, decision="同意")
    receipt = running.complete(SUBSTITUTE, task_id, decision="同意")

    assert refusal.value.facts["references"] == ("8.1",)
    assert running.acts(receipt.case_id)[-1].on_behalf_of == "mayor"


def test_an_ended_grant_gives_nothing_any_more(running):
    task_id = running.to_mayor()
    act_for_mayor(running)
    grant = read_office(running.engine).grants[0]
    running.clock.pass_time(hours=1)

    end_grant(running.engine, grant.grant_id, by=MAYOR)

    assert running.box(SUBSTITUTE) == ()
    assert running.complete(MAYOR, task_id, decision="同意").outcome == "通过"
    with pytest.raises(GrantNotFound):
        end_grant(running.engine, grant.grant_id, by=MAYOR)


def test_grants_that_overlap_or_rest_on_nothing_are_refused(running):
    act_for_mayor(running)
    told = {
        "by": ADMINISTRATOR,
        "from_post": "mayor",
        "to_post": "deputy_mayor_a",
        "from_at": running.clock(),
        "until_at": None,
    }

    with pytest.raises(GrantOverlaps):
        grant_acting(running.engine, **told, basis="又一份通知")
    with pytest.raises(GrantRefused):
        grant_acting(running.engine, **told | {"from_post": "inspector"}, basis=" ")


@pytest.mark.parametrize("post_id", ["gov_office_director", "sec_general", "mayor"])
def test_holder_secretary_general_and_general_office_register_grants(running, post_id):
    grant_acting(
        running.engine,
        by=running.holder(post_id),
        from_post="mayor",
        to_post="exec_deputy",
        from_at=running.clock(),
        until_at=None,
        basis="通知",
    )

    assert running.acts("office")[-1].references == ("8.1",)


def test_nobody_else_changes_the_office_and_the_try_is_kept(running):
    clerk = running.holder("finance_bureau_clerk")
    with pytest.raises(RoleMissing):
        absence(running, by=clerk)
    with pytest.raises(RoleMissing):
        appoint(running.engine, by=clerk, person_id=clerk, post_id="mayor")
    with pytest.raises(RoleMissing):
        set_portfolio(
            running.engine, by=clerk, post_id="mayor", unit_id="finance_bureau"
        )
    with pytest.raises(MayNotGrant):
        grant_acting(
            running.engine,
            by=clerk,
            from_post="mayor",
            to_post="finance_bureau_clerk",
            from_at=running.clock(),
            until_at=None,
            basis="通知",
        )

    assert [act.verb for act in running.acts("office")][-4:] == ["refused"] * 4


def test_the_procedures_in_force_are_read_by_slug(running):
    assert [*read_procedures(running.engine)] == ["tiny"]
