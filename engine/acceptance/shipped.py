"""What is shipped: the rules, the procedures and the features, in their folders."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.assembly import PROCESSES, read_procedure
from engine.content.regulation import read_rules
from engine.model.procedure import Procedure
from engine.model.reference import Regulation
from engine.runtime.folders import procedure_folders, read_bundle

FEATURES = PROCESSES.parent / "features"


class FeatureMissing(RuntimeError):
    """A procedure was named that has no scenarios."""


def shipped_regulation() -> Regulation:
    """Return the rules as data."""
    return read_rules((PROCESSES / "regulation" / "rules.json").read_bytes())


def shipped_procedures() -> Mapping[str, Procedure]:
    """Return the authored procedures, read, by slug."""
    folders = procedure_folders(PROCESSES)
    return {each.name: read_procedure(read_bundle(each)) for each in folders}


def procedure_names() -> Mapping[str, str]:
    """Return the Chinese name of every procedure of the rules, by slug."""
    path = PROCESSES / "regulation" / "procedures.json"
    listed = json.loads(path.read_text(encoding="utf-8"))["procedures"]
    return {each["slug"]: each["name"] for each in listed}


def feature_files(slugs: Sequence[str] = ()) -> tuple[Path, ...]:
    """Return the features of the slugs; all, those across procedures too, for none.

    Raises:
        FeatureMissing: A slug has no scenarios.
    """
    if not slugs:
        return tuple(sorted(FEATURES.rglob("*.feature")))
    files = tuple(FEATURES / f"{slug}.feature" for slug in slugs)
    for file in files:
        if not file.is_file():
            raise FeatureMissing(f"没有 {file.stem} 的场景")
    return files
