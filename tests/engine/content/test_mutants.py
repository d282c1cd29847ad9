"""A form or a manifest loses what it asks for, one thing at a time."""

import json

from engine.content.form import read_form
from engine.content.manifest import read_manifest
from engine.content.mutants import form_mutants, manifest_mutants
from engine.model.mutant import chose, refused, terminated, tried, used

FORM = {
    "key": "f",
    "title": "单",
    "components": [
        {
            "type": "group",
            "label": "组",
            "components": [
                {
                    "type": "number",
                    "key": "days",
                    "label": "天数",
                    "validate": {"required": True, "min": 2, "max": 9},
                }
            ],
        },
        {
            "type": "table",
            "key": "rows",
            "label": "表",
            "conditional": {"show": "days > 1"},
            "columns": [
                {
                    "type": "choice",
                    "key": "way",
                    "label": "方式",
                    "values": [
                        {"value": "a", "label": "甲"},
                        {"value": "b", "label": "乙"},
                    ],
                }
            ],
        },
    ],
    "rules": [
        {
            "require": "days < 5",
            "field": "days",
            "message": "太久。",
            "references": ["42.1"],
        }
    ],
}
MANIFEST = {
    "slug": "s",
    "name": "程序",
    "owner": "unit:gov_office",
    "start": {"candidates": ["post:mayor"], "references": ["42.1"]},
    "register": [
        {
            "name": "a",
            "label": "甲",
            "type": "text",
            "set_by": {"one": "one.a", "two": "two.a"},
        },
        {"name": "b", "label": "乙", "type": "text", "set_by": {"one": "one.b"}},
    ],
    "terminations": [
        {
            "outcome": "撤回",
            "who": ["initiator"],
            "until": "two",
            "references": ["42.1"],
        }
    ],
}


def of_form():
    return list(form_mutants("forms/f.json", json.dumps(FORM).encode()))


def of_manifest():
    return list(manifest_mutants(json.dumps(MANIFEST).encode(), "one"))


def test_a_form_has_exactly_these_mutants():
    assert [each.mutation.text for each in of_form()] == [
        "表单“单”的规则“太久。”删去",
        "表单“单”的规则“太久。”引错条款，原引 42.1",
        "表单“单”的“天数”不再必填",
        "表单“单”的“天数”不再至少为 2",
        "表单“单”的“表”显示的条件取反，原为 days > 1",
        "表单“单”的“方式”去掉选项“甲”",
        "表单“单”的“方式”去掉选项“乙”",
    ]


def test_at_least_one_of_what_is_required_is_no_bound_of_its_own():
    few = json.dumps(FORM).replace('"min": 2', '"min": 1').encode()

    texts = [each.mutation.text for each in form_mutants("forms/f.json", few)]
    assert not [text for text in texts if "不再至少" in text]


def test_a_list_that_names_one_and_a_table_with_rows_are_asked_for_once():
    components = [
        {"type": "post", "key": "who", "label": "通知谁", "multiple": True},
        {"type": "table", "key": "rows", "label": "清单", "columns": []},
    ]
    components[0]["validate"] = {"required": "days > 1", "min": 1}
    components[1]["validate"] = {"required": True, "min": 1}
    form = json.dumps(FORM | {"components": components, "rules": []}).encode()

    texts = [each.mutation.text for each in form_mutants("forms/f.json", form)]
    assert texts == ["表单“单”的“通知谁”不再必填"]


def test_the_marks_name_who_could_notice():
    assert [set(each.mutation.seen_by) for each in of_form()] == [
        *[{refused("f")}] * 4,
        {used("f")},
        {chose("f", "rows.way", "a")},
        {chose("f", "rows.way", "b")},
    ]


def test_every_mutant_of_a_form_is_a_form_that_differs():
    plain = read_form(json.dumps(FORM).encode(), "forms/f.json")
    forms = [read_form(each.data, "forms/f.json") for each in of_form()]

    assert all(form != plain for form in forms)
    assert len({repr(form) for form in forms}) == len(forms)


def test_a_manifest_has_exactly_these_mutants():
    assert [
        (each.mutation.text, set(each.mutation.seen_by)) for each in of_manifest()
    ] == [
        ("台账“甲”在 one 之后不再登记，原为 one.a", {"one"}),
        ("台账“甲”在 two 之后不再登记，原为 two.a", {"two"}),
        ("台账“乙”在 one 之后不再登记，原为 one.b", {"one"}),
        ("终止方式“撤回”改由 post:mayor", {terminated("撤回")}),
        ("终止方式“撤回”不再止于 two", {terminated("撤回")}),
        ("发起人由 post:mayor 改为 unit:gov_office", {tried("one")}),
    ]


def test_every_mutant_of_a_manifest_can_be_read_and_differs():
    plain = read_manifest(json.dumps(MANIFEST).encode())
    read = [read_manifest(each.data) for each in of_manifest()]

    assert all(each != plain for each in read)
    assert read[2].register[1].set_by == {"one": "None"}
