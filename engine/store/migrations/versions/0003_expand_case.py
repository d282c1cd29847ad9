"""Expand: remember cases, registers and links."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Plain, Word

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column(
            "case_id", Word, nullable=False, comment="32 hex digits, made by start"
        ),
        sa.Column("slug", Word, nullable=False, comment="procedure, written by start"),
        sa.Column(
            "version_id",
            Word,
            nullable=False,
            comment="version it runs on for ever, written by start",
        ),
        sa.Column(
            "number",
            Word,
            nullable=False,
            comment="number such as agenda_submission-2026-0001, written by start",
        ),
        sa.Column(
            "title",
            sa.Text(),
            nullable=False,
            comment="what it is about, written by start and by the record of a step",
        ),
        sa.Column(
            "state",
            Word,
            nullable=False,
            comment="running, suspended, incident, finished or cancelled",
        ),
        sa.Column(
            "outcome",
            Word,
            nullable=False,
            comment="outcome of its end, empty while open; by the deed that ends it",
        ),
        sa.Column(
            "initiator",
            Word,
            nullable=False,
            comment="person id who started it, written by start",
        ),
        sa.Column(
            "initiator_post",
            Word,
            nullable=False,
            comment="post in which they started it, written by start",
        ),
        sa.Column(
            "initiator_unit",
            Word,
            nullable=False,
            comment="unit of that post, written by start",
        ),
        sa.Column(
            "started_at", Moment(), nullable=False, comment="moment of the start (UTC)"
        ),
        sa.Column(
            "ended_at",
            Moment(),
            nullable=True,
            comment="moment of its end (UTC), written by the deed that ends it",
        ),
        sa.Column(
            "revision",
            sa.Integer(),
            nullable=False,
            comment="counts deeds from 1; compared and set by every deed",
        ),
        sa.Column(
            "acts",
            sa.Integer(),
            nullable=False,
            comment="how many acts its chain has, written by every deed",
        ),
        sa.Column(
            "head",
            Word,
            nullable=False,
            comment="MAC of the last act of its chain, written by every deed",
        ),
        sa.Column(
            "sealed",
            sa.LargeBinary(),
            nullable=True,
            comment="engine state, compressed and sealed; by every deed that steps it",
        ),
        sa.Column(
            "before",
            Plain(),
            nullable=True,
            comment="what withdrawing the last deed needs besides it, plain JSON",
        ),
        sa.Column(
            "before_sealed",
            sa.LargeBinary(),
            nullable=True,
            comment="engine state from before the last deed, while it may be withdrawn",
        ),
        sa.Column(
            "search_text",
            sa.Text(),
            nullable=False,
            comment="number and title, case folded; what search compares",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["procedure_versions.version_id"],
            name=op.f("fk_cases_version_id_procedure_versions"),
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_cases_number")),
        comment="One row per case; locked by every deed that steps it",
    )
    op.create_index(
        op.f("ix_cases_initiator_started_at_case_id"),
        "cases",
        ["initiator", "started_at", "case_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_cases_initiator_unit_started_at_case_id"),
        "cases",
        ["initiator_unit", "started_at", "case_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_cases_slug_started_at_case_id"),
        "cases",
        ["slug", "started_at", "case_id"],
        unique=False,
    )
    op.create_index(op.f("ix_cases_version_id"), "cases", ["version_id"], unique=False)
    op.create_table(
        "case_grams",
        sa.Column(
            "gram",
            Word,
            nullable=False,
            comment="one or two characters, case folded; written with the title",
        ),
        sa.Column("case_id", Word, nullable=False, comment="case in which they stand"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.case_id"], name=op.f("fk_case_grams_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("gram", "case_id", name=op.f("pk_case_grams")),
        comment="Each character and each two neighbours of a number and title",
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_case_grams_case_id"), "case_grams", ["case_id"], unique=False
    )
    op.create_table(
        "register_values",
        sa.Column(
            "case_id",
            Word,
            nullable=False,
            comment="case, written by the record of a step",
        ),
        sa.Column("name", Word, nullable=False, comment="field name in the manifest"),
        sa.Column("slug", Word, nullable=False, comment="procedure of the case"),
        sa.Column(
            "plain",
            Plain(),
            nullable=False,
            comment="the value as expressions read it, plain JSON",
        ),
        sa.Column(
            "text",
            sa.Text(),
            nullable=True,
            comment="the value where it is words, for lists and search",
        ),
        sa.Column(
            "number",
            sa.Float(),
            nullable=True,
            comment="the value where it is a number",
        ),
        sa.Column(
            "moment",
            Moment(),
            nullable=True,
            comment="the value where it is a moment (UTC)",
        ),
        sa.Column(
            "day",
            sa.Date(),
            nullable=True,
            comment="the value where it is an office day",
        ),
        sa.Column(
            "flag",
            sa.Boolean(),
            nullable=True,
            comment="the value where it is yes or no",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.case_id"],
            name=op.f("fk_register_values_case_id_cases"),
        ),
        sa.PrimaryKeyConstraint("case_id", "name", name=op.f("pk_register_values")),
        comment="Registers: the latest of each value that a procedure declared",
    )
    op.create_index(
        op.f("ix_register_values_slug_name_day"),
        "register_values",
        ["slug", "name", "day"],
        unique=False,
    )
    op.create_index(
        op.f("ix_register_values_slug_name_flag"),
        "register_values",
        ["slug", "name", "flag"],
        unique=False,
    )
    op.create_index(
        op.f("ix_register_values_slug_name_moment"),
        "register_values",
        ["slug", "name", "moment"],
        unique=False,
    )
    op.create_index(
        op.f("ix_register_values_slug_name_number"),
        "register_values",
        ["slug", "name", "number"],
        unique=False,
    )
    op.create_table(
        "case_links",
        sa.Column(
            "from_case",
            Word,
            nullable=False,
            comment="case that led to the other, written by the effect",
        ),
        sa.Column(
            "to_case",
            Word,
            nullable=False,
            comment="case it led to; its row may come after the link",
        ),
        sa.Column(
            "kind",
            Word,
            nullable=False,
            comment="started, escalated…; written by the effect",
        ),
        sa.Column("at", Moment(), nullable=False, comment="moment of the link (UTC)"),
        sa.PrimaryKeyConstraint(
            "from_case", "to_case", "kind", name=op.f("pk_case_links")
        ),
        comment="Which case led to which",
    )
    op.create_index(
        op.f("ix_case_links_to_case"), "case_links", ["to_case"], unique=False
    )
    op.create_table(
        "number_series",
        sa.Column(
            "series", Word, nullable=False, comment="name of the series, usually a slug"
        ),
        sa.Column(
            "year",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="office year in which it counts",
        ),
        sa.Column(
            "last",
            sa.Integer(),
            nullable=False,
            comment="last number given, moved by the deed that takes one",
        ),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_number_series")),
        comment="Document numbers given out, without gaps",
    )
