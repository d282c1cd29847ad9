"""Expand: remember for which case alone a kept message is."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Word

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # With a default: a release that does not know it goes on keeping messages.
    op.add_column(
        "pending_messages",
        sa.Column(
            "to_case",
            Word,
            nullable=False,
            server_default="",
            comment="the only case that it is for, or empty; written by deliver",
        ),
    )
