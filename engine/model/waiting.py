"""What a case waits for, and what waits for it: limits, timers, messages, outbox."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.model.case import CaseState
from engine.model.task import UserTask


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit of a case; it reminds and lights lamps, and never moves a token.

    One per case, key and token: `token_id` is empty where rework must not restart it.
    From `warn_at` on its lamp is yellow; `unit` is in what it was set. `extended_by` is
    the seq of the act that moved `due_at`, 0 for none.
    """

    case_id: str
    key: str
    element_id: str
    token_id: str
    started_at: datetime
    due_at: datetime | None
    remind_at: datetime | None
    notify: tuple[str, ...] = ()
    reminded_at: datetime | None = None
    overdue_told_at: datetime | None = None
    ended_at: datetime | None = None
    extended_by: int = 0
    warn_at: datetime | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer event that the engine waits for; `seq` counts a cycle's firings."""

    case_id: str
    token_id: str
    element_id: str
    due_at: datetime
    seq: int = 1
    attempts: int = 0
    next_try_at: datetime | None = None
    last_error: str = ""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A case waits for a message of this name and correlation at a token."""

    case_id: str
    token_id: str
    element_id: str
    name: str
    correlation: str


@dataclass(frozen=True, slots=True)
class PendingMessage:
    """A message that matched nothing yet; past `expires_at` it becomes an incident.

    `cause` is the act that sent it, `<chain>/<seq>`; `to_case` the only case that it
    is for, or empty.
    """

    message_id: str
    name: str
    correlation: str
    payload: Mapping[str, object]
    dedupe_key: str
    cause: str
    sent_at: datetime
    expires_at: datetime
    to_case: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the outbox: done after the deed that wrote it, at least once.

    `kind` is what is to be done (`message`, `start_case`…); `case_id` the case that
    sent it, or empty.
    """

    delivery_id: str
    kind: str
    dedupe_key: str
    payload: Mapping[str, object]
    created_at: datetime
    next_try_at: datetime
    case_id: str = ""
    attempts: int = 0
    delivered_at: datetime | None = None
    last_error: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """What withdrawing restores: the case as it was before its last deed.

    `revision` is the case's after the deed (`sealed` was sealed one revision earlier);
    `seq` the deed's act, `task_id` and `by` the task completed and who did it. `rows`
    is JSON of plain values, written and read by the runtime: `{register: {name:
    value}…}`. Tasks need none: their rows know which revision opened and closed them.
    """

    revision: int
    seq: int
    task_id: str
    by: str
    state: CaseState
    sealed: bytes = field(repr=False)
    rows: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """A line of a box as stored: ids where a reader is shown names.

    `key` pages on from this line; `principal` is through whom it is in this inbox.
    `task` is None for a case (STARTED) and for a notice, whose words are `text`.
    """

    key: str
    principal: str
    case_id: str
    slug: str
    number: str
    title: str
    case_state: CaseState
    outcome: str
    initiator: str
    initiator_unit: str
    since: datetime
    task: UserTask | None = None
    notice_id: str = ""
    text: str = ""
    urged: int = 0
