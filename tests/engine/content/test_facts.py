"""What forms and manifests say of each thing in them."""

import json

import pytest

from engine.content.facts import facts_of_form, facts_of_manifest
from engine.model.difference import Change, FieldDifference, differences

FORM = {
    "key": "fill_in",
    "title": "填报",
    "components": [
        {
            "type": "group",
            "label": "议题",
            "components": [
                {"type": "text", "key": "title", "label": "名称",
                 "validate": {"required": True}},
            ],
        },
        {"type": "choice", "key": "way", "label": "方式",
         "values": [{"value": "甲", "label": "甲"}]},
    ],
    "rules": [{"require": "title", "field": "title", "message": "要有名称"}],
}  # fmt: skip
MANIFEST = {
    "slug": "tiny",
    "name": "小事项",
    "start": {"candidates": ["unit:*"], "references": ["42.1"]},
    "register": [{"name": "amount", "label": "金额", "type": "number"}],
    "terminations": [{"outcome": "撤回", "who": ["initiator_unit"]}],
}


def changed(value: dict, old: str, new: str) -> bytes:
    text = json.dumps(value, ensure_ascii=False)
    assert old in text
    return text.replace(old, new, 1).encode()


def form(old: str = "", new: str = "") -> bytes:
    return changed(FORM, old, new)


@pytest.mark.parametrize(
    ("old", "new", "thing_id", "field"),
    [
        ('"required": true', '"required": false', "field:title", "必填"),
        ('"label": "名称"', '"label": "题目"', "field:title", "名称"),
        ('"value": "甲"', '"value": "乙"', "field:way", "选项"),
        ('"要有名称"', '"请填名称"', "rule:1", "提示"),
    ],
)
def test_a_change_of_a_form_is_told_on_its_field(old, new, thing_id, field):
    found = differences(facts_of_form(form()), facts_of_form(form(old, new)))

    assert [each.thing_id for each in found] == [thing_id]
    assert field in {each.field for each in found[0].fields}


def test_yes_and_no_are_said_so():
    after = form('"required": true', '"required": false')

    (found,) = differences(facts_of_form(form()), facts_of_form(after))

    assert found.fields == (FieldDifference("必填", "是", "否"),)


def test_a_field_with_another_key_is_another_field():
    after = form('"key": "title"', '"key": "subject"')

    found = differences(facts_of_form(form()), facts_of_form(after))

    assert {(each.thing_id, each.change) for each in found} == {
        ("field:subject", Change.ADDED),
        ("field:title", Change.REMOVED),
    }


@pytest.mark.parametrize(
    ("old", "new", "thing_id"),
    [
        ('"name": "小事项"', '"name": "大事项"', "procedure"),
        ("unit:*", "unit:finance_bureau", "procedure"),
        ('"type": "number"', '"type": "text"', "register:amount"),
        ("initiator_unit", "initiator", "termination:撤回"),
    ],
)
def test_a_change_of_a_manifest_is_told_on_its_part(old, new, thing_id):
    before = facts_of_manifest(changed(MANIFEST, "", ""))
    after = facts_of_manifest(changed(MANIFEST, old, new))

    assert [each.thing_id for each in differences(before, after)] == [thing_id]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff"])
def test_what_is_no_json_object_cannot_be_read(data):
    with pytest.raises(ValueError, match="JSON"):
        facts_of_form(data)
