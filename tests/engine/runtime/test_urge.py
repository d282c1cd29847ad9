"""Tests of urging a case."""

import pytest

from engine.model.errors import (
    CaseFinished,
    CaseNotFound,
    NotACandidate,
    ReasonMissing,
)
from engine.model.reading import Box
from engine.runtime.notices import NoticeNotFound, mark_read
from engine.runtime.urge import urge_case
from tests.support.running import AUDITOR, MAYOR


def test_those_with_whom_it_waits_get_a_notice_and_the_row_counts_it(running):
    receipt = running.start()
    reviewer = running.holder("sec_general")
    clerk = running.holder("finance_bureau_clerk")

    urge_case(running.engine, receipt.case_id, by=clerk, words="请尽快审核")
    running.clock.pass_time(minutes=1)
    urge_case(running.engine, receipt.case_id, by=clerk, words="再次催请")

    notices = running.box(reviewer, Box.TO_READ)
    assert [row.task_name for row in notices] == [
        "催办“秘书长审核”：再次催请",
        "催办“秘书长审核”：请尽快审核",
    ]
    assert running.box(reviewer)[0].urged == 2


def test_who_is_in_charge_of_the_unit_may_urge(running):
    receipt = running.start()
    with running.engine.store.read() as unit:
        portfolios = unit.office.load().portfolios
    post = next(p.post_id for p in portfolios if p.unit_id == "finance_bureau")

    urge_case(running.engine, receipt.case_id, by=running.holder(post), words="请抓紧")

    assert running.acts(receipt.case_id)[-1].verb == "urge"


def test_who_only_sees_the_case_may_not_urge(running):
    receipt = running.start()

    with pytest.raises(NotACandidate):
        urge_case(running.engine, receipt.case_id, by=AUDITOR, words="快")


def test_nothing_is_urged_without_words_or_after_the_end(running):
    receipt = running.start()
    clerk = running.holder("finance_bureau_clerk")
    with pytest.raises(ReasonMissing):
        urge_case(running.engine, receipt.case_id, by=clerk, words=" ")
    running.complete(
        running.holder("sec_general"), receipt.task_ids[0], decision="同意"
    )
    running.complete(MAYOR, running.box(MAYOR)[0].task_id, decision="同意")

    with pytest.raises(CaseFinished):
        urge_case(running.engine, receipt.case_id, by=clerk, words="快")


def test_to_who_may_not_see_it_there_is_no_case(running):
    receipt = running.start()

    with pytest.raises(CaseNotFound):
        urge_case(running.engine, receipt.case_id, by=MAYOR, words="快")


def test_a_notice_read_is_gone_for_its_reader_alone(running):
    receipt = running.start()
    reviewer = running.holder("sec_general")
    clerk = running.holder("finance_bureau_clerk")
    urge_case(running.engine, receipt.case_id, by=clerk, words="请审核")
    notice = running.box(reviewer, Box.TO_READ)[0]

    with pytest.raises(NoticeNotFound):
        mark_read(running.engine, notice.row_id, by=clerk)
    case_id = mark_read(running.engine, notice.row_id, by=reviewer)

    assert case_id == receipt.case_id
    assert running.box(reviewer, Box.TO_READ) == ()
