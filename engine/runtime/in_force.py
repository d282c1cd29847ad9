"""Which version of a procedure a new case begins on."""

from engine.model.errors import ProcedureNotFound
from engine.model.errors_design import ProcedureStopped
from engine.model.procedure import Version, VersionState
from engine.store.unit import Unit


def version_to_start(unit: Unit, slug: str) -> Version:
    """Return the version that a new case runs on.

    Raises:
        ProcedureNotFound: Nothing of that name is in force.
        ProcedureStopped: What is in force takes no new cases.
    """
    version = unit.versions.current(slug)
    if version is None:
        raise ProcedureNotFound(slug=slug)
    if version.state is VersionState.STOPPED:
        raise ProcedureStopped(slug=slug)
    return version
