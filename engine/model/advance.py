"""Everything that one engine run changed, as plain values; `record` writes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OpenedTask:
    """A user task that became ready.

    `token_id` is the engine's own task id (hex); `candidates` are principals such as
    `post:mayor`; `item` is the multi-instance item it is for (a principal), or empty;
    `context` holds what its form declared that it needs; `round` counts from 1 how
    often this element has been opened in the case (all instances of one fan-out share
    a round).
    """

    token_id: str
    element_id: str
    candidates: tuple[str, ...]
    item: str
    context: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class WaitingTimer:
    """A timer event that the engine waits for; the row is the truth for `due_at`."""

    token_id: str
    element_id: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """A message that the engine waits for, with its evaluated correlation value."""

    token_id: str
    element_id: str
    name: str
    correlation: str


@dataclass(frozen=True, slots=True)
class HaltedEffect:
    """A service task that waits for its effect's result."""

    token_id: str
    element_id: str
    operation: str
    arguments: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ThrownMessage:
    """A message that a throw event or send task gave out."""

    element_id: str
    name: str
    correlation: str
    payload: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StartedLimit:
    """A limit whose clock now runs; computed by `bpmn`, due by the calendar.

    `due_at` is None while the moment it starts from is not known yet; from `warn_at`
    on its lamp is yellow. `unit` is a `LimitUnit`.
    """

    key: str
    element_id: str
    token_id: str
    started_at: datetime
    due_at: datetime | None
    remind_at: datetime | None
    notify: tuple[str, ...]
    warn_at: datetime | None
    unit: str


@dataclass(frozen=True, slots=True)
class Advance:
    """What one run of the engine, from waiting to waiting, did.

    `state` is the unsealed state; `entered` are the ids of elements and flows walked,
    in order, repeats kept; `register` the register fields set, by name; `conflicts`
    the data keys on which parallel branches disagreed; `outcome` the last end event's
    outcome that carried one, when `finished`; `timers_moved` and
    `messages_moved` say whether what is waited for differs from before; `ended` are
    the tokens left by now, whatever their kind, whose limits ran.
    """

    state: bytes
    opened: tuple[OpenedTask, ...]
    closed: Mapping[str, str]
    entered: tuple[str, ...]
    halted: tuple[HaltedEffect, ...]
    timers: tuple[WaitingTimer, ...]
    messages: tuple[WaitingMessage, ...]
    thrown: tuple[ThrownMessage, ...]
    limits: tuple[StartedLimit, ...]
    register: Mapping[str, object]
    conflicts: tuple[str, ...]
    finished: bool
    outcome: str
    depth: int
    timers_moved: bool = True
    messages_moved: bool = True
    ended: tuple[str, ...] = ()
