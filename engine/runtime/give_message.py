"""Give a message to the case that waits for it: once, to one, and never to another.

What comes too early is kept until it is waited for. What comes to a case that has
ended changes nothing and stands on the office's chain.
"""

from engine.model.errors import EngineFailed
from engine.model.waiting import Delivery, PendingMessage, Subscription
from engine.runtime.at_hand import load_case, must_run, resume_run
from engine.runtime.chain import Doer, Told
from engine.runtime.deed import Deed
from engine.runtime.effects import settle
from engine.runtime.keep import message_of
from engine.runtime.looking import Here
from engine.runtime.note import note_on_office
from engine.runtime.record import record_step
from engine.runtime.written import Written

CASE_FINISHED = "case_finished"
WAITS_NO_LONGER = "waits_no_longer"


def give(deed: Deed, delivery: Delivery) -> None:
    """Give a message of the outbox to what waits for it, or keep it.

    Raises:
        EngineFailed: Several wait for it.
        Conflict: The case that waits does not run just now.
    """
    message = message_of(deed, delivery.payload, delivery.dedupe_key)
    to_token = str(delivery.payload.get("to_token") or "")
    waiting = tuple(
        each for each in who_waits(deed, message) if to_token in {"", each.token_id}
    )
    if waiting:
        _receive(deed, _only(waiting, message.name), message)
    elif _has_ended(deed, message.to_case):
        _note_undelivered(deed, message, CASE_FINISHED)
    elif to_token:
        _note_undelivered(deed, message, WAITS_NO_LONGER)
    else:
        deed.unit.messages.keep(message)


def give_kept(deed: Deed, message: PendingMessage) -> bool:
    """Give a kept message to what waits for it by now; False if nothing does.

    Raises:
        EngineFailed: Several wait for it.
        Conflict: The case that waits does not run just now.
    """
    waiting = who_waits(deed, message)
    if not waiting or not deed.unit.messages.done(message.message_id, at=deed.now):
        return False
    _receive(deed, _only(waiting, message.name), message)
    return True


def give_up(deed: Deed, message: PendingMessage) -> bool:
    """Give up a kept message; say whether an operator must look at it.

    The case that it was for may have ended without having waited for it: that is no
    fault of anybody's.
    """
    if not deed.unit.messages.done(message.message_id, at=deed.now):
        return False
    if _has_ended(deed, message.to_case):
        _note_undelivered(deed, message, CASE_FINISHED)
        return False
    return True


def who_waits(here: Here, message: PendingMessage) -> tuple[Subscription, ...]:
    """Return the subscriptions that the message fits."""
    return here.unit.messages.match(
        message.name, message.correlation, to_case=message.to_case
    )


def content_of(message: PendingMessage) -> dict[str, object]:
    """Return what an incident must know to send the message again."""
    return {
        "message": message.name,
        "correlation": message.correlation,
        "payload": message.payload,
        "cause": message.cause,
        "to_case": message.to_case,
    }


def _has_ended(deed: Deed, case_id: str) -> bool:
    """Say whether the one case that a message is for waits for nothing any more."""
    if not case_id:
        return False
    case = deed.unit.cases.find(case_id)
    return case is None or not case.is_open


def _only(waiting: tuple[Subscription, ...], name: str) -> Subscription:
    """Return the one that waits.

    Raises:
        EngineFailed: Several do, and nothing tells which is meant.
    """
    if len(waiting) > 1:
        cases = ", ".join(each.case_id for each in waiting)
        raise EngineFailed(element_id="", why=f"{name} is ambiguous: {cases}")
    return waiting[0]


def _receive(deed: Deed, waiting: Subscription, message: PendingMessage) -> None:
    at_hand = load_case(deed, waiting.case_id)
    must_run(at_hand.case)
    run = resume_run(deed, at_hand)
    run.receive(waiting.token_id, message.payload, waiting.name)
    advance, effects = settle(deed, at_hand, run, Doer())
    told = Told(
        "receive",
        element_id=waiting.element_id,
        details={
            "name": waiting.name,
            "cause": message.cause,
            "payload": message.payload,
        },
    )
    record_step(deed, at_hand, advance, Written(Doer(), told, effects=effects))


def _note_undelivered(deed: Deed, message: PendingMessage, why: str) -> None:
    """Keep on the office's chain what reached nobody: the case is not touched."""
    told = {**content_of(message), "why": why}
    note_on_office(deed, Doer(), Told("undelivered", details=told))
