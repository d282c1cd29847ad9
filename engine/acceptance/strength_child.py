"""The process in which a draft's mutants are tried: limited, and ended with its trial.

It reads its folder, says how many mutants it tries, and prints a line of JSON for what
becomes of each.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from engine.acceptance.cut_off import limit_process
from engine.acceptance.mutation import mutate_bundle, sampled
from engine.acceptance.run import RunFailed
from engine.acceptance.strength import MutantVerdict
from engine.content.bundle import unpack
from engine.model.strength import TriedMutant
from engine.runtime.mutants import mutants_of

CHILD = "engine.acceptance.strength_child"
TRYING, DRAFT = "trying.json", "draft.zip"
# Whoever works in the office comes first, and a proof before a trial.
POLITE = 8


@dataclass(frozen=True, slots=True)
class Trying:
    """What the folder's `trying.json` says: the features, the procedures' folder, how
    many mutants (0 for all), and the limits."""

    features: tuple[str, ...]
    staged: str
    sample: int
    cpu_s: int
    memory_bytes: int


def main(folder: Path) -> None:
    """Do what the folder asks."""
    trying = Trying(**json.loads((folder / TRYING).read_bytes()))
    limit_process(cpu_s=trying.cpu_s, memory_bytes=trying.memory_bytes)
    os.nice(POLITE)
    bundle = unpack((folder / DRAFT).read_bytes())
    _say(total=len(sampled(tuple(mutants_of(bundle)), trying.sample)))
    try:
        mutate_bundle(
            bundle,
            tuple(map(Path, trying.features)),
            staged=Path(trying.staged),
            sample=trying.sample,
            tell=lambda _, verdict: _say(mutant=asdict(_tried(verdict))),
        )
    except RunFailed as error:
        _say(broken=str(error))
    _say(end=True)


def _tried(verdict: MutantVerdict) -> TriedMutant:
    mutation = verdict.mutation
    return TriedMutant(
        kind=mutation.kind.value,
        place=mutation.place,
        words=mutation.text,
        fate=verdict.fate,
        by=verdict.by,
        reason=verdict.reason,
        ran=verdict.ran,
    )


def _say(**found: object) -> None:
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
