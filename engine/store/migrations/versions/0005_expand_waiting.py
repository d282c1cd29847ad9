"""Expand: remember limits, timers, messages and the outbox."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Plain, Word

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "limits",
        sa.Column("case_id", Word, nullable=False, comment="case"),
        sa.Column(
            "key", Word, nullable=False, comment="key of the limit on the diagram"
        ),
        sa.Column(
            "token_id",
            Word,
            nullable=False,
            comment="engine task it runs for, empty where rework does not restart it",
        ),
        sa.Column(
            "element_id", Word, nullable=False, comment="element on which it is drawn"
        ),
        sa.Column(
            "started_at",
            Moment(),
            nullable=False,
            comment="moment its clock started (UTC), written by the record of a step",
        ),
        sa.Column(
            "due_at",
            Moment(),
            nullable=True,
            comment="due moment (UTC), null while what it starts from is not known",
        ),
        sa.Column(
            "remind_at",
            Moment(),
            nullable=True,
            comment="moment to remind (UTC), null for none or once done",
        ),
        sa.Column(
            "notify", Plain(), nullable=False, comment="principals to remind, JSON list"
        ),
        sa.Column(
            "reminded_at",
            Moment(),
            nullable=True,
            comment="moment a reminder went out (UTC), written by remind",
        ),
        sa.Column(
            "overdue_told_at",
            Moment(),
            nullable=True,
            comment="moment its running out was told (UTC), written by remind",
        ),
        sa.Column(
            "ended_at",
            Moment(),
            nullable=True,
            comment="moment its clock stopped (UTC), written by the record of a step",
        ),
        sa.Column(
            "extended_by",
            sa.Integer(),
            nullable=False,
            comment="seq of the act that extended it, 0 for none",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.case_id"], name=op.f("fk_limits_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("case_id", "key", "token_id", name=op.f("pk_limits")),
        comment="Time limits of cases: they remind and light lamps, and move nothing",
    )
    op.create_index(
        "ix_limits_due",
        "limits",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("overdue_told_at IS NULL AND ended_at IS NULL"),
        postgresql_where=sa.text("overdue_told_at IS NULL AND ended_at IS NULL"),
    )
    op.create_index(
        "ix_limits_remind",
        "limits",
        ["remind_at"],
        unique=False,
        sqlite_where=sa.text("reminded_at IS NULL AND ended_at IS NULL"),
        postgresql_where=sa.text("reminded_at IS NULL AND ended_at IS NULL"),
    )
    op.create_table(
        "timers",
        sa.Column("case_id", Word, nullable=False, comment="case"),
        sa.Column(
            "token_id",
            Word,
            nullable=False,
            comment="engine task id of the event (hex)",
        ),
        sa.Column(
            "seq",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="counts the firings of a cycle from 1",
        ),
        sa.Column("element_id", Word, nullable=False, comment="BPMN id of the event"),
        sa.Column(
            "due_at",
            Moment(),
            nullable=False,
            comment="due moment (UTC), written by the record of a step",
        ),
        sa.Column(
            "next_try_at",
            Moment(),
            nullable=False,
            comment="due moment, or after a fault when to try again (UTC)",
        ),
        sa.Column(
            "attempts", sa.Integer(), nullable=False, comment="how often firing failed"
        ),
        sa.Column(
            "last_error",
            sa.Text(),
            nullable=False,
            comment="what the last fault was, or empty",
        ),
        sa.Column(
            "fired_at",
            Moment(),
            nullable=True,
            comment="moment it fired (UTC); set once, by fire",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.case_id"], name=op.f("fk_timers_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("case_id", "token_id", "seq", name=op.f("pk_timers")),
        comment="Timer events waited for; the row is the truth for the due moment",
    )
    op.create_index(
        "ix_timers_next",
        "timers",
        ["next_try_at"],
        unique=False,
        sqlite_where=sa.text("fired_at IS NULL"),
        postgresql_where=sa.text("fired_at IS NULL"),
    )
    op.create_table(
        "message_subscriptions",
        sa.Column("case_id", Word, nullable=False, comment="case"),
        sa.Column(
            "token_id", Word, nullable=False, comment="engine task id that waits (hex)"
        ),
        sa.Column(
            "element_id",
            Word,
            nullable=False,
            comment="BPMN id of the element that waits",
        ),
        sa.Column("name", Word, nullable=False, comment="name of the message"),
        sa.Column(
            "correlation",
            Word,
            nullable=False,
            comment="correlation value that it must bear",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.case_id"],
            name=op.f("fk_message_subscriptions_case_id_cases"),
        ),
        sa.PrimaryKeyConstraint(
            "case_id", "token_id", name=op.f("pk_message_subscriptions")
        ),
        comment="Messages that cases wait for",
    )
    op.create_index(
        op.f("ix_message_subscriptions_name_correlation"),
        "message_subscriptions",
        ["name", "correlation"],
        unique=False,
    )
    op.create_table(
        "pending_messages",
        sa.Column(
            "message_id", Word, nullable=False, comment="32 hex digits, made by deliver"
        ),
        sa.Column("name", Word, nullable=False, comment="name of the message"),
        sa.Column("correlation", Word, nullable=False, comment="its correlation value"),
        sa.Column(
            "payload", Plain(), nullable=False, comment="what it carries, plain JSON"
        ),
        sa.Column(
            "dedupe_key", Word, nullable=False, comment="the same message is kept once"
        ),
        sa.Column("cause", Word, nullable=False, comment="act that sent it, chain/seq"),
        sa.Column(
            "sent_at", Moment(), nullable=False, comment="moment it was sent (UTC)"
        ),
        sa.Column(
            "expires_at",
            Moment(),
            nullable=False,
            comment="moment it becomes an incident (UTC)",
        ),
        sa.Column(
            "done_at",
            Moment(),
            nullable=True,
            comment="moment it was delivered or given up (UTC), written by deliver",
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_pending_messages")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_pending_messages_dedupe_key")),
        comment="Messages that nothing waits for yet",
    )
    op.create_index(
        "ix_pending_messages_expiry",
        "pending_messages",
        ["expires_at"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index(
        op.f("ix_pending_messages_name_correlation"),
        "pending_messages",
        ["name", "correlation"],
        unique=False,
    )
    op.create_table(
        "outbox",
        sa.Column(
            "delivery_id",
            Word,
            nullable=False,
            comment="32 hex digits, made by the record of a step",
        ),
        sa.Column(
            "kind",
            Word,
            nullable=False,
            comment="what is to be done: message, start_case, mail…",
        ),
        sa.Column(
            "dedupe_key",
            Word,
            nullable=False,
            comment="the same delivery is written once",
        ),
        sa.Column(
            "case_id",
            Word,
            nullable=False,
            comment="case whose deed wrote it, or empty",
        ),
        sa.Column("payload", Plain(), nullable=False, comment="arguments, plain JSON"),
        sa.Column(
            "created_at",
            Moment(),
            nullable=False,
            comment="moment it was written (UTC)",
        ),
        sa.Column(
            "next_try_at",
            Moment(),
            nullable=False,
            comment="moment of the next try (UTC), moved by deliver",
        ),
        sa.Column(
            "attempts",
            sa.Integer(),
            nullable=False,
            comment="how often delivering failed",
        ),
        sa.Column(
            "delivered_at",
            Moment(),
            nullable=True,
            comment="moment it was delivered or given up (UTC), written by deliver",
        ),
        sa.Column(
            "last_error",
            sa.Text(),
            nullable=False,
            comment="what the last fault was, or empty",
        ),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
        comment="What is to be done after the deed that wrote it",
    )
    op.create_index(op.f("ix_outbox_case_id"), "outbox", ["case_id"], unique=False)
    op.create_index(
        "ix_outbox_next",
        "outbox",
        ["next_try_at"],
        unique=False,
        sqlite_where=sa.text("delivered_at IS NULL"),
        postgresql_where=sa.text("delivered_at IS NULL"),
    )
