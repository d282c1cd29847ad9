"""Expand: remember versions of procedures, official texts and verdicts."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Plain, Word

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "procedure_versions",
        sa.Column(
            "version_id", Word, nullable=False, comment="32 hex digits, made by deploy"
        ),
        sa.Column(
            "slug",
            Word,
            nullable=False,
            comment="BPMN process id of the procedure, written by deploy",
        ),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=False,
            comment="counts from 1 per slug, written by deploy",
        ),
        sa.Column(
            "digest",
            Word,
            nullable=False,
            comment="SHA-256 (hex) of the bundle's files, written by deploy",
        ),
        sa.Column(
            "state",
            Word,
            nullable=False,
            comment="draft, in_force or retired; moved by deploy",
        ),
        sa.Column(
            "published_at",
            Moment(),
            nullable=True,
            comment="moment it came in force (UTC), written by deploy",
        ),
        sa.Column(
            "published_by",
            Word,
            nullable=False,
            comment="person id who published it, written by deploy",
        ),
        sa.Column(
            "files",
            sa.LargeBinary(),
            nullable=False,
            comment="the bundle's files, packed and compressed, written once by deploy",
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_procedure_versions")),
        sa.UniqueConstraint(
            "slug", "number", name=op.f("uq_procedure_versions_slug_number")
        ),
        comment="Procedures as published: immutable but for their state",
    )
    op.create_index(
        op.f("ix_procedure_versions_slug_state"),
        "procedure_versions",
        ["slug", "state"],
        unique=False,
    )
    op.create_table(
        "regulation_texts",
        sa.Column(
            "article",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="number of the article, written by the import",
        ),
        sa.Column(
            "text",
            sa.Text(),
            nullable=False,
            comment="official text of the whole article, written by the import",
        ),
        sa.Column(
            "imported_at",
            Moment(),
            nullable=False,
            comment="moment of the import (UTC)",
        ),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_regulation_texts")),
        comment="Official texts of the rules, imported apart from the product",
    )
    op.create_table(
        "verdicts",
        sa.Column(
            "scenario_hash",
            Word,
            nullable=False,
            comment="SHA-256 (hex) of the scenario's text, written by acceptance",
        ),
        sa.Column(
            "bundle_hash",
            Word,
            nullable=False,
            comment="SHA-256 (hex) of the bundles it ran on, written by acceptance",
        ),
        sa.Column(
            "engine_hash",
            Word,
            nullable=False,
            comment="SHA-256 (hex) of the engine that ran it, written by acceptance",
        ),
        sa.Column(
            "verdict",
            Word,
            nullable=False,
            comment="passed, failed or planned; written by acceptance",
        ),
        sa.Column(
            "evidence",
            Plain(),
            nullable=False,
            comment="elements, flows, refusals reached, plain JSON; by acceptance",
        ),
        sa.Column(
            "at",
            Moment(),
            nullable=False,
            comment="moment of the run (UTC), written by acceptance",
        ),
        sa.PrimaryKeyConstraint(
            "scenario_hash", "bundle_hash", "engine_hash", name=op.f("pk_verdicts")
        ),
        comment="What scenarios came to, by the hashes of all that they depend on",
    )
