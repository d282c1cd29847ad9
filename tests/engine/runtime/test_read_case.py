"""Tests of reading a case."""

import pytest

from engine.model.errors import CaseNotFound
from engine.model.reading import Lamp
from engine.model.trail import CaseLink, Notice
from engine.runtime.read_case import read_case
from engine.runtime.withdraw import withdraw_task
from engine.store.store import count_statements
from tests.support.records import NOW
from tests.support.running import AUDITOR, MAYOR, SUBSTITUTE, act_for_mayor


def test_the_diagram_is_marked_done_active_and_late(running):
    receipt = running.start()
    clerk = running.holder("finance_bureau_clerk")

    marks = read_case(running.engine, receipt.case_id, by=clerk).marks
    running.clock.pass_time(days=3)
    later = read_case(running.engine, receipt.case_id, by=clerk).marks

    assert marks == {
        "began": "done",
        "to_fill_in": "done",
        "fill_in": "done",
        "to_review": "done",
        "review": "active",
    }
    assert later["review"] == "late"


def test_what_it_waits_for_is_told_with_whom_and_since_when(running):
    receipt = running.start()
    running.clock.pass_time(days=3)

    work = read_case(
        running.engine, receipt.case_id, by=running.holder("sec_general")
    ).work[0]

    assert (work.name, work.with_whom, work.lamp) == (
        "秘书长审核",
        ("秘书长",),
        Lamp.RED,
    )


@pytest.mark.parametrize(
    "post_id", ["finance_bureau_clerk", "finance_bureau_head", "sec_general"]
)
def test_initiator_s_unit_and_candidates_see_it(running, post_id):
    receipt = running.start()

    read = read_case(running.engine, receipt.case_id, by=running.holder(post_id))

    assert (read.case.case_id, read.procedure, read.version) == (
        receipt.case_id,
        "小事项",
        1,
    )


def test_an_auditor_sees_every_case_and_may_audit(running):
    receipt = running.start()

    assert "audit" in read_case(running.engine, receipt.case_id, by=AUDITOR).may


@pytest.mark.parametrize("post_id", ["education_bureau_clerk", "mayor"])
def test_to_everybody_else_there_is_no_such_case(running, post_id):
    receipt = running.start()

    with pytest.raises(CaseNotFound):
        read_case(running.engine, receipt.case_id, by=running.holder(post_id))


def test_who_was_sent_something_about_it_may_look_it_up(running):
    case_id = running.start().case_id
    notice = Notice("n1", "post:mayor", case_id, "circulate", "请阅", NOW, "n1")
    with running.engine.store.begin() as unit:
        unit.notices.add_many([notice])

    assert read_case(running.engine, case_id, by=running.holder("mayor"))
    with pytest.raises(CaseNotFound):
        read_case(running.engine, case_id, by=running.holder("inspector"))


def test_evidence_names_clause_element_and_act(running):
    receipt = running.start()

    evidence = read_case(running.engine, receipt.case_id, by=AUDITOR).evidence

    assert [(e.clause.reference, e.element_id, e.seq) for e in evidence] == [
        ("42.1", "fill_in", 1),
        ("42.1", "to_review", 1),
    ]


def test_a_withdrawn_act_leaves_no_mark_and_no_evidence(running):
    receipt = running.start()
    reviewer = running.holder("sec_general")
    running.complete(reviewer, receipt.task_ids[0], decision="同意")
    withdraw_task(running.engine, receipt.task_ids[0], by=reviewer)

    read = read_case(running.engine, receipt.case_id, by=reviewer)

    assert "to_approve" not in read.marks
    assert read.marks["review"] == "active"
    assert {e.seq for e in read.evidence} == {1}
    assert read.opinions == ()


def test_who_acts_for_the_mayor_stands_there_with_both_names(running):
    task_id = running.to_mayor()
    act_for_mayor(running)
    receipt = running.complete(SUBSTITUTE, task_id, decision="同意", opinion="同意")

    read = read_case(running.engine, receipt.case_id, by=SUBSTITUTE)

    act, opinion = read.timeline[-1], read.opinions[-1]
    assert (act.actor, act.on_behalf_of) == (running.name(SUBSTITUTE), "市长")
    assert (opinion.on_behalf_of, opinion.decision) == ("市长", "同意")
    assert (read.case.outcome, read.work) == ("通过", ())


def test_urging_and_ending_are_offered_to_the_initiator_while_they_may(running):
    task_id = running.to_mayor()
    clerk = running.holder("finance_bureau_clerk")
    case_id = running.box(MAYOR)[0].case_id

    before = read_case(running.engine, case_id, by=clerk)
    running.complete(MAYOR, task_id, decision="同意")
    after = read_case(running.engine, case_id, by=clerk)

    assert {"urge", "cancel", "attach"} <= before.may
    assert [end.outcome for end in before.terminations] == ["撤回"]
    assert (after.terminations, after.may) == ((), frozenset())


def test_of_a_linked_case_that_may_not_be_seen_only_the_number_is_shown(running):
    mine = running.start()
    other = running.start(running.holder("education_bureau_clerk"), title="校舍")
    with running.engine.store.begin() as unit:
        link = CaseLink(mine.case_id, other.case_id, "started", running.clock())
        unit.links.add(link)

    clerk = running.holder("finance_bureau_clerk")
    hidden = read_case(running.engine, mine.case_id, by=clerk).links[0]
    seen = read_case(running.engine, mine.case_id, by=AUDITOR).links[0]

    assert (hidden.visible, hidden.case_id, hidden.title) == (False, "", "")
    assert (seen.visible, seen.case_id, seen.title) == (True, other.case_id, "校舍")
    assert hidden.number == seen.number == other.number


def test_a_case_page_takes_as_many_statements_whatever_the_history(running):
    receipt = running.start()
    reviewer = running.holder("sec_general")
    read_case(running.engine, receipt.case_id, by=reviewer)
    with count_statements(running.engine.store) as short:
        read_case(running.engine, receipt.case_id, by=reviewer)

    for _ in range(10):
        running.complete(reviewer, receipt.task_ids[0], decision="同意")
        withdraw_task(running.engine, receipt.task_ids[0], by=reviewer)
    with count_statements(running.engine.store) as long:
        read_case(running.engine, receipt.case_id, by=reviewer)

    assert long.count == short.count <= 18


def test_what_was_withdrawn_may_be_done_again_in_the_same_round(running):
    receipt = running.start()
    reviewer = running.holder("sec_general")
    running.complete(reviewer, receipt.task_ids[0], decision="同意")
    withdraw_task(running.engine, receipt.task_ids[0], by=reviewer)
    running.complete(reviewer, receipt.task_ids[0], decision="同意")

    running.complete(
        MAYOR, running.box(MAYOR)[0].task_id, decision="同意", opinion="可"
    )

    opinions = read_case(running.engine, receipt.case_id, by=MAYOR).opinions
    assert [(o.task_name, o.round) for o in opinions] == [
        ("秘书长审核", 1),
        ("市长确定", 1),
    ]
