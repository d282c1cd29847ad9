"""The outbox rows of a step: messages it threw, and that its case has ended."""

from collections.abc import Mapping

from engine.model.act import Act
from engine.model.advance import Advance
from engine.model.case import Case
from engine.model.identity import new_id
from engine.model.waiting import Delivery
from engine.runtime.deed import Deed
from engine.runtime.plain import plain_dict

MESSAGE = "message"
CASE_ENDED = "case_ended"


def write_outbox(deed: Deed, case: Case, act: Act, advance: Advance) -> None:
    """Write what the step sends, and to who waits for it that the case has ended."""
    cause = f"{act.chain}/{act.seq}"
    deliveries = [
        message_delivery(
            deed,
            case.case_id,
            name=each.name,
            correlation=each.correlation,
            payload=each.payload,
            key=f"{cause}/{number}",
            cause=cause,
        )
        for number, each in enumerate(advance.thrown)
    ]
    if not case.is_open:
        deliveries += _endings(deed, case, advance, cause)
    deed.unit.outbox.add_many(deliveries)


def _endings(deed: Deed, case: Case, advance: Advance, cause: str) -> list[Delivery]:
    """Return a message to each case that waits for how this one ended."""
    register = deed.unit.registers.of_case(case.case_id)
    payload = {
        "outcome": case.outcome,
        "case_id": case.case_id,
        "number": case.number,
        "register": dict(register) | plain_dict(advance.register),
    }
    return [
        message_delivery(
            deed,
            case.case_id,
            name=CASE_ENDED,
            correlation=case.case_id,
            payload=payload,
            key=f"{cause}/ended/{source}",
            cause=cause,
            to_case=source,
        )
        for source in _waiting_for(deed, case)
    ]


def _waiting_for(deed: Deed, case: Case) -> list[str]:
    """Return the cases that led to this one and whose diagram asks for its end."""
    links = deed.unit.links.of_case(case.case_id)
    sources = {link.from_case for link in links if link.to_case == case.case_id}
    if not sources:
        return []
    found = deed.unit.cases.find_many(sources)
    return [
        case_id
        for case_id, source in found.items()
        if source.is_open and _asks_for_end(deed, source.version_id)
    ]


def _asks_for_end(deed: Deed, version_id: str) -> bool:
    procedure = deed.engine.library.procedure(deed.unit, version_id)
    return any(
        each.message is not None and each.message.name == CASE_ENDED
        for each in procedure.diagram.elements.values()
    )


def message_delivery(
    deed: Deed,
    case_id: str,
    *,
    name: str,
    correlation: str,
    payload: Mapping[str, object],
    key: str,
    cause: str,
    to_case: str = "",
    to_token: str = "",
) -> Delivery:
    """Return the outbox row of a message.

    `to_case` names the only case that it is for; `to_token` who waited there when a
    signal was given.
    """
    return Delivery(
        delivery_id=new_id(deed.now),
        kind=MESSAGE,
        dedupe_key=key,
        payload={
            "name": name,
            "correlation": correlation,
            "payload": plain_dict(payload),
            "cause": cause,
            "to_case": to_case,
            "to_token": to_token,
        },
        created_at=deed.now,
        next_try_at=deed.now,
        case_id=case_id,
    )
