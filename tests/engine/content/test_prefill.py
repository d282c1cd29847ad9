"""Defaults of a form."""

from datetime import date

import pytest

from engine.content.drafts import read_draft
from engine.content.prefill import prefill
from engine.model.errors import ExpressionFailed, RequestMalformed
from engine.model.form import Field, FieldType, Form, Group


def _form(*fields):
    return Form("f", "表", (Group("", fields),))


def test_defaults_become_answers_of_their_type():
    form = _form(
        Field("day", FieldType.DATE, "日", default="today"),
        Field("count", FieldType.NUMBER, "数", default="rounds"),
        Field("none", FieldType.TEXT, "空", default="nothing"),
        Field("free", FieldType.TEXT, "无"),
    )
    context = {"today": date(2026, 3, 1), "rounds": 2, "nothing": None}

    filled = prefill(form, context, lambda source, names: names[source])

    assert filled == {"day": "2026-03-01", "count": 2}


def test_a_default_of_the_wrong_type_is_our_fault():
    form = _form(Field("count", FieldType.NUMBER, "数", default="x"))

    with pytest.raises(ExpressionFailed, match="default:count"):
        prefill(form, {}, lambda *_: "many")


def test_a_draft_keeps_what_was_typed_and_nothing_else():
    column = Field("unit", FieldType.UNIT, "部门")
    form = _form(
        Field("count", FieldType.NUMBER, "数"),
        Field("note", FieldType.TEXT, "注"),
        Field("rows", FieldType.TABLE, "表", columns=(column,)),
    )
    raw = {
        "count": "twelve",
        "note": "",
        "rows": [{"unit": "a", "other": 1}, "b"],
        "approved": True,
    }

    assert read_draft(form, raw) == {"count": "twelve", "rows": [{"unit": "a"}]}


def test_a_draft_that_is_too_large_is_refused():
    form = _form(Field("note", FieldType.LONG_TEXT, "注"))

    with pytest.raises(RequestMalformed, match="too_large"):
        read_draft(form, {"note": "x" * 256_001})
