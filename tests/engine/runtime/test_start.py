"""Starting a case is filling in its first form."""

import json
import shutil

import pytest

from engine.model.case import CaseState
from engine.model.errors import (
    AnswersInvalid,
    ExpressionFailed,
    KeyReused,
    MayNotStart,
    ProcedureNotFound,
)
from engine.model.reading import Box
from engine.runtime.deploy import deploy_folder
from engine.runtime.start import start_case
from tests.support.builders import a_case, incidents, open_tasks, register
from tests.support.running import ADMINISTRATOR, TINY


def test_a_case_starts_numbered_titled_and_with_its_second_task_open(running):
    receipt = running.start(title="采购打印机")

    case = a_case(running, receipt.case_id)
    assert (case.number, case.title) == ("小事项〔2026〕0001", "采购打印机")
    assert (case.state, case.revision, case.acts) == (CaseState.RUNNING, 1, 1)
    assert [t.element_id for t in open_tasks(running, receipt.case_id)] == ["review"]


def test_the_start_form_stands_among_what_its_starter_has_done(running):
    clerk = running.holder("finance_bureau_clerk")

    receipt = running.start()

    (done,) = running.box(clerk, Box.DONE)
    assert (done.case_id, done.task_name) == (receipt.case_id, "填报")


def test_its_answers_set_the_register(running):
    receipt = running.start(amount=12)

    assert register(running, receipt.case_id) == {"amount": 12}


def test_numbers_of_a_series_follow_each_other(running):
    numbers = [running.start().number for _ in range(3)]

    assert numbers == ["小事项〔2026〕0001", "小事项〔2026〕0002", "小事项〔2026〕0003"]


def test_a_refused_start_leaves_no_case_and_no_gap(running):
    with pytest.raises(AnswersInvalid):
        running.start(title="")

    assert running.start().number == "小事项〔2026〕0001"


def test_who_may_not_start_is_refused_with_the_clause(running):
    with pytest.raises(MayNotStart) as refused:
        start_case(
            running.engine,
            "tiny",
            by=running.holder("mayor"),
            answers={"title": "采购"},
        )

    assert refused.value.facts["references"] == ("42.1",)


def test_a_refusal_for_want_of_authority_stands_on_the_offices_chain(running):
    with pytest.raises(MayNotStart):
        running.start(by=running.holder("mayor"))

    last = running.acts("office")[-1]
    assert (last.verb, last.actor) == ("refused", running.holder("mayor"))
    assert last.details["tried"] == "start"
    assert last.references == ("42.1",)


def test_what_is_not_published_cannot_be_started(running):
    with pytest.raises(ProcedureNotFound):
        start_case(running.engine, "nowhere", by=ADMINISTRATOR, answers={})


def test_the_same_key_starts_one_case(running):
    clerk = running.holder("finance_bureau_clerk")
    asked = {"by": clerk, "answers": {"title": "采购"}, "key": "k1"}

    first = start_case(running.engine, "tiny", **asked)
    second = start_case(running.engine, "tiny", **asked)

    assert second == first
    assert running.start().number == "小事项〔2026〕0002"


def test_the_same_key_with_other_answers_is_refused(running):
    clerk = running.holder("finance_bureau_clerk")
    asked = {"by": clerk, "key": "k1"}
    start_case(running.engine, "tiny", answers={"title": "采购"}, **asked)

    with pytest.raises(KeyReused):
        start_case(running.engine, "tiny", answers={"title": "出差"}, **asked)


def test_a_rule_without_a_value_is_ours_to_repair_not_the_official_s(running, tmp_path):
    folder = tmp_path / "tiny_slip"
    shutil.copytree(TINY, folder)
    for path in (folder / "manifest.json", folder / "process.bpmn"):
        path.write_text(path.read_text().replace("tiny", folder.name))
    form = folder / "forms" / "fill_in.json"
    rule = {"require": "len(amount) > 0", "field": "amount", "message": "…"}
    form.write_text(json.dumps(json.loads(form.read_text()) | {"rules": [rule]}))
    deploy_folder(running.engine, folder)
    clerk = running.holder("finance_bureau_clerk")

    with pytest.raises(ExpressionFailed, match="len\\(amount\\)"):
        start_case(
            running.engine, folder.name, by=clerk, answers={"title": "预", "amount": 3}
        )

    assert [each.code for each in incidents(running)] == ["expression_failed"]
