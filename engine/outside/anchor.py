"""The anchor: heads of all audit chains, appended outside the database.

Whoever cuts the tail off a chain in the database cannot cut it off here; the file
belongs on another machine or account.
"""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

Heads = Mapping[str, tuple[int, str]]


def append_heads(path: Path, heads: Heads, *, at: datetime) -> int:
    """Append the heads that moved since they were last anchored; return how many.

    `heads`: {chain: (seq of its last act, that act's MAC)}.
    """
    known = read_heads(path)
    moved = {chain: head for chain, head in heads.items() if known.get(chain) != head}
    lines = [
        json.dumps({"at": at.isoformat(), "chain": chain, "seq": seq, "head": mac})
        for chain, (seq, mac) in sorted(moved.items())
    ]
    if lines:
        _append(path, "\n".join(lines) + "\n")
    return len(lines)


def read_heads(path: Path) -> Heads:
    """Return the head last anchored of each chain.

    A last line without its end was cut off by a crash while it was written: it was
    never acknowledged, and is passed over.

    Raises:
        ValueError: A line is not one of ours.
    """
    if not path.exists():
        return {}
    heads: dict[str, tuple[int, str]] = {}
    for line in path.read_text().splitlines(keepends=True):
        if not line.endswith("\n"):
            break
        told = json.loads(line)
        heads[told["chain"]] = (told["seq"], told["head"])
    return heads


def _append(path: Path, lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        whole = file.read()
        file.seek(whole.rfind(b"\n") + 1)
        file.truncate()
        file.write(lines.encode())
        file.flush()
        os.fsync(file.fileno())
