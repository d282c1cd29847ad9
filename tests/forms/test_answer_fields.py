"""Posted web forms become raw answers."""

import pytest
from werkzeug.datastructures import MultiDict

from engine.model.form import Choice, Field, FieldType, Form, Group
from forms.answer_fields import add_documents, edit_rows, read_raw

FORM = Form(
    key="fill_in",
    title="申报",
    groups=(
        Group(
            "议题",
            (
                Field("title", FieldType.TEXT, "名称"),
                Field("units", FieldType.UNIT, "部门", multiple=True),
                Field("kinds", FieldType.CHOICES, "类", choices=(Choice("a", "甲"),)),
                Field("file", FieldType.DOCUMENT, "材料"),
                Field("files", FieldType.DOCUMENT, "附件", multiple=True),
                Field(
                    "records",
                    FieldType.TABLE,
                    "记录",
                    columns=(
                        Field("unit", FieldType.UNIT, "部门"),
                        Field("note", FieldType.TEXT, "说明"),
                    ),
                ),
            ),
        ),
    ),
)


def raw(*pairs: tuple[str, str]) -> dict[str, object]:
    return read_raw(FORM, MultiDict(pairs))


def test_what_is_empty_is_absent():
    assert raw(("title", "  "), ("units", "")) == {}


def test_one_of_several_is_still_a_list():
    assert raw(("units", "a"), ("kinds", "a")) == {"units": ["a"], "kinds": ["a"]}


def test_the_page_keeps_its_own_names_to_itself():
    assert raw(("_version", "3"), ("title", "甲")) == {"title": "甲"}


def test_an_unknown_name_is_passed_on_to_be_refused():
    assert raw(("secret", "1")) == {"secret": "1"}


def test_rows_are_ordered_by_number_and_blank_rows_keep_their_place():
    found = raw(
        ("records.10.unit", "b"),
        ("records.2.unit", ""),
        ("records.2.note", ""),
        ("records.0.note", "甲"),
    )

    assert found == {"records": [{"note": "甲"}, {}, {"unit": "b"}]}


def test_a_cell_of_no_table_is_passed_on_to_be_refused():
    assert raw(("title.0.x", "1")) == {"title.0.x": "1"}


@pytest.mark.parametrize(
    ("action", "rows"),
    [
        ("add:records", [{"note": "甲"}, {"note": "乙"}, {}]),
        ("drop:records:0", [{"note": "乙"}]),
        ("drop:records:7", [{"note": "甲"}, {"note": "乙"}]),
        ("drop:records:x", [{"note": "甲"}, {"note": "乙"}]),
    ],
)
def test_row_buttons_add_and_drop(action, rows):
    typed = {"records": [{"note": "甲"}, {"note": "乙"}]}

    assert edit_rows(typed, action)["records"] == rows


def test_a_new_document_joins_several_and_replaces_one():
    typed: dict[str, object] = {"files": ["a"], "file": "b"}

    assert add_documents(FORM, typed, "files", ["c"])["files"] == ["a", "c"]
    assert add_documents(FORM, typed, "file", ["c"])["file"] == "c"


def test_a_document_for_no_field_is_left_out():
    assert add_documents(FORM, {}, "nothing", ["c"]) == {}
