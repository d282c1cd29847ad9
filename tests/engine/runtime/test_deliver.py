"""What a deed leaves in the outbox is done later, once, as deeds of their own."""

from datetime import timedelta

from engine.model.case import CaseState
from engine.model.waiting import PendingMessage
from engine.runtime.cancel import cancel_case
from engine.runtime.deliver import deliver_due
from tests.support.builders import (
    CLERK,
    a_case,
    damage,
    incidents,
    open_tasks,
    register,
    settle,
    start_busy,
)


def child_of(running, case_id):
    with running.engine.store.read() as unit:
        (link,) = unit.links.of_case(case_id)
    return link.to_case


def test_a_case_reserved_by_an_effect_takes_its_first_step_later(running):
    receipt = start_busy(running, "child")
    child = child_of(running, receipt.case_id)
    assert a_case(running, child).revision == 0

    deliver_due(running.engine)

    started = a_case(running, child)
    assert (started.title, started.number) == ("采购", "小事项〔2026〕0001")
    assert [t.element_id for t in open_tasks(running, child)] == ["review"]
    (act,) = running.acts(child)
    assert act.details["cause"] == f"{receipt.case_id}/1"


def test_the_started_case_belongs_to_the_unit_that_led_to_it(running):
    receipt = start_busy(running, "child")
    child = a_case(running, child_of(running, receipt.case_id))

    assert child.initiator_unit == "finance_bureau"


def test_how_it_ended_comes_back_to_the_case_that_waits(running):
    receipt = start_busy(running, "child")
    deliver_due(running.engine)
    child = child_of(running, receipt.case_id)
    for post in ("sec_general", "mayor"):
        (task,) = open_tasks(running, child)
        running.complete(running.holder(post), task.task_id, decision="同意")

    settle(running)

    assert a_case(running, receipt.case_id).state is CaseState.FINISHED
    assert register(running, receipt.case_id)["child_outcome"] == "通过"


def test_a_cancelled_case_says_so_too(running):
    receipt = start_busy(running, "child")
    deliver_due(running.engine)
    cancel_case(
        running.engine,
        child_of(running, receipt.case_id),
        by=running.holder(CLERK),
        outcome="撤回",
        reason="不办了",
    )

    settle(running)

    assert register(running, receipt.case_id)["child_outcome"] == "撤回"


def test_nothing_is_delivered_twice(running):
    receipt = start_busy(running, "child")

    done = [deliver_due(running.engine), deliver_due(running.engine)]

    assert done == [1, 0]
    assert a_case(running, child_of(running, receipt.case_id)).revision == 1


def test_a_message_that_nobody_waits_for_is_kept_and_then_an_incident(running):
    receipt = start_busy(running, "message")
    deliver_due(running.engine)
    with running.engine.store.read() as unit:
        assert unit.messages.expired(running.clock.moment, 10) == ()
    running.clock.pass_time(days=31)

    deliver_due(running.engine)

    (incident,) = incidents(running)
    assert incident.deed == "expire"
    assert incident.about["message"] == "knock"
    assert incident.about["correlation"] == receipt.case_id
    assert deliver_due(running.engine) == 0
    assert len(incidents(running)) == 1


def test_a_message_that_came_too_early_is_given_when_it_is_waited_for(running):
    receipt = start_busy(running, "child")
    child = child_of(running, receipt.case_id)
    moment = running.clock.moment
    early = PendingMessage(
        message_id="m1",
        name="case_ended",
        correlation=child,
        payload={"outcome": "提前"},
        dedupe_key="m1",
        cause="",
        sent_at=moment,
        expires_at=moment + timedelta(days=1),
    )
    with running.engine.store.begin() as unit:
        unit.messages.keep(early)

    settle(running)

    assert register(running, receipt.case_id)["child_outcome"] == "提前"


def test_what_cannot_be_delivered_is_parked_with_an_incident(running):
    receipt = start_busy(running, "child")
    deliver_due(running.engine)
    child = child_of(running, receipt.case_id)
    damage(running, receipt.case_id)
    cancel_case(
        running.engine, child, by=running.holder(CLERK), outcome="撤回", reason="不办"
    )

    deliver_due(running.engine)

    (incident,) = incidents(running)
    assert (incident.case_id, incident.deed) == (receipt.case_id, "deliver")
    assert "delivery_id" in incident.about
    assert deliver_due(running.engine) == 0
