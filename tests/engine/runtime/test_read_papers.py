"""A case's papers: what the issue says at each stage, the sheet, the versions."""

from dataclasses import replace

import pytest

from engine.model.errors import (
    CaseNotFound,
    IssueNotFound,
    RevisionOutdated,
    StateUnreadable,
)
from engine.model.issue import IssueStage
from engine.outside.document_files import path_of
from engine.runtime.add_signer import add_signer
from engine.runtime.audit import verify_audit
from engine.runtime.keep_issue import keep_issue
from engine.runtime.read_case import read_case
from engine.runtime.read_papers import read_issue, read_sheet, read_versions
from engine.runtime.register import read_register
from tests.support.issuing import (
    CHECKED,
    DRAFTER,
    FIRST,
    MAYOR,
    OFFICE,
    STRANGER,
    TITLE,
    a_draft,
    a_numbered_document,
)
from tests.support.running import AUDITOR, SUBSTITUTE, Running, act_for_mayor

PDF = b"%PDF-1.7 rendered"


def test_an_issue_says_more_the_further_it_has_come(running: Running):
    document = a_draft(running)
    drafted, nothing = read_issue(running.engine, document.case_id, by=DRAFTER)
    document.sign()
    signed, _ = read_issue(running.engine, document.case_id, by=DRAFTER)
    document.number()
    issued, _ = read_issue(running.engine, document.case_id, by=DRAFTER)

    assert nothing == b""
    assert (drafted.stage, drafted.number, drafted.signer) == ("draft", "", "")
    assert (signed.stage, signed.number) == (IssueStage.SIGNED, "")
    assert signed.text == CHECKED
    assert (issued.stage, issued.number) == (
        IssueStage.ISSUED,
        "临政发〔2026〕1号",
    )
    assert (issued.signer, issued.signer_post) == ("沈砚秋", "市长")
    assert issued.recipients == "永丰县人民政府、清河县人民政府"
    assert (issued.issuer, issued.copies_to) == ("临江市人民政府", "市财政局")
    assert issued.printed_on == issued.signed_on
    assert issued.printed_on.isoformat() == "2026-11-23"


def test_who_signed_for_the_mayor_is_named_with_both_posts(running: Running):
    document = a_draft(running)
    act_for_mayor(running)
    document.do(OFFICE, decision="通过")
    document.do("luchengyuan", decision="同意")
    document.do(SUBSTITUTE, decision="签发")

    issue, _ = read_issue(running.engine, document.case_id, by=DRAFTER)

    assert (issue.signer, issue.signer_post) == ("陆承远", "代市长")


def test_the_first_rendering_stays_the_issue_and_is_on_the_chain(running: Running):
    document = a_numbered_document(running)
    issue, _ = read_issue(running.engine, document.case_id, by=DRAFTER)

    first = keep_issue(running.engine, issue, by=DRAFTER, data=PDF)
    second = keep_issue(running.engine, issue, by=OFFICE, data=PDF + b" again")
    read, data = read_issue(running.engine, document.case_id, by=OFFICE)

    assert first == second == data == PDF
    act = running.acts(document.case_id)[-1]
    assert (act.verb, act.actor) == ("render_issue", "system")
    assert act.details["sha256"] == read.sha256
    assert act.details["asked_by"] == DRAFTER
    assert verify_audit(running.engine, document.case_id, by=AUDITOR) is not None


def test_what_has_no_number_or_says_something_else_is_not_kept(running: Running):
    document = a_draft(running)
    drafted, _ = read_issue(running.engine, document.case_id, by=DRAFTER)
    with pytest.raises(RevisionOutdated):
        keep_issue(running.engine, drafted, by=DRAFTER, data=PDF)

    document.sign()
    document.number()
    issued, _ = read_issue(running.engine, document.case_id, by=DRAFTER)
    with pytest.raises(RevisionOutdated):
        keep_issue(running.engine, replace(issued, text="别的"), by=DRAFTER, data=PDF)

    assert read_issue(running.engine, document.case_id, by=DRAFTER)[1] == b""


def test_a_kept_issue_that_was_changed_is_not_served(running: Running):
    document = a_numbered_document(running)
    issue, _ = read_issue(running.engine, document.case_id, by=DRAFTER)
    keep_issue(running.engine, issue, by=DRAFTER, data=PDF)
    sha256 = read_case(running.engine, document.case_id, by=DRAFTER).papers.sha256
    path_of(running.engine.documents, sha256).write_bytes(PDF + b"!")

    with pytest.raises(StateUnreadable):
        read_issue(running.engine, document.case_id, by=DRAFTER)


def test_who_may_not_see_the_case_sees_none_of_its_papers(running: Running):
    document = a_numbered_document(running)
    issue, _ = read_issue(running.engine, document.case_id, by=DRAFTER)

    for read in (read_issue, read_sheet, read_versions):
        with pytest.raises(CaseNotFound):
            read(running.engine, document.case_id, by=STRANGER)
    with pytest.raises(CaseNotFound):
        keep_issue(running.engine, issue, by=STRANGER, data=PDF)


def test_a_case_without_text_has_no_papers(running: Running):
    case_id = running.start().case_id

    for read in (read_issue, read_sheet, read_versions):
        with pytest.raises(IssueNotFound):
            read(running.engine, case_id, by=DRAFTER)
    assert read_case(running.engine, case_id, by=DRAFTER).papers.stage is None


def test_versions_name_who_changed_the_text(running: Running):
    document = a_numbered_document(running)

    _, versions = read_versions(running.engine, document.case_id, by=DRAFTER)

    assert [(v.number, v.task_name, v.actor, v.text) for v in versions] == [
        (1, "拟稿", "金穗", FIRST),
        (2, "核稿", "何清和", CHECKED),
    ]
    shown = read_case(running.engine, document.case_id, by=DRAFTER).papers
    assert shown.versions == versions
    assert (shown.stage, shown.sheet) == (IssueStage.ISSUED, "发文拟稿单")


def test_a_text_left_empty_when_drafted_anew_is_no_text(running: Running):
    document = a_draft(running)
    document.do(OFFICE, decision="退回", opinion="请走机要渠道。")
    document.do(DRAFTER, decision="修改重报")
    row = running.box(DRAFTER)[0]
    secret = {"secrecy": "机密", "body": None, "copy_number": "000001"}
    answers = running.acts(document.case_id)[0].details["answers"] | secret
    running.complete(DRAFTER, row.task_id, **answers)

    with pytest.raises(IssueNotFound):
        read_issue(running.engine, document.case_id, by=DRAFTER)
    assert len(read_versions(running.engine, document.case_id, by=DRAFTER)[1]) == 1


def test_the_sheet_has_opinions_in_order_of_rank(running: Running):
    document = a_numbered_document(running)

    sheet = read_sheet(running.engine, document.case_id, by=MAYOR)

    assert [o.actor for o in sheet.opinions] == ["沈砚秋", "陆承远", "何清和"]
    cells = {cell.label: cell for cell in sheet.cells}
    assert cells["标题"].value == TITLE
    assert cells["发文字号"].value == "临政发〔2026〕1号"
    assert cells["核稿"].act.actor == "何清和"
    assert cells["印发时间"].value is None


def test_an_opinion_asked_before_a_step_does_not_do_the_step(running: Running):
    document = a_draft(running)
    add_signer(
        running.engine,
        document.task(OFFICE),
        by=OFFICE,
        to_person="xumingfa",
        words="请看合法性。",
    )
    document.do("xumingfa", opinion="合法。")

    sheet = read_sheet(running.engine, document.case_id, by=DRAFTER)

    assert next(c for c in sheet.cells if c.label == "核稿").act is None
    assert [o.was_asked for o in sheet.opinions] == [True]


def test_the_register_tells_what_is_issued(running: Running):
    document = a_numbered_document(running)
    a_second = document.case_id
    document.draft(title="第二件")

    rows = read_register(running.engine, "document_issuing", by=OFFICE).rows

    assert {row.case.case_id: row.is_issued for row in rows} == {
        a_second: True,
        document.case_id: False,
    }
