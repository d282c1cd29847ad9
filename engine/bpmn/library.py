"""What the pinned SpiffWorkflow 3.2.0 must do otherwise inside this house.

Installed once, when this module is imported; tests compare the result with the
library as it is shipped.
"""

import secrets
from datetime import datetime, tzinfo
from importlib.metadata import version
from typing import Any, Self

from SpiffWorkflow import task as task_module
from SpiffWorkflow.bpmn.specs.event_definitions import timer
from SpiffWorkflow.bpmn.util.task import BpmnTaskIterator
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskIterator

from engine.model import clock

PINNED = "3.2.0"
LIBRARY = f"SpiffWorkflow {PINNED}"

# Its default is 1000, beyond which it calls a living case finished; we stop at 900.
_BEYOND_OUR_BUDGET = 1_000_000


class DeedDatetime(datetime):
    """What the library's timers take for `datetime`: our clock, never the machine's."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromtimestamp(clock.now().timestamp(), tz)


def token_id() -> str:
    """Return a new task's id: the same text in state, row and address."""
    return secrets.token_hex(16)


def _set_state(self: Any, value: int) -> None:
    """Set the state without collecting log extras, and tell the task's table."""
    before = self._state
    self._state = value
    if value != before:
        moved = getattr(self.workflow, "task_moved", None)
        if moved is not None:
            moved(self, before, value)


def _inherit_data(self: Any) -> None:
    """Take over the parent's values key by key.

    The library merges nested values in place, and shares them between branches.
    """
    self.data = {**self.data, **self.parent.data}


def _is_descendant_of(self: Any, task: Any) -> bool:
    """Walk up without recursion, which would end before our depth budget does."""
    tasks = self.workflow.tasks
    above = self._parent
    while above is not None:
        if above == task.id:
            return True
        parent = tasks.get(above)
        above = parent._parent if parent is not None else None
    return False


def _install() -> None:
    if version("SpiffWorkflow") != PINNED:
        raise RuntimeError(f"SpiffWorkflow must be {PINNED}")
    timer.datetime = DeedDatetime
    task_module.uuid4 = token_id
    Task._set_state = _set_state
    Task._inherit_data = _inherit_data
    Task.is_descendant_of = _is_descendant_of
    TaskIterator.__init__.__defaults__ = (None, _BEYOND_OUR_BUDGET, True, None)
    BpmnTaskIterator.__init__.__defaults__ = (
        None,
        _BEYOND_OUR_BUDGET,
        True,
        False,
        None,
    )


_install()
