"""Procedures are proven sound with the shared parts that they call."""

from pathlib import Path

import pytest

from engine.assembly import PROCESSES
from engine.model.soundness import SoundnessKind
from engine.runtime.folders import procedure_folders, read_bundle
from engine.runtime.sound import check_sound, check_sound_folder, named_folders


@pytest.mark.parametrize("folder", procedure_folders(PROCESSES), ids=lambda f: f.name)
def test_every_shipped_procedure_is_sound(folder: Path):
    verdict = check_sound_folder(folder)

    assert (verdict.kind, verdict.faults) == (SoundnessKind.SOUND, ())
    assert verdict == check_sound(read_bundle(folder))


def test_procedures_are_named_by_slug_or_by_folder(tmp_path: Path):
    named = named_folders(("delegation", str(tmp_path)))

    assert named == [PROCESSES / "delegation", tmp_path]
