"""New procedures: from the template, from another modeler, from an export."""

import io
import zipfile

import pytest

from engine.acceptance.whole_check import check_whole_draft
from engine.content.bundle import pack
from engine.model.errors import RoleMissing
from engine.model.errors_design import ImportRefused, ProcedureExists
from engine.runtime.deploy import export_version
from engine.runtime.new_draft import draft_from_template, import_draft
from engine.runtime.read_draft import read_draft
from tests.support.gate import DESIGNER
from tests.support.running import MAYOR, Running

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="Definitions_1"
 targetNamespace="http://bpmn.io/schema/bpmn">
<bpmn:process id="Process_1a2B" name="收发登记" isExecutable="false">
<bpmn:startEvent id="StartEvent_1"/>
<bpmn:userTask id="Activity_1" name="登记" camunda:assignee="demo"/>
<bpmn:endEvent id="Event_1"/>
<bpmn:sequenceFlow id="Flow_1" sourceRef="StartEvent_1" targetRef="Activity_1"/>
<bpmn:sequenceFlow id="Flow_2" sourceRef="Activity_1" targetRef="Event_1"/>
</bpmn:process>
<bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="p" bpmnElement="Process_1a2B"/>
</bpmndi:BPMNDiagram></bpmn:definitions>
""".encode()


def codes(running: Running, draft_id: str) -> set[str]:
    findings = check_whole_draft(running.engine, draft_id, by=DESIGNER)
    return {each.code for each in findings}


def test_a_template_lacks_nothing_but_its_articles(running: Running):
    draft = draft_from_template(running.engine, "stamp_use", "用印登记", by=DESIGNER)

    read = read_draft(running.engine, draft.draft_id, by=DESIGNER)
    findings = check_whole_draft(running.engine, draft.draft_id, by=DESIGNER)
    assert (draft.slug, draft.name, draft.based_on) == ("stamp_use", "用印登记", "")
    assert b'id="stamp_use"' in read.files["process.bpmn"]
    assert findings
    assert all("依据" in each.text for each in findings)


@pytest.mark.parametrize(
    ("slug", "name", "why"),
    [
        ("Stamp", "用印", "slug"),
        ("../x", "用印", "slug"),
        ("", "用印", "slug"),
        ("stamp", "", "name"),
        ("stamp", '用"印', "name"),
        ("stamp", "用<印", "name"),
        ("stamp", "用" * 41, "name"),
    ],
)
def test_slug_and_name_are_plain(running: Running, slug, name, why):
    with pytest.raises(ImportRefused) as refused:
        draft_from_template(running.engine, slug, name, by=DESIGNER)

    assert refused.value.facts["why"] == why


def test_what_there_is_is_not_new(running: Running):
    with pytest.raises(ProcedureExists):
        draft_from_template(running.engine, "tiny", "小事项", by=DESIGNER)


def test_a_file_of_another_modeler_opens_and_findings_say_what_it_lacks(running):
    draft = import_draft(running.engine, FOREIGN, by=DESIGNER)

    diagram = read_draft(running.engine, draft.draft_id, by=DESIGNER).files[
        "process.bpmn"
    ]
    assert (draft.slug, draft.name) == ("process_1a2b", "收发登记")
    assert b'bpmnElement="process_1a2b"' in diagram
    assert b'isExecutable="true"' in diagram
    assert b"assignee" in diagram
    assert len(codes(running, draft.draft_id)) > 1


def test_a_diagram_of_a_known_procedure_takes_the_place_of_its_own(running: Running):
    known = export_version(running.engine, "tiny")
    changed = known.files["process.bpmn"].replace(
        "秘书长审核".encode(), "审".encode(), 1
    )

    draft = import_draft(running.engine, changed, by=DESIGNER)

    files = read_draft(running.engine, draft.draft_id, by=DESIGNER).files
    assert draft.based_on
    assert files == {**known.files, "process.bpmn": changed}


def test_what_was_exported_comes_back(running: Running):
    known = export_version(running.engine, "tiny")

    draft = import_draft(running.engine, pack(known), by=DESIGNER)

    assert read_draft(running.engine, draft.draft_id, by=DESIGNER).files == known.files


def zipped(**files: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "size"),
        (b"%PDF-1.4", "malformed"),
        (b"<svg/>", "not_bpmn"),
        (b"<!DOCTYPE x><definitions/>", "doctype"),
        (b"PK\x03\x04broken", "no_bundle"),
        (zipped(**{"../../x": "a"}), "no_bundle"),
        (zipped(**{"tiny/manifest.json": "{}"}), "no_bundle"),
        (
            b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
            "no_process",
        ),
    ],
)
def test_what_is_neither_is_refused(running: Running, data: bytes, why: str):
    before = len(running.acts("office"))

    with pytest.raises(ImportRefused) as refused:
        import_draft(running.engine, data, by=DESIGNER)

    assert refused.value.facts["why"] == why
    assert len(running.acts("office")) == before


def test_only_a_designer_makes_what_is_new(running: Running):
    with pytest.raises(RoleMissing):
        draft_from_template(running.engine, "stamp_use", "用印登记", by=MAYOR)
    with pytest.raises(RoleMissing):
        import_draft(running.engine, FOREIGN, by=MAYOR)
