"""Procedures as folders: read with their scenarios and shared parts, written back."""

import re
from collections.abc import Mapping
from pathlib import Path

from engine.content.bundle import read_folder
from engine.model.procedure import Bundle

SHARED = "shared"
FEATURES = "features"

_CALLED = re.compile(rb'calledElement="([a-z][a-z0-9_]*)"')


def read_bundle(folder: Path) -> Bundle:
    """Return the bundle of a procedure's folder below `processes/`.

    Its scenarios stand in `features/` beside it, the sub-processes that it calls in
    `processes/shared/`; both belong to what is published.

    Raises:
        BundleRejected: The folder is not as it must be.
    """
    folder = folder.resolve()
    feature = folder.parent.parent / FEATURES / f"{folder.name}.feature"
    diagram = folder / "process.bpmn"
    return read_folder(
        folder,
        feature=feature.read_bytes() if feature.is_file() else None,
        shared=_called(
            folder.parent / SHARED, diagram.read_bytes() if diagram.is_file() else b""
        ),
    )


def write_bundle(bundle: Bundle, folder: Path) -> None:
    """Write the files of a bundle below the folder, byte for byte."""
    for name, data in bundle.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def procedure_folders(processes: Path) -> tuple[Path, ...]:
    """Return the folders that hold a procedure: those with a manifest."""
    return tuple(sorted(each.parent for each in processes.glob("*/manifest.json")))


def _called(shared: Path, diagram: bytes) -> Mapping[str, bytes]:
    """Return the shared parts that the diagram calls, and those that they call."""
    found: dict[str, bytes] = {}
    waiting = _CALLED.findall(diagram)
    while waiting:
        name = waiting.pop().decode()
        path = shared / f"{name}.bpmn"
        if name not in found and path.is_file():
            found[name] = path.read_bytes()
            waiting += _CALLED.findall(found[name])
    return found
