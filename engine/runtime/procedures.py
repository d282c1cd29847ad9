"""What is in force: every procedure by its slug, and the office as it stands."""

from collections.abc import Mapping

from engine.assembly import Engine
from engine.model.office import Office
from engine.model.procedure import Procedure
from engine.runtime.looking import look


def read_procedures(engine: Engine) -> Mapping[str, Procedure]:
    """Return the procedures in force, by slug."""
    with look(engine) as seen:
        return {
            version.slug: engine.library.procedure(seen.unit, version.version_id)
            for version in seen.unit.versions.all_in_force()
        }


def read_office(engine: Engine) -> Office:
    """Return the office as it stands."""
    with look(engine) as seen:
        return seen.office
