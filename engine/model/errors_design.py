"""Refusals of the designer and the gate; their sentences stand in `forms`."""

from engine.model.errors import Conflict, Invalid, NotFound


class DraftNotFound(NotFound):
    code = "draft_not_found"


class DraftFileNotFound(NotFound):
    """Facts: path."""

    code = "draft_file_not_found"


class VersionNotFound(NotFound):
    code = "version_not_found"


class DraftChanged(Conflict):
    """Somebody saved the draft meanwhile. Facts: by (name), at, revision."""

    code = "draft_changed"


class DraftClosed(Conflict):
    """It was published or discarded: nothing in it changes any more.

    Facts: why (published, discarded).
    """

    code = "draft_closed"


class ProcedureStopped(Conflict):
    """Nobody may begin a case of it for now. Facts: slug."""

    code = "procedure_stopped"


class ProcedureExists(Conflict):
    """A new procedure would take the name of one that is there. Facts: slug."""

    code = "procedure_exists"


class DraftFileRefused(Invalid):
    """Facts: path, why (path, file_too_large, not_utf8, file_needed, doctype…)."""

    code = "draft_file_refused"
