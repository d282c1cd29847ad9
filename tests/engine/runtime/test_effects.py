"""Effects happen in the deed of the step that asks for them, or nothing does."""

import pytest

from engine.model.case import CaseState
from engine.model.errors import EffectRefused
from tests.support.builders import a_case, incidents, notices, start_busy
from tests.support.running import TINY, Running
from tests.support.versions import changed, put_in_force

TELL = (
    '<serviceTask id="{0}" name="{0}"><extensionElements>'
    '<zf:effect operation="circulate"><zf:argument name="to" value="\'post:mayor\'"/>'
    '<zf:argument name="title" value="\'{0}\'"/></zf:effect></extensionElements>'
    "</serviceTask>"
)
TO_END = '<sequenceFlow id="to_end" sourceRef="approve" targetRef="ended"/>'
# Two effects side by side: after the first, an error ends the scope of both.
SIDE_BY_SIDE = (
    TO_END.replace("ended", "both")
    + '<subProcess id="both" name="两件"><startEvent id="s1"/><endEvent id="told"/>'
    + '<parallelGateway id="f"/>'
    + TELL.format("first")
    + TELL.format("second")
    + '<endEvent id="failed"><errorEventDefinition errorRef="bad"/></endEvent>'
    + '<sequenceFlow id="f0" sourceRef="s1" targetRef="f"/>'
    + '<sequenceFlow id="f1" sourceRef="f" targetRef="first"/>'
    + '<sequenceFlow id="f2" sourceRef="f" targetRef="second"/>'
    + '<sequenceFlow id="f3" sourceRef="first" targetRef="failed"/>'
    + '<sequenceFlow id="f4" sourceRef="second" targetRef="told"/></subProcess>'
    + '<boundaryEvent id="caught" attachedToRef="both">'
    + '<errorEventDefinition errorRef="bad"/></boundaryEvent>'
    + '<sequenceFlow id="f5" sourceRef="both" targetRef="ended"/>'
    + '<sequenceFlow id="f6" sourceRef="caught" targetRef="ended"/>'
)


def effect_of(running, case_id):
    act = running.acts(case_id)[-1]
    return act.details["effects"][0]


def test_a_number_is_issued_once_and_stands_in_the_act(running):
    first, second = start_busy(running, "number"), start_busy(running, "number")

    texts = [
        effect_of(running, each.case_id)["result"]["text"] for each in (first, second)
    ]

    assert texts == ["测政发〔2026〕1号", "测政发〔2026〕2号"]


def test_what_is_circulated_is_read_once_by_each(running):
    receipt = start_busy(running, "number")

    (notice,) = notices(running, receipt.case_id)
    assert (notice.principal, notice.kind) == ("post:mayor", "circulate")
    assert notice.text == "已办\n采购"


def test_it_never_holds_the_case(running):
    receipt = start_busy(running, "number")

    assert a_case(running, receipt.case_id).state is CaseState.FINISHED


def test_what_no_procedure_runs_yet_is_given_to_the_general_office(running):
    receipt = start_busy(running, "unpublished")

    registered = [
        n for n in notices(running, receipt.case_id) if n.kind == "registered"
    ]
    assert [each.principal for each in registered] == ["unit:gov_office"]
    assert "会议请假" in registered[0].text
    assert effect_of(running, receipt.case_id)["result"]["procedure"] == "nowhere"


def test_a_grant_works_from_the_deed_on_and_stands_on_the_offices_chain(running):
    start_busy(running, "grant")

    with running.engine.store.read() as unit:
        (grant,) = unit.office.load().grants
    assert (grant.from_post, grant.to_post) == ("mayor", "exec_deputy")
    assert [act.verb for act in running.acts("office")][-1] == "register_grant"


def test_a_refused_effect_refuses_the_officials_whole_deed(running):
    with pytest.raises(EffectRefused) as refused:
        start_busy(running, "refused")

    assert refused.value.facts["operation"] == "register_absence"
    assert incidents(running) == ()
    assert start_busy(running, "number").number == "多事项〔2026〕0001"


def test_what_an_effect_cancels_beside_it_does_not_happen(running: Running):
    drawn = {
        TO_END: SIDE_BY_SIDE,
        '<process id="tiny"': '<error id="bad" errorCode="bad"/><process id="tiny"',
    }
    put_in_force(running.engine, changed(TINY, {"process.bpmn": drawn}))
    mayor = running.holder("mayor")

    task_id = running.to_mayor()
    ended = running.complete(mayor, task_id, decision="同意")

    told = [n.text for n in notices(running, ended.case_id) if n.kind == "circulate"]
    assert ended.outcome == "通过"
    assert len(told) == 1
    assert told[0].startswith("first")
