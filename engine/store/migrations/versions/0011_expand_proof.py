"""Expand: remember proofs, signatures, and why and on what a version was published."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Plain, Word

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proofs",
        sa.Column(
            "proof_id",
            Word,
            nullable=False,
            comment="32 hex digits, made when it is asked for",
        ),
        sa.Column(
            "draft_id", Word, nullable=False, comment="draft whose content it proves"
        ),
        sa.Column(
            "slug",
            Word,
            nullable=False,
            comment="BPMN process id of the draft's procedure",
        ),
        sa.Column(
            "digest",
            Word,
            nullable=False,
            comment="SHA-256 (hex) of the draft's files when it was asked for",
        ),
        sa.Column(
            "files",
            sa.LargeBinary(),
            nullable=False,
            comment="those files, packed; what the report shows",
        ),
        sa.Column(
            "based_on",
            Word,
            nullable=False,
            comment="version in force when it was asked for, or empty",
        ),
        sa.Column(
            "stage_hash",
            Word,
            nullable=False,
            comment="SHA-256 (hex) of all procedures that it runs among",
        ),
        sa.Column(
            "engine_hash",
            Word,
            nullable=False,
            comment="SHA-256 (hex) of the engine that runs it",
        ),
        sa.Column(
            "state",
            Word,
            nullable=False,
            comment="queued, running, done or broken; moved by the run",
        ),
        sa.Column(
            "verdict",
            Word,
            nullable=False,
            comment="passed or refused, empty until it is done",
        ),
        sa.Column(
            "needs_legal",
            sa.Boolean(),
            nullable=False,
            comment="whether the legal office must sign, written when it is done",
        ),
        sa.Column(
            "asked_by", Word, nullable=False, comment="person id who asked for it"
        ),
        sa.Column(
            "asked_at",
            Moment(),
            nullable=False,
            comment="moment it was asked for (UTC)",
        ),
        sa.Column(
            "seen_at",
            Moment(),
            nullable=False,
            comment="last sign of life of the process that runs it (UTC)",
        ),
        sa.Column(
            "done_at",
            Moment(),
            nullable=True,
            comment="moment it was done or known to be broken (UTC)",
        ),
        sa.Column(
            "report",
            Plain(),
            nullable=True,
            comment="ProofReport as plain JSON, written when it is done",
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["procedure_drafts.draft_id"],
            name=op.f("fk_proofs_draft_id_procedure_drafts"),
        ),
        sa.PrimaryKeyConstraint("proof_id", name=op.f("pk_proofs")),
        comment="Runs of the gate, one row each; unchanged once they are done",
    )
    op.create_index(op.f("ix_proofs_draft_id"), "proofs", ["draft_id"], unique=False)
    op.create_index(
        op.f("ix_proofs_slug_asked_at"), "proofs", ["slug", "asked_at"], unique=False
    )
    op.create_index(op.f("ix_proofs_state"), "proofs", ["state"], unique=False)
    op.create_table(
        "proof_lines",
        sa.Column("proof_id", Word, nullable=False, comment="the run"),
        sa.Column(
            "seq",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="counts the run's lines from 1",
        ),
        sa.Column(
            "stage", Word, nullable=False, comment="check, sound, accept or compare"
        ),
        sa.Column(
            "words", sa.Text(), nullable=False, comment="what happened, in Chinese"
        ),
        sa.Column(
            "mark", Word, nullable=False, comment="passed, failed, planned or empty"
        ),
        sa.ForeignKeyConstraint(
            ["proof_id"],
            ["proofs.proof_id"],
            name=op.f("fk_proof_lines_proof_id_proofs"),
        ),
        sa.PrimaryKeyConstraint("proof_id", "seq", name=op.f("pk_proof_lines")),
        comment="Progress of runs of the gate, line by line",
    )
    op.create_table(
        "approvals",
        sa.Column("proof_id", Word, nullable=False, comment="the run that is signed"),
        sa.Column("kind", Word, nullable=False, comment="approve, legal or override"),
        sa.Column("person_id", Word, nullable=False, comment="person id who signed"),
        sa.Column(
            "post_id",
            Word,
            nullable=False,
            comment="post in which they signed, empty for none",
        ),
        sa.Column(
            "at", Moment(), nullable=False, comment="moment of the signature (UTC)"
        ),
        sa.Column(
            "reason",
            sa.Text(),
            nullable=False,
            comment="their words; an override has always some",
        ),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proofs.proof_id"], name=op.f("fk_approvals_proof_id_proofs")
        ),
        sa.PrimaryKeyConstraint("proof_id", "kind", name=op.f("pk_approvals")),
        comment="Signatures under proofs; each is an act on the office's chain too",
    )
    # With a default: a release that does not know them goes on writing versions.
    for name, comment in (
        ("why", "why it was published, in the words of who did; written by publish"),
        ("based_on", "version that it took the place of, or empty; by publish"),
        ("proof_id", "proof that let it pass, empty for a first set-up; by publish"),
        ("approved_by", "person id who approved it, or empty; written by publish"),
    ):
        op.add_column(
            "procedure_versions",
            sa.Column(name, Word, nullable=False, server_default="", comment=comment),
        )
    if op.get_context().dialect.name == "postgresql":
        # SQLite keeps no remarks.
        op.alter_column(
            "procedure_versions",
            "state",
            existing_type=Word,
            existing_nullable=False,
            comment="in_force, stopped or retired; moved by deploy, publish and stop",
        )
