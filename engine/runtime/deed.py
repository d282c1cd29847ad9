"""One deed: one transaction, one moment, one case; whole or not at all."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from engine.assembly import Engine, Picture
from engine.model.act import digest_of
from engine.model.clock import at, now
from engine.model.errors import (
    DutyConflict,
    EffectRefused,
    EngineFailed,
    Fault,
    NotAllowed,
    StoreUnreachable,
    TooBusy,
    ZhangfaError,
)
from engine.model.reading import Receipt
from engine.runtime.aftermath import record_incident, record_refusal
from engine.runtime.failpoint import failpoint
from engine.runtime.plain import plain_dict
from engine.store.unit import Unit

ATTEMPTS = 3
PAUSE_S = 0.05

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: the verb, by whom (empty: the system itself), about what.

    `body` is what the idempotency key `key` stands for; `about` what an incident must
    know to try a machine's deed again. Plain values only.
    """

    verb: str
    by: str = ""
    case_id: str = ""
    task_id: str = ""
    key: str = ""
    body: Mapping[str, object] = field(default_factory=dict)
    about: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed under way: its transaction, its moment, the office as it stands."""

    engine: Engine
    unit: Unit
    ask: Ask
    now: datetime
    picture: Picture


def carry_out(engine: Engine, ask: Ask, work: Callable[[Deed], T]) -> T:
    """Do the work in one transaction and commit it, or leave nothing behind.

    A refusal rolls back; one for want of authority is kept on the office's chain. A
    fault rolls back too, and a small transaction of its own records an incident, so
    that one bad case never stops another.
    """
    with at(engine.clock()):
        try:
            return _attempt(engine, ask, work)
        except (NotAllowed, DutyConflict) as refusal:
            record_refusal(
                engine,
                ask.verb,
                ask.by,
                refusal,
                case_id=ask.case_id,
                task_id=ask.task_id,
            )
            raise
        except (StoreUnreachable, TooBusy):
            raise
        except EffectRefused as fault:
            # It refuses an official's whole deed; nobody would see a machine's.
            if not ask.by:
                _keep_incident(engine, ask, fault)
            raise
        except Fault as fault:
            _keep_incident(engine, ask, fault)
            raise
        except ZhangfaError:
            raise
        except Exception as error:
            unforeseen = EngineFailed(
                element_id="", why=f"{type(error).__name__}: {error}"
            )
            _keep_incident(engine, ask, unforeseen)
            raise unforeseen from error


def _keep_incident(engine: Engine, ask: Ask, fault: Fault) -> None:
    record_incident(
        engine,
        ask.verb,
        fault,
        case_id=ask.case_id,
        task_id=ask.task_id,
        about=ask.about,
    )


def _attempt(engine: Engine, ask: Ask, work: Callable[[Deed], T]) -> T:
    """Repeat the whole unit when the database asks for it, a little apart."""
    for attempt in range(1, ATTEMPTS):
        try:
            return _once(engine, ask, work)
        except TooBusy:
            time.sleep(PAUSE_S * attempt * (1 + random.random()))  # noqa: S311 (jitter, not a secret)
    return _once(engine, ask, work)


def _once(engine: Engine, ask: Ask, work: Callable[[Deed], T]) -> T:
    failpoint(ask.verb, "before_begin")
    with engine.store.begin() as unit:
        deed = Deed(engine, unit, ask, now(), engine.library.picture(unit))
        done = work(deed)
        failpoint(ask.verb, "before_commit")
    failpoint(ask.verb, "after_commit")
    return done


def repeatable(engine: Engine, ask: Ask, work: Callable[[Deed], Receipt]) -> Receipt:
    """Do the work once per idempotency key: a repeat gets the receipt that was kept."""
    if not ask.key:
        return carry_out(engine, ask, work)

    def once_per_key(deed: Deed) -> Receipt:
        kept = deed.unit.idempotency.claim(
            ask.by,
            ask.key,
            verb=ask.verb,
            body_hash=digest_of(
                plain_dict(ask.body) | {"case_id": ask.case_id, "task_id": ask.task_id}
            ),
            at=deed.now,
        )
        if kept is not None:
            return kept
        failpoint(ask.verb, "after_key")
        receipt = work(deed)
        deed.unit.idempotency.keep(ask.by, ask.key, receipt)
        return receipt

    return carry_out(engine, ask, once_per_key)
