"""Messages: who waits for which, and those that nobody waits for yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, exists, select, update

from engine.model.waiting import PendingMessage, Subscription
from engine.store.rows import insert_once, row_of, upsert, value_of, write
from engine.store.tables.waiting import PENDING_MESSAGES, SUBSCRIPTIONS

_FACTS = tuple(c for c in PENDING_MESSAGES.c if c.name != "done_at")
_PENDING = PENDING_MESSAGES.c.done_at.is_(None)
_KEPT = (
    select(*_FACTS)
    .where(_PENDING)
    .order_by(PENDING_MESSAGES.c.sent_at, _FACTS[0])
    .limit(bindparam("size"))
)
_MATCHED = _KEPT.where(
    exists().where(
        SUBSCRIPTIONS.c.name == PENDING_MESSAGES.c.name,
        SUBSCRIPTIONS.c.correlation == PENDING_MESSAGES.c.correlation,
        PENDING_MESSAGES.c.to_case.in_(["", SUBSCRIPTIONS.c.case_id]),
    )
)
_EXPIRED = _KEPT.where(PENDING_MESSAGES.c.expires_at < bindparam("now"))
_WAITING = select(SUBSCRIPTIONS).order_by(
    SUBSCRIPTIONS.c.case_id, SUBSCRIPTIONS.c.token_id
)
_OF_CASE = _WAITING.where(SUBSCRIPTIONS.c.case_id == bindparam("case_id"))
_NAMED = _WAITING.where(
    SUBSCRIPTIONS.c.name == bindparam("name"),
    SUBSCRIPTIONS.c.correlation == bindparam("correlation"),
)
_NAMED_OF_CASE = _NAMED.where(SUBSCRIPTIONS.c.case_id == bindparam("case_id"))


class Messages:
    """Repository of subscriptions and pending messages."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace_for_case(
        self, case_id: str, subscriptions: Sequence[Subscription]
    ) -> None:
        """Let the case wait for exactly these messages."""
        tokens = [each.token_id for each in subscriptions]
        gone = delete(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.case_id == case_id)
        self._connection.execute(gone.where(SUBSCRIPTIONS.c.token_id.not_in(tokens)))
        statement = upsert(self._connection, SUBSCRIPTIONS)
        write(self._connection, statement, [row_of(each) for each in subscriptions])

    def of_case(self, case_id: str) -> tuple[Subscription, ...]:
        return self._subscriptions(_OF_CASE, case_id=case_id)

    def match(
        self, name: str, correlation: str, *, to_case: str = ""
    ) -> tuple[Subscription, ...]:
        """Return who waits for it; more than one is for the caller to judge.

        `to_case` is the only case that it is for, if it is for one alone.
        """
        named = {"name": name, "correlation": correlation}
        if to_case:
            return self._subscriptions(_NAMED_OF_CASE, case_id=to_case, **named)
        return self._subscriptions(_NAMED, **named)

    def keep(self, message: PendingMessage) -> bool:
        """Keep a message that nothing waits for; False if it is kept already."""
        return insert_once(self._connection, PENDING_MESSAGES, row_of(message))

    def matched(self, size: int) -> tuple[PendingMessage, ...]:
        """Return kept messages that something waits for by now."""
        return self._pending(_MATCHED, size=size)

    def expired(self, now: datetime, size: int) -> tuple[PendingMessage, ...]:
        """Return kept messages whose time has run out."""
        return self._pending(_EXPIRED, now=now, size=size)

    def done(self, message_id: str, *, at: datetime) -> bool:
        """Note that it was delivered or given up; False if it had been already."""
        mine = PENDING_MESSAGES.c.message_id == message_id
        change = update(PENDING_MESSAGES).where(mine, _PENDING).values(done_at=at)
        return self._connection.execute(change).rowcount == 1

    def _subscriptions(
        self, statement: Select[Any], **given: str
    ) -> tuple[Subscription, ...]:
        rows = self._connection.execute(statement, given).mappings()
        return tuple(value_of(Subscription, row) for row in rows)

    def _pending(
        self, statement: Select[Any], **given: object
    ) -> tuple[PendingMessage, ...]:
        rows = self._connection.execute(statement, given).mappings()
        return tuple(value_of(PendingMessage, row) for row in rows)
