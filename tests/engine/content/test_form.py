"""Forms are read whole or refused with everything that is wrong."""

import json

import pytest

from engine.content.form import read_form
from engine.model.errors import BundleRejected
from engine.model.form import Choice, FieldType

FORM = {
    "key": "fill_in",
    "title": "议题申报单",
    "submit_label": "报送",
    "context": {"rounds": "case.rounds"},
    "components": [
        {"type": "yes_no", "key": "urgent", "label": "是否紧急"},
        {
            "type": "group",
            "label": "议题",
            "conditional": {"show": "rounds > 0"},
            "components": [
                {
                    "type": "text",
                    "key": "title",
                    "label": "议题名称",
                    "references": ["42.1"],
                    "validate": {"required": True, "maxLength": 200},
                },
                {
                    "type": "choice",
                    "key": "kind",
                    "label": "会议类型",
                    "values": [{"value": "a", "label": "全体会议"}],
                },
                {
                    "type": "table",
                    "key": "rows",
                    "label": "协商记录",
                    "validate": {"min": 1, "max": 50},
                    "columns": [{"type": "unit", "key": "unit", "label": "部门"}],
                },
            ],
        },
    ],
    "rules": [{"require": "urgent", "field": "kind", "message": "…", "references": []}],
}


def _read(form):
    return read_form(json.dumps(form).encode(), "forms/fill_in.json")


def _findings(form):
    with pytest.raises(BundleRejected) as refused:
        _read(form)
    return [each.text for each in refused.value.findings]


def test_a_form_is_read_with_groups_fields_context_and_rules():
    form = _read(FORM)

    assert [group.label for group in form.groups] == ["", "议题"]
    assert [field.key for field in form.fields] == ["urgent", "title", "kind", "rows"]
    assert form.groups[1].show == "rounds > 0"
    assert form.context == {"rounds": "case.rounds"}
    title, kind, rows = form.groups[1].fields
    assert (title.required, title.max_length, title.references) == (
        "True",
        200,
        ("42.1",),
    )
    assert kind.choices == (Choice("a", "全体会议"),)
    assert (rows.minimum, rows.maximum) == (1, 50)
    assert rows.columns[0].type is FieldType.UNIT


def test_everything_wrong_is_told_at_once_with_its_place():
    broken = json.loads(json.dumps(FORM))
    broken["colour"] = "red"
    broken["components"][0]["type"] = "slider"
    broken["components"][1]["components"][0]["validate"]["regex"] = "x"
    broken["components"][1]["components"][1]["label"] = " "
    broken["rules"][0]["references"] = ["第42条"]

    texts = _findings(broken)

    assert [text.partition(":")[0] for text in texts] == [
        "components.0.type",
        "components.1.components.0.validate.regex",
        "components.1.components.1.label",
        "rules.0.references.0",
        "colour",
    ]


def test_a_table_within_a_table_is_refused():
    broken = json.loads(json.dumps(FORM))
    table = broken["components"][1]["components"][2]
    table["columns"] = [{**table, "key": "inner"}]

    assert "components.1.components.2.columns.0.type" in _findings(broken)[0]


@pytest.mark.parametrize("data", [b"", b"[]", b'{"key": "a", "key": "b"}', b"\xff"])
def test_what_is_no_json_object_is_a_finding_too(data):
    with pytest.raises(BundleRejected) as refused:
        read_form(data, "forms/a.json")

    assert refused.value.findings[0].element_id == "forms/a.json"


def test_a_key_that_is_no_name_is_refused():
    broken = json.loads(json.dumps(FORM))
    broken["components"][0]["key"] = "__proto__"

    assert _findings(broken)[0].startswith("components.0.key:")
