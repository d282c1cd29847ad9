"""Expand: keep from when a lamp is yellow, and in what unit a limit was set."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Word

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WARNED = "moment from which its lamp is yellow (UTC); by the record of a step"


def upgrade() -> None:
    # What began before is yellow in its last 24 hours, and told in calendar days.
    op.add_column("limits", sa.Column("warn_at", Moment, comment=WARNED))
    op.add_column(
        "limits",
        sa.Column(
            "unit",
            Word,
            nullable=False,
            server_default="",
            comment="hours, calendar_days or working_days, as it was set",
        ),
    )
    op.add_column("tasks", sa.Column("warn_at", Moment, comment=WARNED))
    op.add_column(
        "tasks",
        sa.Column(
            "due_unit",
            Word,
            nullable=False,
            server_default="",
            comment="unit in which its limit was set, or empty; by record",
        ),
    )
