"""The process in which scenarios run for the server: limited, and killed if it hogs.

It reads its folder, proves the draft's diagram sound if there is one, runs the
scenarios, and prints a line of JSON for each thing it finds: what an author wrote never
runs in the server itself.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from engine.acceptance.child import ONLY, SECONDS, STAGED
from engine.acceptance.cut_off import limit_process
from engine.acceptance.run import RunFailed, run_features
from engine.content.bundle import unpack
from engine.runtime.plain import plain
from engine.runtime.sound import check_sound

CHILD = "engine.acceptance.gate_child"
ASKED, DRAFT = "asked.json", "draft.zip"
POLITE = 3


@dataclass(frozen=True, slots=True)
class Asking:
    """What the folder's `asked.json` says: the features, the hashes of the scenarios
    to run (none: no run), the procedures' folder, and the limits."""

    features: tuple[str, ...]
    only: tuple[str, ...]
    staged: str
    scenario_s: float
    cpu_s: int
    memory_bytes: int


def main(folder: Path) -> None:
    """Do what the folder asks."""
    asking = Asking(**json.loads((folder / ASKED).read_bytes()))
    limit_process(cpu_s=asking.cpu_s, memory_bytes=asking.memory_bytes)
    # Whoever works in the office comes first.
    os.nice(POLITE)
    draft = folder / DRAFT
    if draft.exists():
        verdict = check_sound(unpack(draft.read_bytes()))
        _tell(sound=plain(asdict(verdict)))
    if asking.only:
        _run(folder, asking)
    _tell(end=True)


def _run(folder: Path, asking: Asking) -> None:
    only = folder / "only.txt"
    only.write_text("\n".join(asking.only), encoding="ascii")
    setting = {
        STAGED: asking.staged,
        ONLY: str(only),
        SECONDS: str(asking.scenario_s),
    }
    try:
        for verdict in run_features(tuple(map(Path, asking.features)), setting=setting):
            _tell(verdict=asdict(verdict))
    except RunFailed as error:
        _tell(broken=str(error))


def _tell(**found: object) -> None:
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
