"""Expand: remember user tasks and the inbox."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Plain, Word

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tasks",
        sa.Column(
            "task_id",
            Word,
            nullable=False,
            comment="32 hex digits, made by the record of a step",
        ),
        sa.Column("case_id", Word, nullable=False, comment="case it belongs to"),
        sa.Column("slug", Word, nullable=False, comment="procedure of the case"),
        sa.Column(
            "token_id", Word, nullable=False, comment="the engine's own task id (hex)"
        ),
        sa.Column(
            "element_id", Word, nullable=False, comment="BPMN id of the user task"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="its name on the diagram"),
        sa.Column("form", Word, nullable=False, comment="key of its form"),
        sa.Column(
            "state",
            Word,
            nullable=False,
            comment="open, claimed, completed or cancelled; compared and set",
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="moves with claim, release and transfer; the stale page's check",
        ),
        sa.Column(
            "candidates",
            Plain(),
            nullable=False,
            comment="principals who may do it, JSON list; when opened or transferred",
        ),
        sa.Column(
            "item",
            Word,
            nullable=False,
            comment="multi-instance item it is for, or empty",
        ),
        sa.Column(
            "round",
            sa.Integer(),
            nullable=False,
            comment="how often its element has been opened in the case, from 1",
        ),
        sa.Column(
            "reserved",
            sa.Boolean(),
            nullable=False,
            comment="whether an acting official needs written authority",
        ),
        sa.Column(
            "context",
            Plain(),
            nullable=False,
            comment="what its form declared that it needs of the case, plain JSON",
        ),
        sa.Column(
            "opened_at",
            Moment(),
            nullable=False,
            comment="moment it became ready (UTC)",
        ),
        sa.Column(
            "opened_in",
            sa.Integer(),
            nullable=False,
            comment="case revision of the deed that opened it",
        ),
        sa.Column(
            "due_at",
            Moment(),
            nullable=True,
            comment="due moment of its limit (UTC), for lists; by the record of a step",
        ),
        sa.Column(
            "claimed_by",
            Word,
            nullable=False,
            comment="person id who claimed it, or empty; written by claim and release",
        ),
        sa.Column(
            "claimed_under",
            Word,
            nullable=False,
            comment="right they did it under, post:<id> or acting:<grant>; by claim",
        ),
        sa.Column(
            "completed_by",
            Word,
            nullable=False,
            comment="person id who completed it, or empty; written by complete",
        ),
        sa.Column(
            "completed_at",
            Moment(),
            nullable=True,
            comment="moment it was completed or cancelled (UTC)",
        ),
        sa.Column(
            "closed_in",
            sa.Integer(),
            nullable=False,
            comment="case revision of the deed that closed it, 0 while open",
        ),
        sa.Column(
            "transfers",
            sa.Integer(),
            nullable=False,
            comment="how often it was passed on; written by transfer",
        ),
        sa.Column(
            "urged",
            sa.Integer(),
            nullable=False,
            comment="how often its case was urged while it was open; written by urge",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.case_id"], name=op.f("fk_tasks_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_tasks")),
        sa.UniqueConstraint(
            "case_id", "token_id", name=op.f("uq_tasks_case_id_token_id")
        ),
        comment="User tasks, open and done",
    )
    op.create_index(
        op.f("ix_tasks_case_id_state"), "tasks", ["case_id", "state"], unique=False
    )
    op.create_index(
        op.f("ix_tasks_completed_by_completed_at_task_id"),
        "tasks",
        ["completed_by", "completed_at", "task_id"],
        unique=False,
    )
    op.create_table(
        "inbox",
        sa.Column(
            "principal",
            Word,
            nullable=False,
            comment="post:, unit:, head:, in_charge: or person:; written with the task",
        ),
        sa.Column(
            "sort_at",
            Moment(),
            nullable=False,
            comment="due moment (UTC), the year 9999 for none: the order of the list",
        ),
        sa.Column("task_id", Word, nullable=False, comment="the open task"),
        sa.Column("case_id", Word, nullable=False, comment="its case"),
        sa.Column("slug", Word, nullable=False, comment="its procedure"),
        sa.Column(
            "due_at", Moment(), nullable=True, comment="due moment of the task (UTC)"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.task_id"], name=op.f("fk_inbox_task_id_tasks")
        ),
        sa.PrimaryKeyConstraint(
            "principal", "sort_at", "task_id", name=op.f("pk_inbox")
        ),
        comment="Open tasks by principal: one row for each that may do it",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_inbox_case_id"), "inbox", ["case_id"], unique=False)
    op.create_index(op.f("ix_inbox_task_id"), "inbox", ["task_id"], unique=False)
    op.create_table(
        "task_openings",
        sa.Column("task_id", Word, nullable=False, comment="the task opened"),
        sa.Column(
            "person_id", Word, nullable=False, comment="who opened it, written by open"
        ),
        sa.Column(
            "at",
            Moment(),
            nullable=False,
            comment="first moment they did (UTC), written by open",
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.task_id"], name=op.f("fk_task_openings_task_id_tasks")
        ),
        sa.PrimaryKeyConstraint("task_id", "person_id", name=op.f("pk_task_openings")),
        comment="Who opened a task first when; withdrawing is then too late",
    )
    op.create_table(
        "task_drafts",
        sa.Column("task_id", Word, nullable=False, comment="the task"),
        sa.Column(
            "answers",
            Plain(),
            nullable=False,
            comment="answers so far by field, plain JSON; written by draft",
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts from 1 how often it was saved",
        ),
        sa.Column(
            "saved_by", Word, nullable=False, comment="person id who saved it last"
        ),
        sa.Column(
            "saved_at",
            Moment(),
            nullable=False,
            comment="moment of the last saving (UTC)",
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.task_id"], name=op.f("fk_task_drafts_task_id_tasks")
        ),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_task_drafts")),
        comment="Answers saved and not submitted",
    )
