"""Prove a procedure sound: every case can finish, cleanly, and nothing is dead."""

from pathlib import Path

from engine.assembly import PROCESSES, split_files
from engine.bpmn.soundness.proving import check_soundness
from engine.model.procedure import Bundle
from engine.model.soundness import SoundnessVerdict
from engine.runtime.folders import procedure_folders, read_bundle


def check_sound(bundle: Bundle) -> SoundnessVerdict:
    """Return the verdict on a bundle's diagram, with the shared parts it calls.

    Raises:
        XmlRefused: A diagram is no readable BPMN.
    """
    shared = split_files(bundle).shared
    return check_soundness(bundle.files["process.bpmn"], shared=shared)


def check_sound_folder(path: Path) -> SoundnessVerdict:
    """Return the verdict on the procedure in this folder.

    Raises:
        BundleRejected: The folder is not as it must be.
        XmlRefused: A diagram is no readable BPMN.
    """
    return check_sound(read_bundle(path))


def named_folders(names: tuple[str, ...], processes: Path = PROCESSES) -> list[Path]:
    """Return the folders of procedures by slug or path; without names, all shipped."""
    if not names:
        return list(procedure_folders(processes))
    return [processes / n if (processes / n).is_dir() else Path(n) for n in names]
