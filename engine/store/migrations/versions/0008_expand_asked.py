"""Expand: remember which tasks ask for an opinion before another (加签)."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Word

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # With a default: a release that does not know them goes on writing tasks.
    op.add_column(
        "tasks",
        sa.Column(
            "asked_for",
            Word,
            nullable=False,
            server_default="",
            comment="task before which this opinion is asked, or empty; by add_signer",
        ),
    )
    op.add_column(
        "tasks",
        sa.Column(
            "asked",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="how many were asked for an opinion before it; by add_signer",
        ),
    )
