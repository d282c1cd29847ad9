"""What is wrong with a form of the right shape."""

import pytest

from engine.content.form_check import Outside, check_form
from engine.model.form import Choice, Field, FieldType, Form, Group, Rule


def _codes(*fields, rules=(), context=None, known=None, show=""):
    form = Form("f", "表", (Group("组", fields, show),), rules, context or {})
    return [each.code for each in check_form(form, known)]


def _field(key="x", kind=FieldType.TEXT, **more):
    return Field(key, kind, "标签", **more)


def _rule(require, field="x", **more):
    return Rule(require, field, "讯息", **more)


def test_a_sound_form_has_no_findings():
    column = _field("unit", FieldType.UNIT, required="x == 'a' and unit")
    assert not _codes(
        _field(show="rounds > 0", default="rounds + 1"),
        _field("rows", FieldType.TABLE, columns=(column,)),
        rules=(_rule("len(rows) > 0 and x.strip() and decide('t', a=x)"),),
        context={"rounds": "case.rounds"},
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ([], "form_empty"),
        ([_field(), _field()], "duplicate_key"),
        ([_field("len")], "reserved_key"),
        ([_field("case")], "reserved_key"),
        ([_field("class")], "reserved_key"),
        ([_field(show="nothing")], "name_unknown"),
        ([_field(required="y > 1")], "name_unknown"),
        ([_field(default="x")], "name_unknown"),
        (
            [_field(kind=FieldType.CHOICE, choices=(Choice("a", "b"),) * 2)],
            "duplicate_choice",
        ),
        ([_field(kind=FieldType.NUMBER, minimum=3, maximum=2)], "bounds_crossed"),
        ([_field(kind=FieldType.UNIT, maximum=500)], "bounds_too_wide"),
        ([_field(pattern="a", max_length=9)], "pattern_untold"),
        ([_field(pattern="a", pattern_message="m")], "pattern_unbounded"),
        ([_field(pattern="(", pattern_message="m", max_length=9)], "pattern_broken"),
        (
            [_field(pattern="(a+)+", pattern_message="m", max_length=9)],
            "pattern_explosive",
        ),
    ],
)
def test_each_mistake_of_a_field_has_its_code(fields, code):
    assert _codes(*fields) == [code]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (_rule("x", "y"), "rule_field_unknown"),
        (_rule("unknown_name"), "name_unknown"),
        (_rule("decide('missing', a=x)"), "table_unknown"),
        (_rule("parameter('missing') > 1"), "parameter_unknown"),
        (_rule("x", references=("99",)), "reference_unknown"),
        (_rule("x.__class__"), "expression_refused"),
    ],
)
def test_each_mistake_of_a_rule_has_its_code(rule, code):
    def nothing(_):
        return False

    known = Outside(
        check=lambda source: "不允许" if "__" in source else "",
        has_reference=nothing,
        has_table=nothing,
        has_parameter=nothing,
    )

    assert _codes(_field(), rules=(rule,), known=known) == [code]


def test_a_column_sees_its_own_row_and_no_other_table():
    one = _field("a", FieldType.TABLE, columns=(_field("left", required="right"),))
    two = _field("b", FieldType.TABLE, columns=(_field("right"),))

    assert _codes(one, two) == ["name_unknown"]


def test_a_rule_alone_may_read_the_case_as_it_stands():
    assert _codes(_field(), rules=(_rule("case.done or x"),)) == []
    assert _codes(_field(show="case.done")) == ["name_unknown"]


def test_context_reads_only_what_the_case_has():
    known = Outside(data_names=frozenset({"case", "fill_in"}))

    codes = _codes(
        _field(), context={"a": "fill_in.title", "b": "later.title"}, known=known
    )

    assert codes == ["name_unknown"]
