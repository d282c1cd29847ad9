"""Read which elements and flows a published version has, by id."""

from engine.assembly import Engine
from engine.runtime.looking import look


def read_drawn(engine: Engine, version_id: str) -> frozenset[str]:
    """Return the ids that a version's diagram uses; none for no version."""
    if not version_id:
        return frozenset()
    with look(engine) as here:
        diagram = engine.library.procedure(here.unit, version_id).diagram
        return frozenset({*diagram.elements, *diagram.flows})
