"""Completing a task moves its case on, once, for whoever was first."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.model.case import CaseState
from engine.model.errors import (
    AnswersInvalid,
    CaseFinished,
    KeyReused,
    NotACandidate,
    TaskAlreadyCompleted,
    TaskChanged,
    TaskClaimedByOther,
    TaskNotFound,
)
from engine.runtime.chain import first_broken
from engine.runtime.claim import claim_task
from engine.runtime.complete import complete_task
from engine.store.store import count_statements
from tests.support.builders import a_case, open_tasks, register
from tests.support.running import SUBSTITUTE, act_for_mayor

AGREED = {"decision": "同意", "opinion": "可"}


def test_completing_every_task_finishes_the_case_with_its_outcome(running):
    task_id = running.to_mayor()

    receipt = running.complete(running.holder("mayor"), task_id, **AGREED)

    case = a_case(running, receipt.case_id)
    assert (receipt.outcome, case.outcome) == ("通过", "通过")
    assert (case.state, case.ended_at) == (CaseState.FINISHED, running.clock.moment)
    assert open_tasks(running, case.case_id) == ()
    assert register(running, case.case_id)["decision"] == "同意"


def test_the_second_to_complete_learns_who_was_first_and_when(running):
    mayor, task_id = running.holder("mayor"), running.to_mayor()
    running.complete(mayor, task_id, **AGREED)

    with pytest.raises(TaskAlreadyCompleted) as refused:
        running.complete(mayor, task_id, **AGREED)

    facts = refused.value.facts
    assert facts == {"by": running.name(mayor), "at": running.clock.moment}


def test_a_repeat_with_the_same_key_gets_the_first_receipt(running):
    task_id = running.to_mayor()
    asked = {"by": running.holder("mayor"), "answers": AGREED, "key": "once"}

    first = complete_task(running.engine, task_id, **asked)
    again = complete_task(running.engine, task_id, **asked)

    assert again == first
    assert len(running.acts(first.case_id)) == 3


def test_a_key_that_came_with_another_body_is_refused(running):
    task_id, mayor = running.to_mayor(), running.holder("mayor")
    asked = {"by": mayor, "key": "once"}
    complete_task(running.engine, task_id, answers=AGREED, **asked)

    with pytest.raises(KeyReused):
        complete_task(running.engine, task_id, answers={"decision": "不同意"}, **asked)


def test_a_stale_page_is_refused(running):
    task_id, mayor = running.to_mayor(), running.holder("mayor")
    stale = running.version(task_id)
    claim_task(running.engine, task_id, by=mayor, version=stale)

    with pytest.raises(TaskChanged):
        complete_task(running.engine, task_id, by=mayor, answers=AGREED, version=stale)


def test_what_somebody_else_has_claimed_is_theirs(running):
    task_id, mayor = running.to_mayor(), running.holder("mayor")
    reviewer = running.holder("sec_general")
    running.to_everybody(task_id, mayor, reviewer)
    claim_task(running.engine, task_id, by=reviewer, version=running.version(task_id))

    with pytest.raises(TaskClaimedByOther) as refused:
        running.complete(mayor, task_id, **AGREED)

    assert refused.value.facts["by"] == running.name(reviewer)


def test_who_sees_the_task_but_may_not_do_it_is_refused_with_its_clause(running):
    task_id = running.to_mayor()

    with pytest.raises(NotACandidate) as refused:
        running.complete(running.holder("finance_bureau_clerk"), task_id, **AGREED)

    assert refused.value.facts["references"] == ("8",)
    assert running.acts("office")[-1].details["code"] == "not_a_candidate"


def test_to_who_may_not_see_the_case_the_task_is_not_there(running):
    task_id = running.to_mayor()

    with pytest.raises(TaskNotFound):
        running.complete(running.holder("education_bureau_clerk"), task_id, **AGREED)


def test_an_unknown_task_is_not_there(running):
    with pytest.raises(TaskNotFound):
        running.complete(running.holder("mayor"), "0" * 32, **AGREED)


def test_bad_answers_change_nothing(running):
    task_id = running.to_mayor()
    mayor = running.holder("mayor")

    with pytest.raises(AnswersInvalid) as refused:
        running.complete(mayor, task_id, decision="也许", unknown=1)

    assert set(refused.value.facts["fields"]) == {"decision", "unknown"}
    assert running.complete(mayor, task_id, **AGREED).revision == 3


def test_a_finished_case_is_never_changed(running):
    task_id = running.to_mayor()
    receipt = running.complete(running.holder("mayor"), task_id, **AGREED)
    with running.engine.store.begin() as unit:
        unit.tasks.undo_deed(receipt.case_id, undone=3, at=running.clock.moment, now=4)

    with pytest.raises(CaseFinished):
        running.complete(running.holder("mayor"), task_id, **AGREED)


def test_the_act_names_doer_post_clauses_and_what_was_walked(running):
    task_id, mayor = running.to_mayor(), running.holder("mayor")

    receipt = running.complete(mayor, task_id, **AGREED)

    act = running.acts(receipt.case_id)[-1]
    assert (act.actor, act.post, act.right) == (mayor, "mayor", "post:mayor")
    assert (act.verb, act.element_id, act.task_id) == ("complete", "approve", task_id)
    assert act.references == ("8",)
    assert act.details["evidence"] == {"approve": ["8"], "ended": ["8"]}
    assert "to_end" in act.details["entered"]
    assert act.details["outcome"] == "通过"


def test_an_element_merely_reached_is_no_evidence_yet(running):
    receipt = running.start()

    (act,) = running.acts(receipt.case_id)
    assert "review" in act.details["entered"]
    assert "review" not in act.details["evidence"]


def test_an_acting_officials_act_bears_both_names_and_the_article(running):
    task_id = running.to_mayor()
    act_for_mayor(running)

    receipt = running.complete(SUBSTITUTE, task_id, **AGREED)

    act = running.acts(receipt.case_id)[-1]
    assert (act.actor, act.post, act.on_behalf_of) == (
        SUBSTITUTE,
        "exec_deputy",
        "mayor",
    )
    assert "8.1" in act.references


def test_opinions_stand_with_rank_and_round(running):
    task_id = running.to_mayor()
    receipt = running.complete(running.holder("mayor"), task_id, **AGREED)

    with running.engine.store.read() as unit:
        given = unit.opinions.of_case(receipt.case_id)
    assert [each.post_id for each in given] == ["mayor", "sec_general"]
    assert (given[0].rank, given[0].round, given[0].text) == (1, 1, "可")


def test_the_chain_of_a_case_holds(running):
    receipt = running.complete(running.holder("mayor"), running.to_mayor(), **AGREED)
    case = a_case(running, receipt.case_id)

    acts = running.acts(receipt.case_id)

    assert first_broken(running.engine.ring, acts, (case.acts, case.head)) == 0


def test_of_forty_who_complete_one_task_one_wins(running):
    task_id, mayor = running.to_mayor(), running.holder("mayor")

    def attempt(_):
        try:
            running.complete(mayor, task_id, **AGREED)
        except TaskAlreadyCompleted as refused:
            return refused.facts["by"]
        return "won"

    with ThreadPoolExecutor(40) as pool:
        told = list(pool.map(attempt, range(40)))

    assert sorted(told) == sorted(["won"] + [running.name(mayor)] * 39)


def test_completing_stays_within_its_statements(running):
    task_id = running.start().task_ids[0]
    reviewer = running.holder("sec_general")

    with count_statements(running.engine.store) as counted:
        complete_task(running.engine, task_id, by=reviewer, answers=AGREED, key="once")

    assert counted.count <= 16
