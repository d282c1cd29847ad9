"""Where the parts of a procedure meet, all that does not fit is found at once."""

import shutil

import pytest

from engine.assembly import PROCESSES
from engine.runtime.check import check_folder
from engine.runtime.folders import procedure_folders
from tests.support.builders import BUSY


@pytest.fixture
def folder(tmp_path):
    copied = tmp_path / "processes" / "busy"
    shutil.copytree(BUSY, copied)
    return copied


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def found(folder):
    return {(each.code, each.element_id) for each in check_folder(folder)}


@pytest.mark.parametrize("path", procedure_folders(PROCESSES), ids=lambda p: p.name)
def test_what_is_shipped_has_no_finding(path):
    assert check_folder(path) == ()


def test_a_sound_procedure_has_no_finding(folder):
    assert found(folder) == set()


def test_a_form_that_is_not_there_is_found_at_its_task(folder):
    (folder / "forms" / "look.json").unlink()

    assert ("form_missing", "look") in found(folder)


def test_a_form_that_nothing_uses_is_found(folder):
    shutil.copy(folder / "forms" / "look.json", folder / "forms" / "spare.json")
    change(folder, "forms/spare.json", '"key": "look"', '"key": "spare"')

    assert found(folder) == {("form_unused", "forms/spare.json")}


def test_a_form_under_another_name_is_found(folder):
    (folder / "forms" / "look.json").rename(folder / "forms" / "glance.json")

    assert ("form_misnamed", "forms/glance.json") in found(folder)


def test_a_clause_that_does_not_exist_is_found_where_it_is_cited(folder):
    change(
        folder, "process.bpmn", '<zf:reference to="66.2"/>', '<zf:reference to="66.9"/>'
    )

    assert found(folder) == {("reference_unknown", "start_child")}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"slug": "busy"', '"slug": "lazy"', "slug_differs"),
        ('{"remark":', '{"nothing":', "element_unknown"),
        ('"until": ""', '"until": "nothing"', "element_unknown"),
        ('"slug"', '"elapsed_from": "remarks", "slug"', "field_unknown"),
        ("(case.remarks or 0) + 1", "import os", "expression_refused"),
        ('"ask.title"', '"ask.title +"', "expression_refused"),
        ('"references": ["42.1"]}', '"references": ["99"]}', "reference_unknown"),
    ],
)
def test_a_manifest_that_names_what_is_not_there_is_found(folder, old, new, code):
    change(folder, "manifest.json", old, new)

    assert found(folder) == {(code, "manifest.json")}


def test_a_folder_that_is_none_is_one_finding(tmp_path):
    assert len(check_folder(tmp_path / "nothing")) == 1
