"""Names lead to ids; a name that is not there is answered with the nearest."""

from dataclasses import replace

import pytest

from engine.acceptance.naming import (
    NameUnknown,
    Official,
    Words,
    find_element,
    find_field,
    find_official,
    find_post,
    find_procedure,
    find_unit,
)
from engine.acceptance.shipped import shipped_procedures
from engine.assembly import PROCESSES
from engine.content.office import read_office
from engine.model.form import Field, FieldType

OFFICE = read_office((PROCESSES / "office" / "demo.json").read_bytes()).office
AGENDA = shipped_procedures()["agenda_submission"]
FORM = AGENDA.forms["fill_in"]
WORDS = Words(OFFICE, "c1", lambda name: f"kept {name}")


def test_a_case_is_named_by_its_part_in_the_scenario():
    words = replace(WORDS, first_case_id="c0", linked={"发文签发": "c2"}.__getitem__)
    asked = Field("ref", FieldType.CASE, "办件")

    said = ["本案", "原案件", "关联的发文签发"]

    assert [words.value(asked, cell) for cell in said] == ["c1", "c0", "c2"]


def test_a_post_is_found_by_its_name():
    assert find_post(OFFICE, "秘书长") == "sec_general"


def test_a_units_name_means_its_clerk():
    assert find_post(OFFICE, "市财政局") == "finance_bureau_clerk"


def test_an_official_is_found_by_post_or_by_name():
    official = find_official(OFFICE, "市长")

    assert official.post_id == "mayor"
    assert find_official(OFFICE, OFFICE.people[official.person_id].name) == official


def test_a_unit_is_found_by_its_name():
    assert find_unit(OFFICE, "市财政局") == "finance_bureau"


@pytest.mark.parametrize(
    ("find", "nearest"),
    [
        (lambda: find_post(OFFICE, "秘书常"), "没有名为“秘书常”的职务或单位.*“秘书长”"),
        (lambda: find_unit(OFFICE, "市财政厅"), "没有名为“市财政厅”的单位.*“市财政局”"),
        (
            lambda: find_element(AGENDA.diagram, "秘书长审查"),
            "没有名为“秘书长审查”的事项.*“秘书长审核”",
        ),
        (
            lambda: find_field(FORM.fields, "议题名"),
            "没有名为“议题名”的字段.*“议题名称”",
        ),
        (
            lambda: find_procedure(shipped_procedures(), "议题呈报"),
            "没有名为“议题呈报”的程序.*“议题报送”",
        ),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(find, nearest):
    with pytest.raises(NameUnknown, match=nearest):
        find()


def test_an_element_of_another_kind_does_not_count():
    with pytest.raises(NameUnknown):
        find_element(AGENDA.diagram, "秘书长审核", ("startEvent",))


def test_cells_become_what_a_page_would_send():
    cells = {
        "议题名称": "取暖改造",
        "主办部门": "市财政局",
        "涉及部门": "市教育局、市卫生局",
        "涉及县（市）区": "否",
        "法律分析": "分析.pdf",
        "研究依据": "空",
    }

    answers = WORDS.answers(FORM, cells)

    assert answers == {
        "title": "取暖改造",
        "lead_unit": "finance_bureau",
        "related_units": ["education_bureau", "health_bureau"],
        "involves_county": False,
        "legal_analysis": "kept 分析.pdf",
        "research_basis": None,
    }


def test_rows_of_a_table_are_read_by_column_labels():
    field = find_field(FORM.fields, "协商记录")

    rows = WORDS.rows(field, ["部门", "意见"], [["市教育局", "同意"]])

    assert rows == [{"unit": "education_bureau", "position": "同意"}]


def test_an_option_that_is_not_there_goes_as_it_is_to_be_refused():
    answers = WORDS.answers(FORM, {"会议类型": "茶话会"})

    assert answers == {"meeting_type": "茶话会"}


def test_an_official_is_a_person_in_a_post():
    assert find_official(OFFICE, "市财政局") == Official(
        find_official(OFFICE, "市财政局").person_id, "finance_bureau_clerk"
    )
