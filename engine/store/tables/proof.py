"""Tables of the gate: its runs, their progress, and who signed them."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from engine.store.tables.base import METADATA
from engine.store.types import Moment, Plain, Word

PROOFS = Table(
    "proofs",
    METADATA,
    Column(
        "proof_id",
        Word,
        primary_key=True,
        comment="32 hex digits, made when it is asked for",
    ),
    Column(
        "draft_id",
        Word,
        ForeignKey("procedure_drafts.draft_id"),
        nullable=False,
        comment="draft whose content it proves",
    ),
    Column(
        "slug", Word, nullable=False, comment="BPMN process id of the draft's procedure"
    ),
    Column(
        "digest",
        Word,
        nullable=False,
        comment="SHA-256 (hex) of the draft's files when it was asked for",
    ),
    Column(
        "files",
        LargeBinary,
        nullable=False,
        comment="those files, packed; what the report shows",
    ),
    Column(
        "based_on",
        Word,
        nullable=False,
        comment="version in force when it was asked for, or empty",
    ),
    Column(
        "stage_hash",
        Word,
        nullable=False,
        comment="SHA-256 (hex) of all procedures that it runs among",
    ),
    Column(
        "engine_hash",
        Word,
        nullable=False,
        comment="SHA-256 (hex) of the engine that runs it",
    ),
    Column(
        "state",
        Word,
        nullable=False,
        comment="queued, running, done or broken; moved by the run",
    ),
    Column(
        "verdict",
        Word,
        nullable=False,
        comment="passed or refused, empty until it is done",
    ),
    Column(
        "needs_legal",
        Boolean,
        nullable=False,
        comment="whether the legal office must sign, written when it is done",
    ),
    Column("asked_by", Word, nullable=False, comment="person id who asked for it"),
    Column("asked_at", Moment, nullable=False, comment="moment it was asked for (UTC)"),
    Column(
        "seen_at",
        Moment,
        nullable=False,
        comment="last sign of life of the process that runs it (UTC)",
    ),
    Column("done_at", Moment, comment="moment it was done or known to be broken (UTC)"),
    Column(
        "report", Plain, comment="ProofReport as plain JSON, written when it is done"
    ),
    Index(None, "draft_id"),
    Index(None, "slug", "asked_at"),
    Index(None, "state"),
    comment="Runs of the gate, one row each; unchanged once they are done",
)

PROOF_LINES = Table(
    "proof_lines",
    METADATA,
    Column(
        "proof_id",
        Word,
        ForeignKey("proofs.proof_id"),
        primary_key=True,
        comment="the run",
    ),
    Column(
        "seq",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="counts the run's lines from 1",
    ),
    Column("stage", Word, nullable=False, comment="check, sound, accept or compare"),
    Column("words", Text, nullable=False, comment="what happened, in Chinese"),
    Column("mark", Word, nullable=False, comment="passed, failed, planned or empty"),
    comment="Progress of runs of the gate, line by line",
)

APPROVALS = Table(
    "approvals",
    METADATA,
    Column(
        "proof_id",
        Word,
        ForeignKey("proofs.proof_id"),
        primary_key=True,
        comment="the run that is signed",
    ),
    Column("kind", Word, primary_key=True, comment="approve, legal or override"),
    Column("person_id", Word, nullable=False, comment="person id who signed"),
    Column(
        "post_id",
        Word,
        nullable=False,
        comment="post in which they signed, empty for none",
    ),
    Column("at", Moment, nullable=False, comment="moment of the signature (UTC)"),
    Column(
        "reason",
        Text,
        nullable=False,
        comment="their words; an override has always some",
    ),
    comment="Signatures under proofs; each is an act on the office's chain too",
)
