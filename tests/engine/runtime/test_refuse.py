"""Refusals before a deed."""

import pytest

from engine.model.errors import NotAllowed, RoleMissing
from engine.runtime.refuse import keep_refusal
from engine.runtime.suspend import suspend_case
from tests.support.running import Running


def test_a_refusal_before_a_deed_stands_on_the_office_s_chain(running: Running):
    keep_refusal(running.engine, "audit", RoleMissing(role="auditor"), by="jinsui")

    act = running.acts("office")[-1]
    assert (act.verb, act.actor) == ("refused", "jinsui")
    assert act.details["tried"] == "audit"


def test_what_a_deed_has_kept_is_not_kept_twice(running: Running):
    case_id = running.start().case_id
    with pytest.raises(NotAllowed) as refused:
        suspend_case(running.engine, case_id, by="jinsui", reason="等")
    count = len(running.acts("office"))

    keep_refusal(running.engine, "suspend", refused.value, by="jinsui")

    assert len(running.acts("office")) == count


def test_a_refusal_about_a_task_names_its_case(running: Running):
    receipt = running.start()

    with pytest.raises(NotAllowed):
        running.complete(running.holder("finance_bureau_clerk"), receipt.task_ids[0])

    details = running.acts("office")[-1].details
    assert (details["tried"], details["case_id"]) == ("complete", receipt.case_id)
