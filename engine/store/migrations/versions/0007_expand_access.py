"""Expand: remember credentials, sessions and receipts."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Plain, Word

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "credentials",
        sa.Column("person_id", Word, nullable=False, comment="whose"),
        sa.Column(
            "password_hash",
            Word,
            nullable=False,
            comment="argon2id hash with its parameters",
        ),
        sa.Column(
            "changed_at",
            Moment(),
            nullable=False,
            comment="moment the password was set (UTC)",
        ),
        sa.Column(
            "failed",
            sa.Integer(),
            nullable=False,
            comment="wrong tries since the last right one, written by sign-in",
        ),
        sa.Column(
            "locked_until",
            Moment(),
            nullable=True,
            comment="no sign-in before this moment (UTC), written by sign-in",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.person_id"],
            name=op.f("fk_credentials_person_id_people"),
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_credentials")),
        comment="Password hashes",
    )
    op.create_table(
        "sessions",
        sa.Column(
            "token_hash",
            Word,
            nullable=False,
            comment="SHA-256 (hex) of the session's secret",
        ),
        sa.Column("person_id", Word, nullable=False, comment="who signed in"),
        sa.Column(
            "created_at",
            Moment(),
            nullable=False,
            comment="moment of the sign-in (UTC)",
        ),
        sa.Column(
            "last_seen_at",
            Moment(),
            nullable=False,
            comment="moment of the last request counted (UTC)",
        ),
        sa.Column(
            "expires_at",
            Moment(),
            nullable=False,
            comment="moment it ends whatever happens (UTC)",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.person_id"],
            name=op.f("fk_sessions_person_id_people"),
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
        comment="Signed-in browsers",
    )
    op.create_index(
        op.f("ix_sessions_person_id"), "sessions", ["person_id"], unique=False
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("person_id", Word, nullable=False, comment="who asked"),
        sa.Column("key", Word, nullable=False, comment="key that they sent"),
        sa.Column("verb", Word, nullable=False, comment="what was asked"),
        sa.Column(
            "body_hash", Word, nullable=False, comment="SHA-256 (hex) of what was sent"
        ),
        sa.Column("at", Moment(), nullable=False, comment="moment of the deed (UTC)"),
        sa.Column(
            "receipt",
            Plain(),
            nullable=True,
            comment="receipt of the deed, plain JSON; written by the same transaction",
        ),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_idempotency_keys")),
        comment="Receipts kept for requests that come twice",
    )
    op.create_index(
        op.f("ix_idempotency_keys_at"), "idempotency_keys", ["at"], unique=False
    )
