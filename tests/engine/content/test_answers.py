"""Answers: every field type, every refusal, the same for web forms and JSON."""

import pytest

from engine.content.answers import (
    Known,
    check_rules,
    read_types,
    shown,
)
from engine.model.errors import AnswersInvalid, ExpressionRefused, RequestMalformed
from engine.model.finding import FieldError
from engine.model.form import Choice, Field, FieldType, Form, Group, Rule

HEX = "0123456789abcdef0123456789abcdef"


def _evaluate(source, names):
    try:
        return eval(source, {"__builtins__": {"len": len, "sum": sum}}, dict(names))  # noqa: S307  # sources are this file's own
    except TypeError as error:
        raise ExpressionRefused(expression=source, why=str(error)) from error


def _form(*fields, rules=()):
    return Form("f", "表", (Group("", fields),), rules)


def _field(kind, key="x", **more):
    return Field(key, FieldType(kind), "标签", **more)


def _read(form, raw, context=None, known=None):
    return check_rules(form, read_types(form, raw, known), context or {}, _evaluate)


def _errors(form, raw, context=None, known=None):
    with pytest.raises(AnswersInvalid) as refused:
        _read(form, raw, context, known)
    return {
        path: [each.code for each in errors]
        for path, errors in refused.value.fields.items()
    }


CHOICES = (Choice("甲", "甲方案"), Choice("乙", "乙方案"))


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        (_field("text"), "  名称 ", "名称"),
        (_field("text"), "e\u0301", "é"),
        (_field("text"), "   ", None),
        (_field("text"), None, None),
        (_field("long_text"), "一\r\n二\r三", "一\n二\n三"),
        (_field("number"), "12", 12),
        (_field("number"), "１２", 12),
        (_field("number"), -3, -3),
        (_field("number"), 3.0, 3),
        (_field("number", decimals=2), "1.25", 1.25),
        (_field("number"), 0, 0),
        (_field("date"), "2026-11-23", "2026-11-23"),
        (_field("moment"), "2026-11-23T09:00", "2026-11-23T01:00:00+00:00"),
        (_field("moment"), "2026-11-23 09:00:30", "2026-11-23T01:00:30+00:00"),
        (_field("moment"), "2026-11-23T09:00+09:00", "2026-11-23T00:00:00+00:00"),
        (_field("moment"), "2026-11-23T01:00:00Z", "2026-11-23T01:00:00+00:00"),
        (_field("choice", choices=CHOICES), "甲", "甲"),
        (_field("choices", choices=CHOICES), ["乙", "甲"], ["乙", "甲"]),
        (_field("choices", choices=CHOICES), "乙", ["乙"]),
        (_field("choices", choices=CHOICES), None, []),
        (_field("yes_no"), "true", True),
        (_field("yes_no"), False, False),
        (_field("yes_no"), "否", False),
        (_field("unit"), "finance_bureau", "finance_bureau"),
        (_field("unit", multiple=True), ["a", "", "b"], ["a", "b"]),
        (_field("document"), HEX, HEX),
        (_field("case"), HEX, HEX),
    ],
)
def test_what_was_typed_becomes_a_typed_value(field, raw, value):
    assert _read(_form(field), {"x": raw}) == {"x": value}


@pytest.mark.parametrize(
    ("field", "raw", "code"),
    [
        (_field("text"), 5, "wrong_type"),
        (_field("text"), ["a"], "wrong_type"),
        (_field("text", max_length=3), "四个字啊", "too_long"),
        (_field("text"), "x" * 501, "too_long"),
        (_field("text"), "两\n行", "control_character"),
        (_field("long_text"), "a\x07b", "control_character"),
        (_field("text"), "a\u202eb", "control_character"),
        (_field("text", pattern="[A-Z]+", pattern_message="大写"), "abc", "pattern"),
        (_field("number"), "十二", "not_a_number"),
        (_field("number"), True, "wrong_type"),
        (_field("number"), "1e5", "not_a_number"),
        (_field("number"), "9" * 16, "not_a_number"),
        (_field("number"), "1.5", "too_many_decimals"),
        (_field("number", minimum=1), 0, "too_small"),
        (_field("number", maximum=120), "121", "too_large"),
        (_field("date"), "2026-02-30", "not_a_date"),
        (_field("date"), "20261123", "not_a_date"),
        (_field("date"), "2026-11-23T09:00", "not_a_date"),
        (_field("moment"), "2026-11-23", "not_a_moment"),
        (_field("moment"), "2026-11-23T25:00", "not_a_moment"),
        (_field("moment"), "0001-01-01T00:00", "not_a_moment"),
        (_field("choice", choices=CHOICES), "丙", "not_a_choice"),
        (_field("choices", choices=CHOICES), ["甲", "丙"], "not_a_choice"),
        (_field("choices", choices=CHOICES), ["甲", "甲"], "duplicate"),
        (_field("choices", choices=CHOICES, maximum=1), ["甲", "乙"], "too_many"),
        (_field("choices", choices=CHOICES, minimum=2), ["甲"], "too_few"),
        (_field("choices", choices=CHOICES), {"a": 1}, "wrong_type"),
        (_field("yes_no"), "maybe", "not_yes_or_no"),
        (_field("yes_no"), 1, "wrong_type"),
        (_field("document"), "../../etc/passwd", "malformed_id"),
        (_field("document"), HEX.upper(), "malformed_id"),
        (_field("unit"), "a b", "malformed_id"),
        (_field("unit", multiple=True), ["a"] * 201, "too_many"),
        (_field("table", columns=(_field("text", "c"),)), "x", "wrong_type"),
    ],
)
def test_what_cannot_be_read_is_told_on_its_field(field, raw, code):
    assert _errors(_form(field), {"x": raw}) == {"x": [code]}


def test_an_unknown_field_is_refused():
    assert _errors(_form(_field("text")), {"x": "a", "approved": True}) == {
        "approved": ["unknown_field"]
    }


def test_every_field_is_told_at_once():
    form = _form(
        _field("number", "a"), _field("date", "b"), _field("text", "c", required="True")
    )

    assert _errors(form, {"a": "x", "b": "y"}) == {
        "a": ["not_a_number"],
        "b": ["not_a_date"],
        "c": ["required"],
    }


def test_a_refused_answer_carries_its_facts_and_clauses():
    form = _form(_field("text", required="True", references=("42.1",)))

    with pytest.raises(AnswersInvalid) as refused:
        _read(form, {})

    assert refused.value.fields == {"x": (FieldError("required", {}, ("42.1",)),)}


def test_no_is_an_answer_and_zero_too():
    form = _form(
        _field("yes_no", "a", required="True"), _field("number", "b", required="True")
    )

    assert _read(form, {"a": False, "b": "0"}) == {"a": False, "b": 0}


def test_a_condition_makes_a_field_required():
    form = _form(_field("yes_no", "late"), _field("text", required="late"))

    assert _read(form, {"late": "否"}) == {"late": False, "x": None}
    assert _errors(form, {"late": "是"}) == {"x": ["required"]}


def test_a_hidden_field_is_dropped_whatever_it_holds():
    form = _form(
        _field("yes_no", "late"),
        _field("number", show="late", required="True"),
    )

    assert _read(form, {"late": "否", "x": "not a number"}) == {
        "late": False,
        "x": None,
    }
    assert _errors(form, {"late": "是", "x": "not a number"}) == {"x": ["not_a_number"]}


def test_what_depends_on_a_hidden_field_sees_it_empty():
    form = _form(
        _field("yes_no", "a"),
        _field("yes_no", "b", show="a"),
        _field("text", "c", show="b"),
    )

    assert _read(form, {"a": "否", "b": "是", "c": "x"}) == {
        "a": False,
        "b": None,
        "c": None,
    }


def test_a_hidden_group_hides_its_fields():
    group = Group("组", (_field("text", required="True"),), show="rounds > 1")
    form = Form("f", "表", (group,))

    assert _read(form, {"x": "a"}, {"rounds": 1}) == {"x": None}
    assert _errors(form, {}, {"rounds": 2}) == {"x": ["required"]}


def test_the_fields_to_show_can_be_asked_for_alone():
    form = _form(_field("yes_no", "late"), _field("text", show="late"))

    assert shown(form, {"late": False}, {}, _evaluate) == {"late"}
    assert shown(form, {"late": True}, {}, _evaluate) == {"late", "x"}


TABLE = _field(
    "table",
    "rows",
    minimum=1,
    maximum=2,
    columns=(
        _field("unit", "unit", required="True"),
        _field("text", "reason", required="unit == 'b'"),
    ),
)


def test_rows_are_read_and_empty_ones_left_out():
    raw = {"rows": [{"unit": "a", "reason": ""}, {"unit": "", "reason": " "}]}

    assert _read(_form(TABLE), raw) == {"rows": [{"unit": "a", "reason": None}]}


def test_a_cell_is_told_by_the_row_that_was_sent():
    raw = {"rows": [{}, {"reason": "x"}, {"unit": "b"}]}

    assert _errors(_form(TABLE), raw) == {
        "rows.1.unit": ["required"],
        "rows.2.reason": ["required"],
    }


@pytest.mark.parametrize(
    ("rows", "errors"),
    [
        ([], {"rows": ["too_few_rows"]}),
        ([{"unit": "a"}] * 3, {"rows": ["too_many_rows"]}),
        ([{"unit": "a b"}], {"rows.0.unit": ["malformed_id"]}),
        ([{"unit": "a", "more": 1}], {"rows.0.more": ["unknown_field"]}),
        (["a"], {"rows.0": ["wrong_type"]}),
        ([{"unit": "a"}] * 201, {"rows": ["too_many_rows"]}),
    ],
)
def test_a_table_has_bounds_and_known_columns(rows, errors):
    assert _errors(_form(TABLE), {"rows": rows}) == errors


def test_ids_that_name_nothing_are_told_also_in_tables():
    form = _form(TABLE, _field("post"), _field("unit", "units", multiple=True))
    known = Known(units={"a"}.__contains__, posts=lambda _: False)
    raw = {"rows": [{"unit": "z", "reason": "r"}], "x": "mayor", "units": ["a", "q"]}

    assert _errors(form, raw, known=known) == {
        "rows.0.unit": ["unknown_unit"],
        "x": ["unknown_post"],
        "units": ["unknown_unit"],
    }


RULE = Rule(
    "not (major and x == '乙')",
    "x",
    "重大事项须由全体会议决定。",
    ("16", "41.1"),
)


def test_a_rule_that_does_not_hold_speaks_in_its_own_words():
    form = _form(_field("choice", choices=CHOICES), rules=(RULE,))

    with pytest.raises(AnswersInvalid) as refused:
        _read(form, {"x": "乙"}, {"major": True})

    error = FieldError("rule", {"message": RULE.message}, ("16", "41.1"))
    assert refused.value.fields == {"x": (error,)}
    assert _read(form, {"x": "甲"}, {"major": True}) == {"x": "甲"}


def test_a_rule_over_a_broken_answer_is_not_asked():
    form = _form(_field("number"), rules=(Rule("x > 3", "x", "太小"),))

    assert _errors(form, {"x": "abc"}) == {"x": ["not_a_number"]}


def test_a_rule_over_an_empty_answer_asks_for_it():
    form = _form(_field("number"), rules=(Rule("x > 3", "x", "应大于三"),))

    assert _errors(form, {}) == {"x": ["rule"]}


def test_a_rule_over_a_cell_that_was_left_empty_does_not_hold():
    rule = Rule("sum([len(row['reason']) for row in rows]) > 0", "rows", "缘由")
    form = _form(TABLE, rules=(rule,))

    assert _errors(form, {"rows": [{"unit": "a"}]}) == {"rows": ["rule"]}


def test_a_rule_that_fails_over_full_answers_is_the_authors_fault():
    form = _form(_field("number"), rules=(Rule("len(x) > 3", "x", "…"),))

    with pytest.raises(ExpressionRefused):
        _read(form, {"x": 5})


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_what_a_store_cannot_keep_is_malformed(text):
    with pytest.raises(RequestMalformed):
        _read(_form(_field("text")), {"x": text})
