"""Tables of what waits: limits, timers, messages and the outbox."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, text

from engine.store.tables.base import METADATA
from engine.store.types import Moment, Plain, Word

LIMITS = Table(
    "limits",
    METADATA,
    Column(
        "case_id", Word, ForeignKey("cases.case_id"), primary_key=True, comment="case"
    ),
    Column("key", Word, primary_key=True, comment="key of the limit on the diagram"),
    Column(
        "token_id",
        Word,
        primary_key=True,
        comment="engine task it runs for, empty where rework does not restart it",
    ),
    Column("element_id", Word, nullable=False, comment="element on which it is drawn"),
    Column(
        "started_at",
        Moment,
        nullable=False,
        comment="moment its clock started (UTC), written by the record of a step",
    ),
    Column(
        "due_at",
        Moment,
        comment="due moment (UTC), null while what it starts from is not known",
    ),
    Column(
        "remind_at",
        Moment,
        comment="moment to remind (UTC), null for none or once done",
    ),
    Column("notify", Plain, nullable=False, comment="principals to remind, JSON list"),
    Column(
        "reminded_at",
        Moment,
        comment="moment a reminder went out (UTC), written by remind",
    ),
    Column(
        "overdue_told_at",
        Moment,
        comment="moment its running out was told (UTC), written by remind",
    ),
    Column(
        "ended_at",
        Moment,
        comment="moment its clock stopped (UTC), written by the record of a step",
    ),
    Column(
        "extended_by",
        Integer,
        nullable=False,
        comment="seq of the act that extended it, 0 for none",
    ),
    Column(
        "warn_at",
        Moment,
        comment="moment from which its lamp is yellow (UTC); by the record of a step",
    ),
    Column(
        "unit",
        Word,
        nullable=False,
        server_default="",
        comment="hours, calendar_days or working_days, as it was set",
    ),
    Index(
        "ix_limits_remind",
        "remind_at",
        sqlite_where=text("reminded_at IS NULL AND ended_at IS NULL"),
        postgresql_where=text("reminded_at IS NULL AND ended_at IS NULL"),
    ),
    Index(
        "ix_limits_due",
        "due_at",
        sqlite_where=text("overdue_told_at IS NULL AND ended_at IS NULL"),
        postgresql_where=text("overdue_told_at IS NULL AND ended_at IS NULL"),
    ),
    comment="Time limits of cases: they remind and light lamps, and move nothing",
)

TIMERS = Table(
    "timers",
    METADATA,
    Column(
        "case_id", Word, ForeignKey("cases.case_id"), primary_key=True, comment="case"
    ),
    Column(
        "token_id", Word, primary_key=True, comment="engine task id of the event (hex)"
    ),
    Column(
        "seq",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="counts the firings of a cycle from 1",
    ),
    Column("element_id", Word, nullable=False, comment="BPMN id of the event"),
    Column(
        "due_at",
        Moment,
        nullable=False,
        comment="due moment (UTC), written by the record of a step",
    ),
    Column(
        "next_try_at",
        Moment,
        nullable=False,
        comment="due moment, or after a fault when to try again (UTC)",
    ),
    Column("attempts", Integer, nullable=False, comment="how often firing failed"),
    Column(
        "last_error", Text, nullable=False, comment="what the last fault was, or empty"
    ),
    Column("fired_at", Moment, comment="moment it fired (UTC); set once, by fire"),
    Index(
        "ix_timers_next",
        "next_try_at",
        sqlite_where=text("fired_at IS NULL"),
        postgresql_where=text("fired_at IS NULL"),
    ),
    comment="Timer events waited for; the row is the truth for the due moment",
)

SUBSCRIPTIONS = Table(
    "message_subscriptions",
    METADATA,
    Column(
        "case_id", Word, ForeignKey("cases.case_id"), primary_key=True, comment="case"
    ),
    Column(
        "token_id", Word, primary_key=True, comment="engine task id that waits (hex)"
    ),
    Column(
        "element_id", Word, nullable=False, comment="BPMN id of the element that waits"
    ),
    Column("name", Word, nullable=False, comment="name of the message"),
    Column(
        "correlation",
        Word,
        nullable=False,
        comment="correlation value that it must bear",
    ),
    Index(None, "name", "correlation"),
    comment="Messages that cases wait for",
)

PENDING_MESSAGES = Table(
    "pending_messages",
    METADATA,
    Column(
        "message_id", Word, primary_key=True, comment="32 hex digits, made by deliver"
    ),
    Column("name", Word, nullable=False, comment="name of the message"),
    Column("correlation", Word, nullable=False, comment="its correlation value"),
    Column("payload", Plain, nullable=False, comment="what it carries, plain JSON"),
    Column(
        "dedupe_key",
        Word,
        nullable=False,
        unique=True,
        comment="the same message is kept once",
    ),
    Column("cause", Word, nullable=False, comment="act that sent it, chain/seq"),
    Column(
        "to_case",
        Word,
        nullable=False,
        server_default="",
        comment="the only case that it is for, or empty; written by deliver",
    ),
    Column("sent_at", Moment, nullable=False, comment="moment it was sent (UTC)"),
    Column(
        "expires_at",
        Moment,
        nullable=False,
        comment="moment it becomes an incident (UTC)",
    ),
    Column(
        "done_at",
        Moment,
        comment="moment it was delivered or given up (UTC), written by deliver",
    ),
    Index(None, "name", "correlation"),
    Index(
        "ix_pending_messages_expiry",
        "expires_at",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
    comment="Messages that nothing waits for yet",
)

OUTBOX = Table(
    "outbox",
    METADATA,
    Column(
        "delivery_id",
        Word,
        primary_key=True,
        comment="32 hex digits, made by the record of a step",
    ),
    Column(
        "kind",
        Word,
        nullable=False,
        comment="what is to be done: message, start_case, mail…",
    ),
    Column(
        "dedupe_key",
        Word,
        nullable=False,
        unique=True,
        comment="the same delivery is written once",
    ),
    Column(
        "case_id", Word, nullable=False, comment="case whose deed wrote it, or empty"
    ),
    Column("payload", Plain, nullable=False, comment="arguments, plain JSON"),
    Column("created_at", Moment, nullable=False, comment="moment it was written (UTC)"),
    Column(
        "next_try_at",
        Moment,
        nullable=False,
        comment="moment of the next try (UTC), moved by deliver",
    ),
    Column("attempts", Integer, nullable=False, comment="how often delivering failed"),
    Column(
        "delivered_at",
        Moment,
        comment="moment it was delivered or given up (UTC), written by deliver",
    ),
    Column(
        "last_error", Text, nullable=False, comment="what the last fault was, or empty"
    ),
    Index(
        "ix_outbox_next",
        "next_try_at",
        sqlite_where=text("delivered_at IS NULL"),
        postgresql_where=text("delivered_at IS NULL"),
    ),
    Index(None, "case_id"),
    comment="What is to be done after the deed that wrote it",
)
