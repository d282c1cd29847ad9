"""Answers in words."""

from engine.content.labels import labels
from engine.model.form import Choice, Field, FieldType, Form, Group

NAMES = {"finance": "财政局", "mayor": "市长"}
FORM = Form(
    "f",
    "表",
    (
        Group(
            "",
            (
                Field("kind", FieldType.CHOICE, "类型", choices=(Choice("a", "甲类"),)),
                Field("yes", FieldType.YES_NO, "是否重大"),
                Field("at", FieldType.MOMENT, "开会时间"),
                Field("units", FieldType.UNIT, "部门", multiple=True),
                Field("note", FieldType.TEXT, "备注"),
                Field(
                    "rows",
                    FieldType.TABLE,
                    "协商",
                    columns=(
                        Field("unit", FieldType.UNIT, "部门"),
                        Field("agreed", FieldType.YES_NO, "一致"),
                    ),
                ),
            ),
        ),
    ),
)


def test_answers_are_told_by_label_in_words_and_empty_ones_left_out():
    answers = {
        "kind": "a",
        "yes": False,
        "at": "2026-11-23T01:00:00+00:00",
        "units": ["finance", "mayor"],
        "note": None,
        "rows": [{"unit": "finance", "agreed": True}, {"unit": "mayor"}],
    }

    told = labels(FORM, answers, lambda _, named: NAMES[named])

    assert told == (
        ("类型", "甲类"),
        ("是否重大", "否"),
        ("开会时间", "2026-11-23 09:00"),
        ("部门", "财政局、市长"),
        ("协商", "1. 部门：财政局；一致：是\n2. 部门：市长"),
    )


def test_a_value_that_is_no_longer_offered_is_told_as_it_was():
    assert labels(FORM, {"kind": "old"}, str) == (("类型", "old"),)
