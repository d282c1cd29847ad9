"""Messages between cases: twice, too early, to several, to one that has ended."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.model.case import CaseState
from engine.model.identity import new_id
from engine.model.reading import Receipt
from engine.model.waiting import Delivery
from engine.runtime.cancel import cancel_case
from engine.runtime.deliver import deliver_due
from engine.runtime.resume import resume_case
from engine.runtime.retry import retry_incident
from engine.runtime.suspend import suspend_case
from tests.support.builders import (
    CLERK,
    a_case,
    incidents,
    open_tasks,
    register,
    start_busy,
    start_crossing,
)
from tests.support.running import ADMINISTRATOR, Running

KNOCK = "knock"


def heard(running: Running, receipt: Receipt) -> object:
    """Return what the case has heard, None while it waits."""
    return register(running, receipt.case_id).get("heard")


def cancel(running: Running, receipt: Receipt) -> None:
    cancel_case(
        running.engine,
        receipt.case_id,
        by=running.holder(CLERK),
        outcome="撤回",
        reason="不办了",
    )


def a_knock(
    running: Running, to_case: str = "", key: str = "k1", words: str = "开门"
) -> Delivery:
    """Return a message as a deed would leave it in the outbox."""
    moment = running.clock.moment
    return Delivery(
        delivery_id=new_id(moment),
        kind="message",
        dedupe_key=key,
        payload={
            "name": KNOCK,
            "correlation": "芝麻",
            "payload": {"words": words},
            "cause": "test/1",
            "to_case": to_case,
        },
        created_at=moment,
        next_try_at=moment,
    )


def post(running: Running, *deliveries: Delivery) -> None:
    with running.engine.store.begin() as unit:
        unit.outbox.add_many(deliveries)


def undelivered(running: Running) -> list[object]:
    """Return why messages reached nobody, as the office's chain says."""
    return [
        act.details["why"]
        for act in running.acts("office")
        if act.verb == "undelivered"
    ]


def test_a_message_is_given_with_the_act_that_caused_it(running):
    waits = start_crossing(running, "wait")
    sender = start_crossing(running, "send")

    assert deliver_due(running.engine) == 1

    act = running.acts(waits.case_id)[-1]
    assert (heard(running, waits), act.verb) == ("开门", "receive")
    assert act.details["cause"] == f"{sender.case_id}/1"
    assert a_case(running, waits.case_id).state is CaseState.FINISHED


def test_a_message_that_comes_twice_is_given_once(running):
    first = start_crossing(running, "wait")
    knock = a_knock(running)
    post(running, knock)
    deliver_due(running.engine)
    second = start_crossing(running, "wait")

    post(running, replace(knock, delivery_id=new_id(running.clock.moment)))

    assert deliver_due(running.engine) == 0
    assert (heard(running, first), heard(running, second)) == ("开门", None)


def test_what_was_kept_and_comes_again_is_given_once(running):
    post(running, a_knock(running))
    deliver_due(running.engine)
    post(running, a_knock(running))
    deliver_due(running.engine)
    first = start_crossing(running, "wait")

    deliver_due(running.engine)
    second = start_crossing(running, "wait")
    deliver_due(running.engine)

    assert (heard(running, first), heard(running, second)) == ("开门", None)


def test_what_comes_too_early_is_given_when_it_is_waited_for(running):
    sender = start_crossing(running, "send")
    deliver_due(running.engine)
    running.clock.pass_time(days=29)
    waits = start_crossing(running, "wait")

    assert deliver_due(running.engine) == 1

    assert heard(running, waits) == "开门"
    act = running.acts(waits.case_id)[-1]
    assert act.details["cause"] == f"{sender.case_id}/1"


def test_what_expired_is_given_when_an_operator_sends_it_again(running):
    start_crossing(running, "send")
    deliver_due(running.engine)
    running.clock.pass_time(days=31)
    deliver_due(running.engine)
    waits = start_crossing(running, "wait")
    deliver_due(running.engine)
    assert heard(running, waits) is None

    (incident,) = incidents(running)
    retry_incident(running.engine, incident.incident_id, by=ADMINISTRATOR)
    deliver_due(running.engine)

    assert heard(running, waits) == "开门"
    assert incidents(running) == ()


@pytest.mark.parametrize("early", [False, True])
def test_what_two_wait_for_is_an_incident_and_nobody_hears_it(running, early):
    if early:
        start_crossing(running, "send")
        deliver_due(running.engine)
    both = [start_crossing(running, "wait") for _ in range(2)]
    if not early:
        start_crossing(running, "send")

    assert deliver_due(running.engine) == 0

    (incident,) = incidents(running)
    assert (incident.code, "ambiguous" in incident.told) == ("engine_failed", True)
    assert [heard(running, each) for each in both] == [None, None]
    states = {a_case(running, each.case_id).state for each in both}
    assert states == {CaseState.RUNNING}
    assert deliver_due(running.engine) == 0
    assert len(incidents(running)) == 1


@pytest.mark.parametrize("early", [False, True])
def test_once_only_one_waits_the_operator_sends_it_again(running, early):
    if early:
        start_crossing(running, "send")
        deliver_due(running.engine)
    stays, goes = (start_crossing(running, "wait") for _ in range(2))
    if not early:
        start_crossing(running, "send")
    deliver_due(running.engine)
    cancel(running, goes)

    (incident,) = incidents(running)
    retry_incident(running.engine, incident.incident_id, by=ADMINISTRATOR)
    deliver_due(running.engine)

    assert heard(running, stays) == "开门"
    assert heard(running, goes) is None


def test_a_message_to_a_case_that_has_ended_changes_nothing_and_is_on_record(running):
    starter = start_busy(running, "child")
    deliver_due(running.engine)
    with running.engine.store.read() as unit:
        (link,) = unit.links.of_case(starter.case_id)
    for post_id in ("sec_general", "mayor"):
        (task,) = open_tasks(running, link.to_case)
        running.complete(running.holder(post_id), task.task_id, decision="同意")
    cancel(running, starter)
    ended, acts = a_case(running, starter.case_id), running.acts(starter.case_id)

    deliver_due(running.engine)

    assert a_case(running, starter.case_id) == ended
    assert running.acts(starter.case_id) == acts
    assert undelivered(running) == ["case_finished"]
    assert incidents(running) == ()
    assert deliver_due(running.engine) == 0


def test_what_was_kept_for_a_case_that_has_ended_since_is_no_incident(running):
    late = start_crossing(running, "both")
    post(running, a_knock(running, to_case=late.case_id))
    deliver_due(running.engine)
    cancel(running, late)
    running.clock.pass_time(days=31)

    deliver_due(running.engine)

    assert incidents(running) == ()
    assert undelivered(running) == ["case_finished"]


def test_what_is_for_one_case_is_never_given_to_another(running):
    meant, other = start_crossing(running, "both"), start_crossing(running, "wait")

    post(running, a_knock(running, to_case=meant.case_id))
    deliver_due(running.engine)
    deliver_due(running.engine)

    assert heard(running, other) is None
    assert incidents(running) == ()


def test_what_is_for_one_of_two_who_wait_is_not_ambiguous(running):
    meant, other = (start_crossing(running, "wait") for _ in range(2))

    post(running, a_knock(running, to_case=meant.case_id))
    deliver_due(running.engine)

    assert (heard(running, meant), heard(running, other)) == ("开门", None)


def test_a_suspended_case_hears_it_when_it_goes_on(running):
    waits = start_crossing(running, "wait")
    owner = running.holder("gov_office_director")
    case_id = waits.case_id
    suspend_case(running.engine, case_id, by=owner, reason="核对")
    start_crossing(running, "send")
    assert deliver_due(running.engine) == 0
    assert incidents(running) == ()

    resume_case(running.engine, case_id, by=owner, reason="核对完毕")
    running.clock.pass_time(hours=1)
    deliver_due(running.engine)

    assert heard(running, waits) == "开门"


def test_a_signal_is_one_delivery_for_each_who_waits(running):
    both = [start_crossing(running, "wait") for _ in range(2)]
    other = start_crossing(running, "wait", word="核桃")

    caller = start_crossing(running, "call")

    act = running.acts(caller.case_id)[-1]
    assert act.details["effects"][0]["result"]["sent"] == 2
    assert deliver_due(running.engine) == 2
    assert deliver_due(running.engine) == 0
    assert [heard(running, each) for each in both] == ["开门", "开门"]
    assert heard(running, other) is None
    assert incidents(running) == ()


def test_a_signal_for_which_nobody_waits_is_not_kept(running):
    start_crossing(running, "call")
    waits = start_crossing(running, "wait")

    assert deliver_due(running.engine) == 0
    running.clock.pass_time(days=31)
    assert deliver_due(running.engine) == 0

    assert heard(running, waits) is None
    assert incidents(running) == ()


def test_one_who_no_longer_waits_does_not_keep_a_signal_from_the_others(running):
    stays, goes = (start_crossing(running, "wait") for _ in range(2))
    start_crossing(running, "call")
    cancel(running, goes)

    assert deliver_due(running.engine) == 2

    assert (heard(running, stays), heard(running, goes)) == ("开门", None)
    assert undelivered(running) == ["case_finished"]


def test_a_message_given_before_it_expires_never_becomes_an_incident(running):
    start_crossing(running, "send")
    deliver_due(running.engine)
    start_crossing(running, "wait")
    running.clock.moment += timedelta(days=31)

    assert deliver_due(running.engine) == 1

    assert incidents(running) == ()
