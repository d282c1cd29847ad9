"""What a form asks while it is filled in, and what it may name."""

import pytest

from engine.model.errors import MayNotStart, ProcedureNotFound, TaskNotFound
from engine.model.form import Field, FieldType, Form, Group
from engine.runtime.blank_form import read_start_form
from engine.runtime.demo import read_demo
from engine.runtime.deploy import deploy_folder
from engine.runtime.filling import (
    read_conditions,
    read_nameable,
    read_names,
    read_prefilled,
    read_task_form,
)
from engine.runtime.health import read_health
from engine.runtime.read_office import read_office
from engine.runtime.start import start_case
from tests.support.builders import SCOPED
from tests.support.running import Running, act_for_mayor

CLERK = "jinsui"
FORM = Form(
    key="f",
    title="单",
    groups=(
        Group(
            "",
            (
                Field("amount", FieldType.NUMBER, "金额", required="True"),
                Field("reason", FieldType.TEXT, "理由", show="amount > 100"),
                Field("note", FieldType.TEXT, "说明", required="amount == None"),
                Field("kept", FieldType.TEXT, "沿用", default="asked"),
                Field("case", FieldType.CASE, "来源", procedure="tiny"),
            ),
        ),
    ),
)


def version_of(running: Running) -> str:
    return read_start_form(running.engine, "tiny", by=CLERK).version_id


@pytest.mark.parametrize(
    ("raw", "reason_is_hidden"),
    [({"amount": "200"}, False), ({"amount": "5"}, True), ({"amount": "多"}, True)],
)
def test_conditions_follow_what_is_typed(
    running: Running, raw: dict[str, object], *, reason_is_hidden: bool
):
    found = read_conditions(running.engine, version_of(running), FORM, raw, {})

    assert ("reason" in found.hidden) is reason_is_hidden


def test_required_is_told_as_it_stands(running: Running):
    engine, version_id = running.engine, version_of(running)

    empty = read_conditions(engine, version_id, FORM, {}, {})
    filled = read_conditions(engine, version_id, FORM, {"amount": "5"}, {})

    assert empty.required == {"amount", "note"}
    assert filled.required == {"amount"}


def test_defaults_fill_a_form(running: Running):
    found = read_prefilled(running.engine, version_of(running), FORM, {"asked": "甲"})

    assert found == {"kept": "甲"}


def test_only_cases_that_may_be_seen_are_offered(running: Running):
    running.start(title="我的")

    mine = read_nameable(running.engine, FORM, {}, by=CLERK).cases["tiny"]
    theirs = read_nameable(running.engine, FORM, {}, by="jiyuan").cases["tiny"]

    assert len(mine) == 1
    assert theirs == ()


def test_names_are_found_by_id_and_by_principal(running: Running):
    names = read_names(running.engine)

    assert names["mayor"] == names["post:mayor"] == "市长"


def test_a_task_gives_its_form(running: Running):
    task_id = running.start().task_ids[0]

    assert read_task_form(running.engine, task_id).key == "review"
    with pytest.raises(TaskNotFound):
        read_task_form(running.engine, "nothing")


def test_a_start_form_is_for_whoever_may_start(running: Running):
    blank = read_start_form(running.engine, "tiny", by=CLERK)

    assert blank.form.key == "fill_in"
    assert [name for _, name in blank.posts] == ["财政局经办人"]
    with pytest.raises(MayNotStart):
        read_start_form(running.engine, "tiny", by=running.holder("mayor"))
    with pytest.raises(ProcedureNotFound):
        read_start_form(running.engine, "nothing", by=CLERK)


SEVERAL = Form(
    key="g",
    title="单",
    groups=(
        Group(
            "",
            (
                Field("any", FieldType.CASE, "来源", multiple=True),
                Field(
                    "rows",
                    FieldType.TABLE,
                    "清单",
                    columns=(Field("one", FieldType.CASE, "办件", procedure="tiny"),),
                ),
            ),
        ),
    ),
)


def test_a_field_without_a_procedure_may_name_cases_of_any(running: Running):
    mine = running.start()
    running.clock.pass_time(minutes=1)
    deploy_folder(running.engine, SCOPED)
    answers = {"title": "修路"}
    other = start_case(running.engine, "scoped", by=CLERK, answers=answers)

    cases = read_nameable(running.engine, SEVERAL, {}, by=CLERK).cases

    assert cases[""] == (
        (other.case_id, f"{other.number} 修路"),
        (mine.case_id, f"{mine.number} 年度预算调整"),
    )
    assert [case_id for case_id, _ in cases["tiny"]] == [mine.case_id]


def test_what_is_named_already_stays_offered_and_tells_no_more_than_a_number(
    running: Running,
):
    theirs = running.start(running.holder("education_bureau_clerk"))
    raw = {"any": [theirs.case_id, "gone"], "rows": [{"one": theirs.case_id}, "odd"]}

    cases = read_nameable(running.engine, SEVERAL, raw, by=CLERK).cases

    assert cases == {
        "": ((theirs.case_id, theirs.number),),
        "tiny": ((theirs.case_id, theirs.number),),
    }


def test_the_office_shows_grants_in_force(running: Running):
    act_for_mayor(running)

    office = read_office(running.engine, by=CLERK)

    (grant,) = office.grants
    assert (grant.stand_in.from_post, grant.stand_in.to_post) == ("市长", "常务副市长")
    assert (grant.in_force, grant.may_end) == (True, False)
    assert office.posts[0].name == "市长"


def test_the_demo_is_told_only_while_it_is_the_demo(running: Running):
    people = read_demo(running.engine)

    assert people[0].posts == ("市长",)
    assert people[0].password


def test_a_database_that_answers_is_healthy(running: Running):
    read_health(running.engine)
