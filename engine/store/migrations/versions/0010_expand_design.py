"""Expand: remember drafts of procedures, which may be changed until published."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Plain, Word

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "procedure_drafts",
        sa.Column(
            "draft_id",
            Word,
            nullable=False,
            comment="32 hex digits, made with the draft",
        ),
        sa.Column(
            "slug",
            Word,
            nullable=False,
            comment="BPMN process id of the procedure, written when it is made",
        ),
        sa.Column(
            "name",
            Word,
            nullable=False,
            comment="name of the procedure as its manifest says, written by every save",
        ),
        sa.Column(
            "based_on",
            Word,
            nullable=False,
            comment="version it was made from, empty for a new procedure",
        ),
        sa.Column(
            "files",
            sa.LargeBinary(),
            nullable=False,
            comment="the draft's files, packed; written by every save",
        ),
        sa.Column(
            "digest",
            Word,
            nullable=False,
            comment="SHA-256 (hex) of the files, written by every save",
        ),
        sa.Column(
            "revision",
            sa.Integer(),
            nullable=False,
            comment="counts the saves from 1; compared by every save",
        ),
        sa.Column(
            "state",
            Word,
            nullable=False,
            comment="open, published or discarded; moved by publish and discard",
        ),
        sa.Column("made_by", Word, nullable=False, comment="person id who made it"),
        sa.Column(
            "made_at", Moment(), nullable=False, comment="moment it was made (UTC)"
        ),
        sa.Column(
            "changed_by", Word, nullable=False, comment="person id who saved it last"
        ),
        sa.Column(
            "changed_at", Moment(), nullable=False, comment="moment of that save (UTC)"
        ),
        sa.Column(
            "editors",
            Plain(),
            nullable=False,
            comment="ids of all who changed it, plain JSON list; written by every save",
        ),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_procedure_drafts")),
        comment="Drafts of procedures: changed until they are published or discarded",
    )
    op.create_index(
        op.f("ix_procedure_drafts_state_slug"),
        "procedure_drafts",
        ["state", "slug"],
        unique=False,
    )
    _move_drafts()


def _move_drafts() -> None:
    """Make drafts of the versions that deploy had written as such until now."""
    op.execute(
        "INSERT INTO procedure_drafts (draft_id, slug, name, based_on, files, digest,"
        " revision, state, made_by, made_at, changed_by, changed_at, editors)"
        " SELECT d.version_id, d.slug, d.slug, COALESCE((SELECT v.version_id"
        " FROM procedure_versions v WHERE v.slug = d.slug AND v.state = 'in_force'),"
        " ''), d.files, d.digest, 1, 'open', 'system', f.published_at, 'system',"
        " f.published_at, '[]' FROM procedure_versions d JOIN procedure_versions f"
        " ON f.slug = d.slug AND f.state = 'in_force' WHERE d.state = 'draft'"
    )
    op.execute("DELETE FROM procedure_versions WHERE state = 'draft'")
