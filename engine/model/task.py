"""A user task: one thing that waits for an official."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TaskState(StrEnum):
    OPEN = "open"
    CLAIMED = "claimed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class UserTask:
    """`version` moves with claim, release, transfer and draft: the page's stale check.

    `round` counts how often its element has been opened in the case; `transfers` how
    often it was passed on (article 66 allows one).

    A task with `asked_for` is no step of the diagram: it asks one official for their
    opinion (加签) before the task of that id is decided. `asked` counts how many were
    asked so.

    `due_at`, `warn_at` (from which its lamp is yellow) and `due_unit` are those of the
    limit that it is under, its own or that of a scope around it.
    """

    task_id: str
    case_id: str
    token_id: str
    element_id: str
    name: str
    form: str
    state: TaskState
    version: int
    candidates: tuple[str, ...]
    item: str
    round: int
    reserved: bool
    context: Mapping[str, object]
    opened_at: datetime
    due_at: datetime | None
    claimed_by: str
    claimed_under: str
    completed_by: str
    completed_at: datetime | None
    transfers: int
    asked_for: str = ""
    asked: int = 0
    warn_at: datetime | None = None
    due_unit: str = ""
