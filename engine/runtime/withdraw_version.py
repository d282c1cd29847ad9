"""Withdraw a version before the moment from which it would be in force."""

from engine.assembly import Engine
from engine.model.entitlement import DeskVerb
from engine.model.errors import ReasonMissing
from engine.model.errors_design import VersionMoved, VersionNotFound
from engine.model.procedure import VersionState
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_office
from engine.runtime.office_desk import keeper_of

VERB = "withdraw_version"


def withdraw_version(engine: Engine, version_id: str, *, by: str, reason: str) -> None:
    """Let a planned version never come into force; what is in force stays.

    Raises:
        ReasonMissing: There is no reason.
        RoleMissing: The person may not.
        VersionNotFound: There is no such version.
        VersionMoved: It is not planned, or its moment has come.
    """
    if not reason.strip():
        raise ReasonMissing

    def work(deed: Deed) -> None:
        doer = keeper_of(deed, DeskVerb.STOP)
        versions = deed.unit.versions
        version = versions.find(version_id)
        if version is None:
            raise VersionNotFound
        if version.begins_at <= deed.now or not versions.withdraw(
            version_id, VersionState.WITHDRAWN
        ):
            raise VersionMoved
        details = {"slug": version.slug, "number": version.number, "reason": reason}
        note_on_office(deed, doer, Told(VERB, details=details))

    carry_out(engine, Ask(VERB, by), work)
