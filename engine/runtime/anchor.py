"""Anchors: the heads of all chains, kept outside the database too.

Whoever cuts a chain's tail and its head in the database still has them against them.
"""

from engine.assembly import Engine
from engine.outside.anchor import Heads, append_heads, read_heads
from engine.runtime.looking import look

FILE = "anchors.jsonl"


def anchor(engine: Engine) -> int:
    """Append the heads that have moved since the last anchor; return how many."""
    with look(engine) as seen:
        heads, moment = seen.unit.acts.heads(), seen.now
    begun = {chain: head for chain, head in heads.items() if head[0]}
    return append_heads(engine.settings.data / FILE, begun, at=moment)


def anchored(engine: Engine) -> Heads:
    """Return the head last anchored of each chain, {chain: (seq, MAC)}."""
    return read_heads(engine.settings.data / FILE)
