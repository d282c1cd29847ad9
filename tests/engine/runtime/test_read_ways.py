"""The way of a case is what its acts say; it leads on to the cases that it started."""

import pytest

from engine.model.errors import CaseNotFound
from engine.model.trail import CaseLink
from engine.runtime.read_ways import read_ways
from engine.runtime.withdraw import withdraw_task
from tests.support.running import AUDITOR


def test_what_was_walked_and_met_is_told_in_its_order(running):
    case_id = running.start().case_id

    (way,) = read_ways(running.engine, [case_id], by=AUDITOR)

    assert way.case.case_id == case_id
    assert way.walked == ("began", "to_fill_in", "fill_in", "to_review", "review")
    assert {at for _, at in way.evidence} <= {*way.walked}


def test_a_step_that_was_withdrawn_was_not_walked(running):
    task_id = running.start().task_ids[0]
    reviewer = running.holder("sec_general")
    case_id = running.box(reviewer)[0].case_id
    before = read_ways(running.engine, [case_id], by=AUDITOR)[0].walked

    running.complete(reviewer, task_id, decision="同意")
    after = read_ways(running.engine, [case_id], by=AUDITOR)[0].walked
    withdraw_task(running.engine, task_id, by=reviewer)
    back = read_ways(running.engine, [case_id], by=AUDITOR)[0].walked

    assert len(after) > len(before)
    assert back == before


def test_a_case_leads_to_those_that_it_started_and_each_is_told_once(running):
    mine, other = running.start(), running.start(title="校舍")
    with running.engine.store.begin() as unit:
        unit.links.add(
            CaseLink(mine.case_id, other.case_id, "started", running.clock())
        )

    from_both = read_ways(running.engine, [mine.case_id, other.case_id], by=AUDITOR)
    from_mine = read_ways(running.engine, [mine.case_id], by=AUDITOR)
    from_other = read_ways(running.engine, [other.case_id], by=AUDITOR)

    both = {mine.case_id, other.case_id}
    assert sorted(way.case.case_id for way in from_both) == sorted(both)
    assert {way.case.case_id for way in from_mine} == both
    assert [way.case.case_id for way in from_other] == [other.case_id]


def test_a_case_that_is_not_for_one_to_see_has_no_way(running):
    case_id = running.start().case_id

    with pytest.raises(CaseNotFound):
        read_ways(running.engine, [case_id], by=running.holder("mayor"))
