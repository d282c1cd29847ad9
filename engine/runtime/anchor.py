"""Anchors: the heads of all chains, appended outside the database now and then.

Whoever cuts a chain's tail and its head in the database still has this file against
them.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from engine.assembly import Engine
from engine.runtime.looking import look

FILE = "anchors.jsonl"

Heads = Mapping[str, tuple[int, str]]


def anchor(engine: Engine) -> int:
    """Append the heads that have moved since the last anchor; return how many."""
    path = engine.settings.data / FILE
    with look(engine) as seen:
        heads, moment = seen.unit.acts.heads(), seen.now
    known = _last(path)
    moved = {
        chain: head
        for chain, head in heads.items()
        if head[0] and known.get(chain) != head
    }
    if moved:
        line = json.dumps({"at": moment.isoformat(), "heads": moved}, sort_keys=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
    return len(moved)


def broken_anchors(engine: Engine) -> tuple[str, ...]:
    """Return `<chain>/<seq>` of every anchored act that is gone or another now."""
    broken = []
    with look(engine) as seen:
        for heads in _anchored(engine.settings.data / FILE):
            for chain, (seq, mac) in heads.items():
                acts = seen.unit.acts.of_chain(chain, after=seq - 1, size=1)
                if not acts or (acts[0].seq, acts[0].mac) != (seq, mac):
                    broken.append(f"{chain}/{seq}")
    return tuple(broken)


def _last(path: Path) -> Heads:
    known: dict[str, tuple[int, str]] = {}
    for heads in _anchored(path):
        known |= heads
    return known


def _anchored(path: Path) -> Iterator[Heads]:
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            heads = json.loads(line)["heads"]
            yield {chain: (seq, mac) for chain, (seq, mac) in heads.items()}
