"""Stop new cases on a version at once, and let them begin again."""

from engine.assembly import Engine
from engine.model.entitlement import DeskVerb
from engine.model.errors import ReasonMissing
from engine.model.errors_design import VersionMoved, VersionNotFound
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_office
from engine.runtime.office_desk import keeper_of


def stop_version(engine: Engine, version_id: str, *, by: str, reason: str) -> None:
    """Let no case begin on this version from now on; those under way go on.

    Raises:
        ReasonMissing: There is no reason.
        RoleMissing: The person may not.
        VersionNotFound: There is no such version.
        VersionMoved: It is not in force.
    """
    _move(engine, version_id, "stop_version", by=by, reason=reason)


def resume_version(engine: Engine, version_id: str, *, by: str, reason: str) -> None:
    """Let cases begin on a stopped version again.

    Raises:
        ReasonMissing: There is no reason.
        RoleMissing: The person may not.
        VersionNotFound: There is no such version.
        VersionMoved: It is not stopped.
    """
    _move(engine, version_id, "resume_version", by=by, reason=reason)


def _move(engine: Engine, version_id: str, verb: str, *, by: str, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing

    def work(deed: Deed) -> None:
        doer = keeper_of(deed, DeskVerb.STOP)
        versions = deed.unit.versions
        version = versions.find(version_id)
        if version is None:
            raise VersionNotFound
        move = versions.stop if verb == "stop_version" else versions.resume
        if not move(version_id):
            raise VersionMoved
        details = {"slug": version.slug, "number": version.number, "reason": reason}
        note_on_office(deed, doer, Told(verb, details=details))

    carry_out(engine, Ask(verb, by), work)
