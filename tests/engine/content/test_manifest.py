"""Manifests: who may start, the register, the ways to end a case."""

import json

import pytest

from engine.content.manifest import read_manifest
from engine.model.errors import BundleRejected
from engine.model.form import FieldType
from engine.model.procedure import RegisterField, Termination

MANIFEST = {
    "slug": "agenda_submission",
    "name": "议题报送",
    "summary": "把议题报上会。",
    "number_word": "议题",
    "title": "fill_in.title",
    "owner": "unit:gov_office",
    "start": {"candidates": ["unit:*"], "references": ["42.1"]},
    "register": [
        {
            "name": "is_major",
            "label": "是否重大",
            "type": "yes_no",
            "set_by": {"fill_in": "fill_in.is_major or decided"},
        }
    ],
    "terminations": [
        {
            "outcome": "撤回",
            "who": ["initiator_unit"],
            "until": "mayor_decision",
            "references": ["42.1"],
        }
    ],
}


def _read(**changed):
    return read_manifest(json.dumps({**MANIFEST, **changed}).encode())


def test_a_manifest_is_read():
    manifest = _read()

    assert manifest.start == ("unit:*",)
    assert manifest.start_references == ("42.1",)
    assert manifest.title == "fill_in.title"
    assert manifest.register == (
        RegisterField(
            "is_major",
            "是否重大",
            FieldType.YES_NO,
            {"fill_in": "fill_in.is_major or decided"},
        ),
    )
    assert manifest.terminations == (
        Termination("撤回", ("initiator_unit",), "mayor_decision", ("42.1",)),
    )


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"slug": "Agenda-1"}, "slug"),
        ({"owner": "办公室"}, "owner"),
        ({"owner": "unit:*"}, "owner"),
        ({"start": {"candidates": ["everyone"]}}, "start.candidates.0"),
        ({"start": {"candidates": []}, "name": ""}, "name"),
        ({"secret": 1}, "secret"),
        ({"register": [{"name": "a"}]}, "register.0.label"),
        (
            {"terminations": [{"outcome": "撤回", "who": ["me"]}]},
            "terminations.0.who.0",
        ),
    ],
)
def test_what_a_manifest_may_not_say_is_told_with_its_place(changed, place):
    with pytest.raises(BundleRejected) as refused:
        _read(**changed)

    assert place in {each.text.partition(":")[0] for each in refused.value.findings}


def test_a_table_cannot_be_a_column_of_the_register():
    column = {**MANIFEST["register"][0], "type": "table"}

    with pytest.raises(BundleRejected, match="register"):
        _read(register=[column])
