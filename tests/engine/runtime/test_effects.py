"""Effects happen in the deed of the step that asks for them, or nothing does."""

import pytest

from engine.model.case import CaseState
from engine.model.errors import EffectRefused
from tests.support.builders import a_case, incidents, notices, start_busy


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
