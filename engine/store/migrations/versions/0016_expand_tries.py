"""Expand: count wrong tries to sign in by place, so that nobody locks out another."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Word

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_tries",
        sa.Column(
            "key_hash",
            Word,
            primary_key=True,
            comment="SHA-256 (hex) of account and place, or of the place alone",
        ),
        sa.Column(
            "failed",
            sa.Integer,
            nullable=False,
            comment="wrong tries since the last right one, written by sign-in",
        ),
        sa.Column(
            "failed_at",
            Moment,
            nullable=False,
            comment="moment of the last wrong try (UTC); forgotten some time after it",
        ),
        sa.Column(
            "blocked_until",
            Moment,
            comment="no try is looked at before this moment (UTC), written by sign-in",
        ),
        comment="Wrong tries to sign in",
    )
    op.create_index("ix_sign_in_tries_failed_at", "sign_in_tries", ["failed_at"])
    op.drop_column("credentials", "failed")
    op.drop_column("credentials", "locked_until")
