"""A standing act is performed at any time, as often as it is wanted."""

import pytest

from engine.model.errors import CaseNotFound, NotACandidate
from engine.runtime.perform import perform_act
from tests.support.builders import CLERK, open_tasks, register, start_busy


def remark(running, case_id, post=CLERK, element_id="remark", words="补充一句"):
    by = running.holder(post)
    return perform_act(
        running.engine, case_id, element_id, by=by, answers={"words": words}
    )


def test_it_is_repeatable_and_leaves_what_waits_waiting(running):
    receipt = start_busy(running, "look")

    for _ in range(3):
        remark(running, receipt.case_id)

    assert register(running, receipt.case_id) == {"remarks": 3}
    assert [t.element_id for t in open_tasks(running, receipt.case_id)] == ["look"]


def test_its_act_holds_the_answers_and_the_clause(running):
    receipt = start_busy(running, "look")

    remark(running, receipt.case_id, words="更正金额")

    act = running.acts(receipt.case_id)[-1]
    assert (act.verb, act.element_id) == ("perform", "remark")
    assert act.details["answers"] == {"words": "更正金额"}
    assert act.references == ("42.1",)


def test_who_is_no_candidate_is_refused(running):
    receipt = start_busy(running, "look")

    with pytest.raises(NotACandidate):
        remark(running, receipt.case_id, post="mayor")


def test_an_element_that_is_no_standing_act_is_not_there(running):
    receipt = start_busy(running, "look")

    with pytest.raises(CaseNotFound):
        remark(running, receipt.case_id, element_id="look")
