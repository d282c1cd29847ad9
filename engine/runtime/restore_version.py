"""Restore an older version: as a draft, which passes the gate like any other."""

from engine.assembly import Engine
from engine.content.bundle import unpack
from engine.model.entitlement import DeskVerb
from engine.model.errors_design import VersionNotFound
from engine.model.procedure_draft import ProcedureDraft
from engine.runtime.aftermath import doer_of
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.drafting import lay_draft
from engine.runtime.note import note_on_office
from engine.runtime.roles import must_be_allowed

VERB = "restore_version"


def restore_version(engine: Engine, version_id: str, *, by: str) -> ProcedureDraft:
    """Make a draft of an older version, to take the place of what is in force.

    Raises:
        RoleMissing: The person is no designer.
        VersionNotFound: There is no such version.
    """

    def work(deed: Deed) -> ProcedureDraft:
        must_be_allowed(deed, DeskVerb.DESIGN, by)
        version = deed.unit.versions.find(version_id)
        if version is None:
            raise VersionNotFound
        current = deed.unit.versions.current(version.slug)
        bundle = unpack(deed.unit.versions.bundle(version_id))
        based_on = current.version_id if current is not None else ""
        draft = lay_draft(deed, bundle, based_on=based_on, by=by)
        details = {
            "slug": version.slug,
            "number": version.number,
            "draft_id": draft.draft_id,
        }
        note_on_office(
            deed, doer_of(engine, deed.unit, by), Told(VERB, details=details)
        )
        return draft

    return carry_out(engine, Ask(VERB, by), work)
