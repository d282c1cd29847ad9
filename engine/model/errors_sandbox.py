"""Refusals of sandboxes and of recording; their sentences stand in `forms`."""

from engine.model.errors import Conflict, Invalid, NotFound


class SandboxNotFound(NotFound):
    code = "sandbox_not_found"


class TooManySandboxes(Conflict):
    """Facts: most (how many one person may have at a time)."""

    code = "too_many_sandboxes"


class ClockMovesForward(Invalid):
    """A sandbox's clock was to stand still or go back. Facts: moment (where it is)."""

    code = "clock_moves_forward"


class NothingAwaited(Conflict):
    """No timer, limit or reminder lies ahead of a sandbox's clock."""

    code = "nothing_awaited"


class NeverSettles(Conflict):
    """What is due breeds what is due, for ever. Facts: rounds."""

    code = "never_settles"


class NotRecordable(Invalid):
    """A walk cannot be told in the sentences that there are. Facts: why (zh)."""

    code = "not_recordable"


class ScenarioNameTaken(Conflict):
    """Facts: name."""

    code = "scenario_name_taken"
