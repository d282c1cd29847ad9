"""Make a draft of a procedure: from the version in force."""

from engine.assembly import Engine
from engine.content.bundle import unpack
from engine.model.entitlement import DeskVerb
from engine.model.errors import ProcedureNotFound
from engine.model.procedure_draft import ProcedureDraft
from engine.runtime.aftermath import doer_of
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.drafting import lay_draft
from engine.runtime.note import note_on_office
from engine.runtime.roles import must_be_allowed

VERB = "make_draft"


def make_draft(engine: Engine, slug: str, *, by: str) -> ProcedureDraft:
    """Make a draft of the version in force, or stopped; there may be several.

    Raises:
        RoleMissing: The person is no designer.
        ProcedureNotFound: Nothing of that name is in force.
    """

    def work(deed: Deed) -> ProcedureDraft:
        must_be_allowed(deed, DeskVerb.DESIGN, by)
        version = deed.unit.versions.current(slug)
        if version is None:
            raise ProcedureNotFound(slug=slug)
        bundle = unpack(deed.unit.versions.bundle(version.version_id))
        draft = lay_draft(deed, bundle, based_on=version.version_id, by=by)
        details = {"slug": slug, "draft_id": draft.draft_id}
        told = Told(VERB, details=details | {"based_on": version.version_id})
        note_on_office(deed, doer_of(engine, deed.unit, by), told)
        return draft

    return carry_out(engine, Ask(VERB, by), work)
