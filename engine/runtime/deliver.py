"""Deliver what deeds left in the outbox: first steps of cases, and messages.

At least once, and with an effect once: the row is locked and closed in the same deed
that does what it says.
"""

from collections.abc import Mapping
from datetime import timedelta

from engine.assembly import Engine
from engine.model.clock import at
from engine.model.errors import AnswersInvalid, Conflict, EngineFailed, Fault
from engine.model.waiting import Delivery, PendingMessage
from engine.runtime.aftermath import record_incident
from engine.runtime.at_hand import load_case
from engine.runtime.chain import Doer, Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.effects import START_CASE
from engine.runtime.filing import file_case, open_case
from engine.runtime.give_message import (
    content_of,
    give,
    give_kept,
    give_up,
    who_waits,
)
from engine.runtime.looking import look

VERB = "deliver"
EXPIRE = "expire"
DELIVERIES_A_TURN = 50
FIRST_PAUSE_S = 10
LONGEST_PAUSE_S = 3600
# What waits for an operator is tried again when the incident is, not by itself.
PARKED = timedelta(days=36500)


def deliver_due(engine: Engine) -> int:
    """Deliver what is due and return how much of it had an effect."""
    with look(engine) as seen:
        due = seen.unit.outbox.due(seen.now, DELIVERIES_A_TURN)
        kept = seen.unit.messages.matched(DELIVERIES_A_TURN)
        expired = seen.unit.messages.expired(seen.now, DELIVERIES_A_TURN)
    done = sum(_deliver(engine, delivery_id) for delivery_id in due)
    done += sum(_deliver_kept(engine, message) for message in kept)
    for message in expired:
        _expire(engine, message)
    return done


def _deliver(engine: Engine, delivery_id: str) -> bool:
    with look(engine) as seen:
        delivery = seen.unit.outbox.find(delivery_id)
    if delivery is None:
        return False
    case_id = _target(delivery)
    about = {"delivery_id": delivery_id}
    ask = Ask(VERB, case_id=case_id, about=about)

    def work(deed: Deed) -> bool:
        claimed = deed.unit.outbox.claim(delivery_id)
        if claimed is None:
            return False
        match claimed.kind:
            case "start_case":
                _begin(deed, claimed.payload)
            case "message":
                give(deed, claimed)
            case _:
                raise EngineFailed(element_id="", why=f"kind {claimed.kind}")
        return deed.unit.outbox.delivered(delivery_id, at=deed.now)

    try:
        return carry_out(engine, ask, work)
    except Conflict as error:
        _put_off(engine, delivery, str(error))
    except Fault as error:
        _put_off(engine, delivery, str(error), parked=True)
    return False


def _deliver_kept(engine: Engine, message: PendingMessage) -> bool:
    """Give a message that had waited to what waits for it by now."""
    with look(engine) as seen:
        found = who_waits(seen, message)
    case_id = found[0].case_id if len(found) == 1 else ""
    ask = Ask(VERB, case_id=case_id, about=content_of(message))

    def work(deed: Deed) -> bool:
        return give_kept(deed, message)

    try:
        return carry_out(engine, ask, work)
    except Conflict:
        return False
    except Fault:
        # Its incident holds all of it; kept as well it would fault at every turn.
        with at(engine.clock()) as moment, engine.store.begin() as unit:
            unit.messages.done(message.message_id, at=moment)
        return False


def _expire(engine: Engine, message: PendingMessage) -> None:
    """Let a message that nothing ever waited for become an incident."""
    if carry_out(engine, Ask(EXPIRE), lambda deed: give_up(deed, message)):
        with at(engine.clock()):
            record_incident(
                engine,
                EXPIRE,
                EngineFailed(element_id="", why=f"nobody waited for {message.name}"),
                about=content_of(message),
            )


def _target(delivery: Delivery) -> str:
    """Return the case that the delivery is for, if it names one."""
    name = "case_id" if delivery.kind == START_CASE else "to_case"
    return str(delivery.payload.get(name) or "")


def _begin(deed: Deed, payload: Mapping[str, object]) -> None:
    """Take the first step of a case that a deed reserved.

    Answers that fill its start form complete it. Where something is still missing,
    the form waits for whoever is to add it, with these answers in it.
    """
    at_hand = load_case(deed, str(payload["case_id"]))
    if at_hand.case.revision:
        return
    told = Told("start", details={"cause": payload["cause"]})
    answers = payload.get("answers")
    given = answers if isinstance(answers, Mapping) else {}
    try:
        if given:
            file_case(deed, at_hand, given, Doer(), told)
            return
    except AnswersInvalid as error:
        told = Told("start", details={**told.details, "missing": _fields_of(error)})
    receipt = open_case(deed, at_hand, Doer(), told)
    for task_id in receipt.task_ids if given else ():
        deed.unit.drafts.save(task_id, given, by=Doer().person_id, at=deed.now)


def _fields_of(error: AnswersInvalid) -> list[str]:
    fields = error.facts["fields"]
    return sorted(fields) if isinstance(fields, Mapping) else []


def _put_off(
    engine: Engine, delivery: Delivery, why: str, *, parked: bool = False
) -> None:
    """Try again later: after a pause that doubles, or when an operator says so."""
    pause = min(FIRST_PAUSE_S * 2**delivery.attempts, LONGEST_PAUSE_S)
    with at(engine.clock()) as moment, engine.store.begin() as unit:
        after = PARKED if parked else timedelta(seconds=pause)
        unit.outbox.failed(delivery.delivery_id, next_try=moment + after, why=why)
