"""Keep a refusal that no deed could keep: it was refused before there was one."""

from engine.assembly import Engine
from engine.model.clock import at
from engine.model.errors import NotAllowed
from engine.runtime.aftermath import record_refusal


def keep_refusal(engine: Engine, tried: str, refusal: NotAllowed, *, by: str) -> None:
    """Put it on the office's chain who tried what, unless a deed has done so."""
    if refusal.is_kept:
        return
    with at(engine.clock()):
        record_refusal(engine, tried, by, refusal)
