"""A sandbox (试运行): what is known of one, and how it is kept beside its office."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

FILE = "sandbox.json"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a walk: acts `first` to `last` of a chain, or the clock moved.

    Where the clock moved `chain` is empty and `at` is where it moved to. Chains do not
    tell which of two acts at one moment came first; the steps of a walk do.
    """

    at: datetime
    chain: str = ""
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A small office in which a draft, or a version, runs.

    `person_id` is whom its user is at present, `moment` where its clock stands,
    `heads` how many acts each chain had after the last of `steps`. `made_at` and
    `used_at` are moments of the real office. While it `records`, what no sentence
    tells is refused before it is done.
    """

    sandbox_id: str
    draft_id: str
    slug: str
    name: str
    digest: str
    made_by: str
    made_at: datetime
    used_at: datetime
    person_id: str
    moment: datetime
    heads: Mapping[str, int]
    steps: tuple[Step, ...] = ()
    records: bool = True


def grown(
    before: Mapping[str, int], heads: Mapping[str, int], moment: datetime
) -> tuple[Step, ...]:
    """Return the steps by which the chains grew to these heads."""
    return tuple(
        Step(moment, chain, before.get(chain, 0) + 1, last)
        for chain, last in sorted(heads.items())
        if last > before.get(chain, 0)
    )


def write_sandbox(folder: Path, sandbox: Sandbox) -> None:
    """Keep what is known of the sandbox in its folder, whole or not at all."""
    written = folder / f"{FILE}.new"
    text = json.dumps(asdict(sandbox), ensure_ascii=False, default=datetime.isoformat)
    written.write_text(text, encoding="utf-8")
    written.replace(folder / FILE)


def read_sandbox(folder: Path) -> Sandbox | None:
    """Return what is known of the sandbox in the folder, None if there is none."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    moments = ("made_at", "used_at", "moment")
    steps = tuple(
        Step(**each | {"at": datetime.fromisoformat(each["at"])})
        for each in kept["steps"]
    )
    read = {name: datetime.fromisoformat(kept[name]) for name in moments}
    return Sandbox(**kept | read | {"steps": steps})
