"""A case ends from outside only by what its manifest declares."""

import pytest

from engine.model.case import CaseState
from engine.model.errors import (
    CaseFinished,
    CaseNotFound,
    MayNotTerminate,
    ReasonMissing,
    RevisionOutdated,
)
from engine.runtime.cancel import cancel_case
from tests.support.builders import a_case, incidents, open_tasks, start_busy


def cancel(running, case_id, post="finance_bureau_clerk", **asked):
    asked = {"outcome": "撤回", "reason": "情况有变"} | asked
    return cancel_case(running.engine, case_id, by=running.holder(post), **asked)


def test_a_cancelled_case_has_its_outcome_and_nothing_open(running):
    receipt = running.start()

    ended = cancel(running, receipt.case_id)

    case = a_case(running, receipt.case_id)
    assert (case.state, case.outcome) == (CaseState.CANCELLED, "撤回")
    assert open_tasks(running, receipt.case_id) == ()
    assert ended.outcome == "撤回"


def test_its_act_holds_the_reason_and_the_clause(running):
    receipt = running.start()

    cancel(running, receipt.case_id)

    act = running.acts(receipt.case_id)[-1]
    assert (act.verb, act.details["reason"]) == ("cancel", "情况有变")
    assert act.references == ("42.1",)


def test_it_needs_a_reason(running):
    receipt = running.start()

    with pytest.raises(ReasonMissing):
        cancel(running, receipt.case_id, reason="  ")


def test_who_is_not_named_may_not(running):
    receipt = running.start()

    with pytest.raises(MayNotTerminate):
        cancel(running, receipt.case_id, post="sec_general")


def test_what_is_not_declared_is_no_way_to_end(running):
    receipt = running.start()

    with pytest.raises(MayNotTerminate):
        cancel(running, receipt.case_id, outcome="作废")


def test_who_may_not_see_it_is_told_nothing(running):
    receipt = running.start()

    with pytest.raises(CaseNotFound):
        cancel(running, receipt.case_id, post="education_bureau_clerk")


def test_an_ended_case_is_not_ended_again(running):
    receipt = running.start()
    cancel(running, receipt.case_id)

    with pytest.raises(CaseFinished):
        cancel(running, receipt.case_id)


def test_a_case_whose_first_step_is_still_to_come_is_not_ended_yet(running):
    led = start_busy(running, "child")
    with running.engine.store.read() as unit:
        (link,) = unit.links.of_case(led.case_id)

    with pytest.raises(RevisionOutdated):
        cancel(running, link.to_case)

    assert incidents(running) == ()
