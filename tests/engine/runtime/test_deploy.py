"""What is deployed is checked, immutable, and comes back byte for byte."""

import shutil

import pytest

from engine.model.errors import BundleRejected, ProcedureNotFound, RoleMissing
from engine.model.procedure import VersionState
from engine.model.procedure_draft import ProcedureDraft
from engine.runtime.deploy import deploy_folder, export_folder, export_version
from engine.runtime.folders import read_bundle
from tests.support.builders import BUSY


@pytest.fixture
def folder(tmp_path):
    copied = tmp_path / "processes_copied" / "busy"
    shutil.copytree(BUSY, copied)
    return copied


def test_the_first_version_comes_into_force(running, folder):
    version = deploy_folder(running.engine, folder)

    assert (version.number, version.state) == (1, VersionState.IN_FORCE)
    assert running.acts("office")[-1].details["digest"] == version.digest


def test_the_same_files_again_are_the_same_version(running, folder):
    first = deploy_folder(running.engine, folder)

    again = deploy_folder(running.engine, folder)

    assert again.version_id == first.version_id


def test_a_change_is_a_draft_and_what_is_in_force_stays(running, folder):
    deploy_folder(running.engine, folder)
    before = export_version(running.engine, "busy")
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace("多事项", "更多事项"))

    draft = deploy_folder(running.engine, folder)
    again = deploy_folder(running.engine, folder)

    assert isinstance(draft, ProcedureDraft)
    assert draft.name == "更多事项"
    assert again == draft
    assert export_version(running.engine, "busy") == before


def test_what_is_exported_is_what_was_deployed(running, folder, tmp_path):
    deploy_folder(running.engine, folder)

    export_folder(running.engine, "busy", tmp_path / "exported")

    for name, data in read_bundle(folder).files.items():
        assert (tmp_path / "exported" / name).read_bytes() == data


def test_what_has_findings_is_refused_with_all_of_them(running, folder):
    (folder / "forms" / "remark.json").unlink()
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"42.1"', '"99.9"'))

    with pytest.raises(BundleRejected) as refused:
        deploy_folder(running.engine, folder)

    codes = {each.code for each in refused.value.facts["findings"]}
    assert {"form_missing", "reference_unknown"} <= codes


def test_only_designers_deploy_by_hand(running, folder):
    with pytest.raises(RoleMissing):
        deploy_folder(running.engine, folder, by=running.holder("mayor"))


def test_what_is_not_in_force_cannot_be_exported(running):
    with pytest.raises(ProcedureNotFound):
        export_version(running.engine, "busy")
