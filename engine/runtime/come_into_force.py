"""Let the planned versions come into force whose moment has come."""

from engine.assembly import Engine
from engine.model.errors import Conflict, Fault
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.in_force import VERB, let_in
from engine.runtime.looking import look


def come_into_force(engine: Engine) -> int:
    """Let in what is due, each in a deed of its own; return how many it was."""
    with look(engine) as seen:
        due = [each.version_id for each in seen.unit.versions.due(seen.now)]
    return sum(_let_in(engine, version_id) for version_id in due)


def _let_in(engine: Engine, version_id: str) -> bool:
    def work(deed: Deed) -> bool:
        due = deed.unit.versions.due(deed.now)
        version = next((v for v in due if v.version_id == version_id), None)
        return version is not None and let_in(deed, version)

    try:
        return carry_out(engine, Ask(VERB), work)
    except (Conflict, Fault):
        return False
