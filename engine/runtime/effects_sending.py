"""Effects that send: a message to one case, a signal to every case that waits."""

from collections.abc import Mapping

from engine.runtime.applying import Applying, Result
from engine.runtime.record_sent import message_delivery


def send_message(applying: Applying) -> Result:
    """Send a message to the one case that waits for it, now or later."""
    deed, case = applying.deed, applying.at_hand.case
    payload = _payload(applying)
    name, correlation = applying.words("name"), applying.words("correlation")
    message = message_delivery(
        deed,
        case.case_id,
        name=name,
        correlation=correlation,
        payload=payload,
        key=f"{applying.cause}/{applying.halted.token_id}",
        cause=applying.cause,
    )
    deed.unit.outbox.add_many([message])
    return {"name": name, "correlation": correlation}


def send_signal(applying: Applying) -> Result:
    """Send one message to each case that waits for it now; a signal is not kept."""
    deed, case = applying.deed, applying.at_hand.case
    payload = _payload(applying)
    name, correlation = applying.words("name"), applying.words("correlation")
    waiting = deed.unit.messages.match(name, correlation)
    deed.unit.outbox.add_many(
        message_delivery(
            deed,
            case.case_id,
            name=name,
            correlation=correlation,
            payload=payload,
            key=f"{applying.cause}/{applying.halted.token_id}/{each.token_id}",
            cause=applying.cause,
            to_case=each.case_id,
            to_token=each.token_id,
        )
        for each in waiting
    )
    return {"name": name, "correlation": correlation, "sent": len(waiting)}


def _payload(applying: Applying) -> Mapping[str, object]:
    payload = applying.halted.arguments.get("payload") or {}
    if not isinstance(payload, Mapping):
        raise applying.refuse("payload_is_no_mapping")
    return payload
