"""A form as it is drawn."""

from datetime import UTC, datetime

from flask import Flask

from engine.model.form import Choice, Field, FieldType, Form, Group
from engine.runtime.filling import Nameable
from forms.answer_view import answered, plain_words
from forms.form_view import Filling, asked_groups, fault_lines, field_names

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
TABLE = Field(
    "records",
    FieldType.TABLE,
    "协商记录",
    columns=(
        Field("unit", FieldType.UNIT, "部门"),
        Field("day", FieldType.DATE, "日期"),
    ),
)
FORM = Form(
    key="f",
    title="单",
    groups=(
        Group("甲", (Field("at", FieldType.MOMENT, "时间"), TABLE)),
        Group(
            "乙",
            (
                Field("kind", FieldType.CHOICE, "类别", choices=(Choice("a", "一"),)),
                Field("agreed", FieldType.YES_NO, "同意"),
            ),
        ),
    ),
)
NAMEABLE = Nameable(units=(("finance", "市财政局"), ("health", "市卫生局")))


def drawn(typed: dict[str, object], **more):
    groups = asked_groups(Filling(FORM, typed, NAMEABLE, **more))
    return {asked.name: asked for group in groups for asked in group.fields}


def test_a_moment_is_drawn_in_the_offices_time():
    assert drawn({"at": "2026-11-23T01:00:00+00:00"})["at"].text == "2026-11-23T09:00"


def test_what_cannot_be_read_is_drawn_as_it_was_typed():
    assert drawn({"at": "明天"})["at"].text == "明天"


def test_a_table_has_a_row_to_begin_with_and_one_to_copy():
    asked = drawn({})["records"]

    assert [cell.name for cell in asked.rows[0]] == ["records.0.unit", "records.0.day"]
    assert asked.blank[0].name == "records.__row__.unit"


def test_a_named_unit_is_chosen():
    cell = drawn({"records": [{"unit": "health"}]})["records"].rows[0][0]

    assert [option.label for option in cell.options if option.chosen] == ["市卫生局"]


def test_a_group_of_hidden_fields_is_hidden():
    groups = asked_groups(
        Filling(FORM, {}, NAMEABLE, hidden=frozenset({"kind", "agreed"}))
    )

    assert [group.hidden for group in groups] == [False, True]


def test_faults_come_in_the_order_of_the_form():
    faults = {"kind": "乙", "nothing": "丙", "at": "甲"}

    lines = fault_lines(Filling(FORM, {}, NAMEABLE, faults=faults))

    assert [line.name for line in lines] == ["at", "kind", "nothing"]


def test_rows_are_named_by_their_number():
    names = field_names(FORM, {"records": [{}, {}]})

    assert names["records.1.unit"] == "协商记录第 2 行部门"


def test_answers_are_read_back_in_words():
    typed: dict[str, object] = {
        "at": "2026-11-23T01:00:00+00:00",
        "records": [{"unit": "finance", "day": "2026-11-20"}],
        "kind": "a",
        "agreed": False,
    }

    told = {each.label: each for each in answered(FORM, typed, NAMEABLE)}

    assert told["时间"].words == "2026年11月23日 09:00"
    assert told["协商记录"].rows == (("市财政局", "2026年11月20日"),)
    assert told["类别"].words == "一"
    assert told["同意"].words == "否"


def test_register_values_are_told_in_words():
    values = (True, None, ["unit:a"], "2026-11-20", "2026-11-23T01:00:00+00:00", 3)

    words = [plain_words(value, {"unit:a": "甲局"}) for value in values]

    assert words == ["是", "", "甲局", "2026年11月20日", "2026年11月23日 09:00", "3"]


def field_html(app: Flask, nameable: Nameable, typed: dict[str, object]) -> str:
    """Draw the one field that names several cases."""
    field = Field("about", FieldType.CASE, "有关办件", multiple=True)
    form = Form(key="g", title="单", groups=(Group("", (field,)),))
    ((group,),) = (asked_groups(Filling(form, typed, nameable)),)
    with app.test_request_context("/"):
        page = app.jinja_env.from_string(
            "{% from 'fields.html' import field with context %}{{ field(asked) }}"
        )
        return page.render(asked=group.fields[0])


def test_a_field_that_names_several_cases_is_drawn_with_a_tick_for_each(
    light_app: Flask,
):
    nameable = Nameable(cases={"": (("c1", "甲〔2026〕1号"), ("c2", "乙〔2026〕2号"))})

    drawn_html = field_html(light_app, nameable, {"about": ["c2"]})

    assert drawn_html.count('type="checkbox"') == 2
    assert 'value="c2" checked' in drawn_html
    assert 'value="c1" checked' not in drawn_html


def test_where_no_case_may_be_named_that_is_said(light_app: Flask):
    assert "没有您可以引用的办件" in field_html(light_app, Nameable(), {})
