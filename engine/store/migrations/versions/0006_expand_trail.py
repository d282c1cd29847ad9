"""Expand: remember acts that nobody changes, opinions, documents."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Plain, Word

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "acts",
        sa.Column("chain", Word, nullable=False, comment="case id, or office"),
        sa.Column(
            "seq",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="counts from 1 within the chain",
        ),
        sa.Column("at", Moment(), nullable=False, comment="moment of the act (UTC)"),
        sa.Column("verb", Word, nullable=False, comment="what was done"),
        sa.Column("actor", Word, nullable=False, comment="person id, or system"),
        sa.Column(
            "actor_name", sa.Text(), nullable=False, comment="their name at that time"
        ),
        sa.Column("post", Word, nullable=False, comment="post in which they acted"),
        sa.Column(
            "on_behalf_of", Word, nullable=False, comment="post acted for, or empty"
        ),
        sa.Column(
            "right",
            Word,
            nullable=False,
            comment="how entitled: post:<id>, acting:<grant>, system",
        ),
        sa.Column(
            "element_id",
            Word,
            nullable=False,
            comment="BPMN element concerned, or empty",
        ),
        sa.Column(
            "task_id", Word, nullable=False, comment="user task concerned, or empty"
        ),
        sa.Column(
            "references",
            Plain(),
            nullable=False,
            comment="clauses of the rules, JSON list",
        ),
        sa.Column(
            "details", Plain(), nullable=False, comment="what was decided, plain JSON"
        ),
        sa.Column("digest", Word, nullable=False, comment="SHA-256 (hex) of details"),
        sa.Column(
            "previous",
            Word,
            nullable=False,
            comment="MAC of the act before, empty for the first",
        ),
        sa.Column(
            "algorithm", Word, nullable=False, comment="hash of the MAC: sm3 or sha256"
        ),
        sa.Column("key_id", Word, nullable=False, comment="key that sealed it"),
        sa.Column(
            "mac", Word, nullable=False, comment="MAC (hex) over this act and previous"
        ),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_acts")),
        comment="The audit chains: never changed, never deleted",
    )
    op.create_index(op.f("ix_acts_actor_at"), "acts", ["actor", "at"], unique=False)
    op.create_index(op.f("ix_acts_at"), "acts", ["at"], unique=False)
    op.create_table(
        "chain_heads",
        sa.Column("chain", Word, nullable=False, comment="name of the chain: office"),
        sa.Column("seq", sa.Integer(), nullable=False, comment="how many acts it has"),
        sa.Column("head", Word, nullable=False, comment="MAC of its last act"),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_chain_heads")),
        comment="Heads of the chains that have no case; locked by who appends",
    )
    op.create_table(
        "opinions",
        sa.Column("case_id", Word, nullable=False, comment="case"),
        sa.Column(
            "seq",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="seq of the act that gave it",
        ),
        sa.Column(
            "task_id", Word, nullable=False, comment="user task in which it was given"
        ),
        sa.Column("element_id", Word, nullable=False, comment="BPMN id of that task"),
        sa.Column(
            "round",
            sa.Integer(),
            nullable=False,
            comment="round of its countersigning, from 1",
        ),
        sa.Column("person_id", Word, nullable=False, comment="who gave it"),
        sa.Column("post_id", Word, nullable=False, comment="post in which they did"),
        sa.Column(
            "rank",
            sa.Integer(),
            nullable=False,
            comment="rank of that post, 1 the highest",
        ),
        sa.Column(
            "on_behalf_of", Word, nullable=False, comment="post acted for, or empty"
        ),
        sa.Column(
            "decision", sa.Text(), nullable=False, comment="conclusion chosen, or empty"
        ),
        sa.Column("text", sa.Text(), nullable=False, comment="the words"),
        sa.Column("at", Moment(), nullable=False, comment="moment it was given (UTC)"),
        sa.Column(
            "withdrawn_at",
            Moment(),
            nullable=True,
            comment="moment its act was withdrawn (UTC)",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.case_id"], name=op.f("fk_opinions_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("case_id", "seq", name=op.f("pk_opinions")),
        comment="Opinions given, of every round",
    )
    op.create_table(
        "documents",
        sa.Column(
            "document_id", Word, nullable=False, comment="32 hex digits, made by attach"
        ),
        sa.Column("sha256", Word, nullable=False, comment="SHA-256 (hex) of the bytes"),
        sa.Column(
            "size_bytes", sa.BigInteger(), nullable=False, comment="size in bytes"
        ),
        sa.Column(
            "media_type",
            Word,
            nullable=False,
            comment="media type as checked by attach",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="file name as given"),
        sa.Column(
            "added_by", Word, nullable=False, comment="person id who attached it"
        ),
        sa.Column(
            "added_at", Moment(), nullable=False, comment="moment it was attached (UTC)"
        ),
        sa.Column(
            "case_id",
            Word,
            nullable=False,
            comment="case, or empty until the start form is sent",
        ),
        sa.Column(
            "task_id",
            Word,
            nullable=False,
            comment="user task in which it was attached, or empty",
        ),
        sa.Column(
            "removed_at", Moment(), nullable=True, comment="moment it was removed (UTC)"
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_documents")),
        comment="Attached documents; the bytes lie in files named by their hash",
    )
    op.create_index(
        op.f("ix_documents_case_id"), "documents", ["case_id"], unique=False
    )
    op.create_index(op.f("ix_documents_sha256"), "documents", ["sha256"], unique=False)
    op.create_index(
        op.f("ix_documents_task_id"), "documents", ["task_id"], unique=False
    )
    op.create_table(
        "notices",
        sa.Column("notice_id", Word, nullable=False, comment="32 hex digits"),
        sa.Column(
            "principal",
            Word,
            nullable=False,
            comment="for whom: a principal, or person:<id>",
        ),
        sa.Column("case_id", Word, nullable=False, comment="case concerned"),
        sa.Column(
            "task_id", Word, nullable=False, comment="user task concerned, or empty"
        ),
        sa.Column(
            "kind", Word, nullable=False, comment="reminder, overdue, urge, ended…"
        ),
        sa.Column("text", sa.Text(), nullable=False, comment="what it says"),
        sa.Column(
            "at", Moment(), nullable=False, comment="moment it was written (UTC)"
        ),
        sa.Column(
            "dedupe_key",
            Word,
            nullable=False,
            comment="the same notice is written once",
        ),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_notices")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_notices_dedupe_key")),
        comment="What is to be read (待阅)",
    )
    op.create_index(op.f("ix_notices_case_id"), "notices", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_notices_principal_at_notice_id"),
        "notices",
        ["principal", "at", "notice_id"],
        unique=False,
    )
    op.create_table(
        "notice_reads",
        sa.Column("notice_id", Word, nullable=False, comment="the notice"),
        sa.Column("person_id", Word, nullable=False, comment="who read it"),
        sa.Column("at", Moment(), nullable=False, comment="moment they did (UTC)"),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["notices.notice_id"],
            name=op.f("fk_notice_reads_notice_id_notices"),
        ),
        sa.PrimaryKeyConstraint("notice_id", "person_id", name=op.f("pk_notice_reads")),
        comment="Who read a notice",
    )
    op.create_table(
        "incidents",
        sa.Column("incident_id", Word, nullable=False, comment="32 hex digits"),
        sa.Column("case_id", Word, nullable=False, comment="case concerned, or empty"),
        sa.Column(
            "at", Moment(), nullable=False, comment="moment of the first fault (UTC)"
        ),
        sa.Column("code", Word, nullable=False, comment="code of the error"),
        sa.Column(
            "element_id",
            Word,
            nullable=False,
            comment="BPMN element concerned, or empty",
        ),
        sa.Column("told", sa.Text(), nullable=False, comment="what the fault said"),
        sa.Column("deed", Word, nullable=False, comment="what to try again"),
        sa.Column(
            "about",
            Plain(),
            nullable=False,
            comment="arguments of that deed, plain JSON",
        ),
        sa.Column(
            "facts", Plain(), nullable=False, comment="facts of the error, plain JSON"
        ),
        sa.Column(
            "attempts", sa.Integer(), nullable=False, comment="how often it was tried"
        ),
        sa.Column(
            "resolved_at",
            Moment(),
            nullable=True,
            comment="moment it was repaired (UTC), written by retry",
        ),
        sa.Column(
            "resolved_by",
            Word,
            nullable=False,
            comment="person id who repaired it, or empty",
        ),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_incidents")),
        comment="Faults that an operator repairs and retries",
    )
    op.create_index(
        op.f("ix_incidents_case_id"), "incidents", ["case_id"], unique=False
    )
    op.create_index(
        "ix_incidents_open",
        "incidents",
        ["at"],
        unique=False,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )

    _refuse_changes()


def _refuse_changes() -> None:
    """Let the database itself refuse to change or delete an act."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION acts_stay() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'acts are never changed'; END $$"
        )
        op.execute(
            "CREATE TRIGGER acts_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON acts "
            "FOR EACH STATEMENT EXECUTE FUNCTION acts_stay()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER acts_stay_{change.lower()} BEFORE {change} ON acts "
            "BEGIN SELECT RAISE(ABORT, 'acts are never changed'); END"
        )
