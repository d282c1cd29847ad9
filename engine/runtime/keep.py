"""Keep a message that nothing waits for yet."""

from collections.abc import Mapping
from datetime import timedelta

from engine.model.identity import new_id
from engine.model.waiting import PendingMessage
from engine.runtime.deed import Deed

EXPIRES_AFTER = timedelta(days=30)


def keep_message(deed: Deed, told: Mapping[str, object], key: str) -> None:
    """Keep it until something waits for it, or it has waited for too long."""
    deed.unit.messages.keep(message_of(deed, told, key))


def message_of(deed: Deed, told: Mapping[str, object], key: str) -> PendingMessage:
    """Return the message as it is kept.

    Args:
        told: `name`, `correlation`, `payload`, `cause` and, where it is for one case
            alone, `to_case`, as an outbox row has them.
        key: The same message is kept once, however often it comes.
    """
    payload = told["payload"]
    return PendingMessage(
        message_id=new_id(deed.now),
        name=str(told["name"]),
        correlation=str(told["correlation"]),
        payload=payload if isinstance(payload, Mapping) else {},
        dedupe_key=key,
        cause=str(told["cause"]),
        sent_at=deed.now,
        expires_at=deed.now + EXPIRES_AFTER,
        to_case=str(told.get("to_case") or ""),
    )
