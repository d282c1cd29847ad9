"""Fail-points: named steps of a deed at which a test lets the process die.

Nothing can be armed unless the environment of the starting process allows it, and an
office's does not: with ZHANGFA_FAILPOINTS=allowed, ZHANGFA_FAILPOINT=<name>:kill ends
the process, as `kill -9` does, the first time that it comes to the step.
"""

import os
import signal
from collections.abc import Mapping

ALLOWED = "ZHANGFA_FAILPOINTS"
ARMED = "ZHANGFA_FAILPOINT"
KILL = ":kill"


def armed_in(environment: Mapping[str, str]) -> str:
    """Return the name of the armed fail-point, empty where none is or may be."""
    told = environment.get(ARMED, "")
    allowed = environment.get(ALLOWED) == "allowed" and told.endswith(KILL)
    return told.removesuffix(KILL) if allowed else ""


_armed = armed_in(os.environ)


def failpoint(verb: str, step: str) -> None:
    """Die here, if this is the step that was armed for this verb."""
    if _armed and _armed == f"{verb}.{step}":
        os.kill(os.getpid(), signal.SIGKILL)
