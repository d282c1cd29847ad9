"""What is in force: every procedure by its slug, and the office as it stands."""

from collections.abc import Mapping

from engine.assembly import Engine
from engine.model.office import Office
from engine.model.procedure import Procedure
from engine.runtime.looking import Here, look


def read_procedures(engine: Engine) -> Mapping[str, Procedure]:
    """Return the procedures in force, by slug."""
    with look(engine) as seen:
        return in_force(seen)


def in_force(here: Here) -> Mapping[str, Procedure]:
    """Return the procedures in force, by slug, within a look or a deed.

    Those that take no new cases for now are among them: their cases go on.
    """
    library = here.engine.library
    return {
        version.slug: library.procedure(here.unit, version.version_id)
        for version in here.unit.versions.all_current()
    }


def read_office(engine: Engine) -> Office:
    """Return the office as it stands."""
    with look(engine) as seen:
        return seen.office
