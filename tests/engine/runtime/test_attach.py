"""Tests of attaching documents, and of reading them."""

import pytest

from engine.model.errors import (
    CaseNotFound,
    DocumentNotFound,
    DocumentRefused,
    NotACandidate,
    StateUnreadable,
)
from engine.runtime.attach import attach_document
from engine.runtime.file_kind import MOST_BYTES
from engine.runtime.read_document import read_document
from engine.runtime.read_task import read_task
from tests.support.running import AUDITOR, MAYOR, Running

PDF = b"%PDF-1.4\n% a file"


def attach(running: Running, by: str, **where):
    told = {"name": "请示.pdf", "data": PDF} | where
    return attach_document(running.engine, by=by, **told)


def test_what_is_attached_to_a_task_is_read_by_who_sees_the_case(running):
    receipt = running.start()
    reviewer = running.holder("sec_general")
    clerk = running.holder("finance_bureau_clerk")

    shown = attach(running, reviewer, task_id=receipt.task_ids[0])

    assert read_document(running.engine, shown.document_id, by=clerk) == (shown, PDF)
    assert (shown.name, shown.media_type) == ("请示.pdf", "application/pdf")
    assert running.acts(receipt.case_id)[-1].details["name"] == "请示.pdf"
    task = read_task(running.engine, receipt.task_ids[0], by=reviewer)
    assert task.documents == (shown,)


def test_to_everybody_else_there_is_no_such_document(running):
    receipt = running.start()
    clerk = running.holder("finance_bureau_clerk")
    shown = attach(running, clerk, case_id=receipt.case_id)

    with pytest.raises(DocumentNotFound):
        read_document(running.engine, shown.document_id, by=MAYOR)
    with pytest.raises(DocumentNotFound):
        read_document(running.engine, "unknown", by=clerk)


def test_before_the_start_a_document_is_its_adder_s_alone(running):
    clerk = running.holder("finance_bureau_clerk")

    shown = attach(running, clerk)

    assert read_document(running.engine, shown.document_id, by=clerk)[1] == PDF
    with pytest.raises(DocumentNotFound):
        read_document(running.engine, shown.document_id, by=AUDITOR)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("空.pdf", b"", "empty"),
        ("大.txt", b"x" * (MOST_BYTES + 1), "too_large"),
        ("页.html", b"<html>", "type_not_allowed"),
        ("图.svg", b"<svg/>", "type_not_allowed"),
        ("假.pdf", b"MZ\x90 a program", "type_not_allowed"),
        ("假.txt", b"MZ\x00 a program", "type_not_allowed"),
        ("无后缀", b"words", "type_not_allowed"),
    ],
)
def test_what_is_no_document_is_refused(running, name, data, why):
    with pytest.raises(DocumentRefused) as refusal:
        attach(running, running.holder("finance_bureau_clerk"), name=name, data=data)

    assert refusal.value.facts["why"] == why


def test_a_path_in_the_name_is_dropped(running):
    clerk = running.holder("finance_bureau_clerk")

    assert attach(running, clerk, name="..\\..\\etc/请示\u202e.pdf").name == "请示.pdf"


def test_nothing_is_attached_to_what_is_secret(running):
    receipt = running.start()
    with running.engine.store.begin() as unit:
        unit.registers.put(receipt.case_id, "tiny", {"secrecy": "秘密"})
    reviewer = running.holder("sec_general")

    with pytest.raises(DocumentRefused) as refusal:
        attach(running, reviewer, task_id=receipt.task_ids[0])

    assert refusal.value.facts["why"] == "classified"
    assert not [*running.engine.documents.rglob("*")]
    task = read_task(running.engine, receipt.task_ids[0], by=reviewer)
    assert "attach" not in task.may


def test_an_auditor_only_looks(running):
    receipt = running.start()

    with pytest.raises(NotACandidate):
        attach(running, AUDITOR, case_id=receipt.case_id)
    with pytest.raises(CaseNotFound):
        attach(running, MAYOR, case_id=receipt.case_id)


def test_a_task_takes_twenty_documents(running):
    task_id = running.start().task_ids[0]
    reviewer = running.holder("sec_general")
    for number in range(20):
        attach(running, reviewer, task_id=task_id, name=f"{number}.pdf")

    with pytest.raises(DocumentRefused) as refusal:
        attach(running, reviewer, task_id=task_id)

    assert refusal.value.facts["why"] == "too_many"


def test_bytes_that_were_changed_are_not_given_out(running):
    clerk = running.holder("finance_bureau_clerk")
    shown = attach(running, clerk)
    file = next(each for each in running.engine.documents.rglob("*") if each.is_file())
    file.write_bytes(PDF + b"!")

    with pytest.raises(StateUnreadable):
        read_document(running.engine, shown.document_id, by=clerk)
