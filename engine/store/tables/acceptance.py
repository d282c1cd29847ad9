"""Table of the acceptance runs over what is in force."""

from sqlalchemy import Column, Index, Integer, Table

from engine.store.tables.base import METADATA
from engine.store.types import Moment, Plain, Word

ACCEPTANCE_RUNS = Table(
    "acceptance_runs",
    METADATA,
    Column(
        "run_id",
        Word,
        primary_key=True,
        comment="32 hex digits, made when it is asked for",
    ),
    Column(
        "state",
        Word,
        nullable=False,
        comment="queued, running, done or broken; moved by the run",
    ),
    Column(
        "versions",
        Plain,
        nullable=False,
        comment="version ids in force by slug, JSON, when it was asked for",
    ),
    Column(
        "stage_hash",
        Word,
        nullable=False,
        comment="SHA-256 (hex) of all procedures in force",
    ),
    Column(
        "engine_hash",
        Word,
        nullable=False,
        comment="SHA-256 (hex) of the engine that runs it",
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
    Column("total", Integer, nullable=False, comment="scenarios that it looks at"),
    Column("seen", Integer, nullable=False, comment="those looked at so far"),
    Column("passed", Integer, nullable=False, comment="verdicts that passed, by run"),
    Column("failed", Integer, nullable=False, comment="verdicts that failed, by run"),
    Column("planned", Integer, nullable=False, comment="verdicts that wait, by run"),
    Column("found", Plain, comment="list of Accepted as plain JSON, written when done"),
    Index(None, "asked_at"),
    comment="Acceptance runs, one row each; unchanged once they are done",
)
