"""Refusals of the designer and the gate; their sentences stand in `forms`."""

from engine.model.errors import Conflict, Invalid, NotAllowed, NotFound


class DraftNotFound(NotFound):
    code = "draft_not_found"


class DraftFileNotFound(NotFound):
    """Facts: path."""

    code = "draft_file_not_found"


class VersionNotFound(NotFound):
    code = "version_not_found"


class ProofNotFound(NotFound):
    code = "proof_not_found"


class DraftChanged(Conflict):
    """Somebody saved the draft meanwhile. Facts: by (name), at, revision."""

    code = "draft_changed"


class DraftClosed(Conflict):
    """It was published or discarded: nothing in it changes any more.

    Facts: why (published, discarded).
    """

    code = "draft_closed"


class ProofUnderWay(Conflict):
    """The same content is being proven already. Facts: proof_id."""

    code = "proof_under_way"


class VersionPlanned(Conflict):
    """Another version is to come into force. Facts: number, at (when)."""

    code = "version_planned"


class MomentPast(Invalid):
    """A version cannot be in force from a moment that is over."""

    code = "moment_past"


class ProcedureStopped(Conflict):
    """Nobody may begin a case of it for now. Facts: slug."""

    code = "procedure_stopped"


class ProcedureExists(Conflict):
    """A new procedure would take the name of one that is there. Facts: slug."""

    code = "procedure_exists"


class DraftFileRefused(Invalid):
    """Facts: path, why (path, file_too_large, not_utf8, file_needed, doctype…)."""

    code = "draft_file_refused"


class NotProven(Conflict):
    """No proof is about what would be published. Facts: words (zh)."""

    code = "not_proven"


class ProofUnfinished(Conflict):
    """It is under way, or broke off: there is nothing to sign."""

    code = "proof_unfinished"


class TrialNotPossible(Conflict):
    """Nothing can be measured by scenarios that do not hold. Facts: proof_id."""

    code = "trial_not_possible"


class AlreadySigned(Conflict):
    """Facts: kind (approve, legal, override)."""

    code = "already_signed"


class SignatureNotNeeded(Conflict):
    """There is nothing that such a signature would be for."""

    code = "signature_not_needed"


class VersionMoved(Conflict):
    """Another version came into force, or this one was stopped, meanwhile."""

    code = "version_moved"


class PublicationRefused(Invalid):
    """The gate refused it. Facts: words (zh), references, more (how many reasons)."""

    code = "publication_refused"


class Unsigned(NotAllowed):
    """A signature of somebody else is missing. Facts: words (zh)."""

    code = "unsigned"


class OwnWork(NotAllowed):
    """Nobody publishes alone. Facts: why (own_draft, signed_before)."""

    code = "own_work"


class ImportRefused(Invalid):
    """No draft can be made of it. Facts: why (slug, name, no_bundle, no_process…)."""

    code = "import_refused"
