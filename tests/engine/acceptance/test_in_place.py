"""A bundle in place of its procedure, on a stage."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.acceptance.in_place import put_in_place
from engine.acceptance.stage import open_stage, prepare_template
from engine.assembly import PROCESSES
from engine.model.errors import BundleRejected
from engine.model.procedure import Bundle
from engine.runtime.folders import read_bundle
from engine.runtime.procedures import read_procedures

SLUG = "meeting_absence"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    prepare_template(folder)
    return folder


def renamed(name: str) -> Bundle:
    bundle = read_bundle(PROCESSES / SLUG)
    manifest = bundle.files["manifest.json"].decode().replace('"会议请假"', f'"{name}"')
    return replace(bundle, files={**bundle.files, "manifest.json": manifest.encode()})


def test_what_is_put_in_place_is_in_force(template: Path, tmp_path: Path):
    stage = open_stage(template, tmp_path / "office")

    version = put_in_place(stage.engine, renamed("请假"))

    assert version.number == 2
    assert read_procedures(stage.engine)[SLUG].manifest.name == "请假"


def test_the_content_in_force_makes_no_new_version(template: Path, tmp_path: Path):
    stage = open_stage(template, tmp_path / "office")

    version = put_in_place(stage.engine, read_bundle(PROCESSES / SLUG))

    assert version.number == 1


def test_what_cannot_be_read_is_refused(template: Path, tmp_path: Path):
    stage = open_stage(template, tmp_path / "office")
    bundle = renamed("请假")
    broken = replace(bundle, files={**bundle.files, "manifest.json": b"{"})

    with pytest.raises(BundleRejected):
        put_in_place(stage.engine, broken)
