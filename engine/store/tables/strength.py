"""Tables of trials: how many mutants of a proven draft its scenarios catch."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from engine.store.tables.base import METADATA
from engine.store.types import Moment, Word

STRENGTH_TRIALS = Table(
    "strength_trials",
    METADATA,
    Column(
        "trial_id",
        Word,
        primary_key=True,
        comment="32 hex digits, made when it is asked for",
    ),
    Column(
        "proof_id",
        Word,
        ForeignKey("proofs.proof_id"),
        nullable=False,
        comment="proof of what is tried",
    ),
    Column(
        "sample",
        Integer,
        nullable=False,
        comment="how many mutants were asked for, 0 for all",
    ),
    Column(
        "total",
        Integer,
        nullable=False,
        comment="how many there are to try, 0 until that is known",
    ),
    Column(
        "state",
        Word,
        nullable=False,
        comment="queued, running, done, stopped or broken; moved by the trial",
    ),
    Column("asked_by", Word, nullable=False, comment="person id who asked for it"),
    Column("asked_at", Moment, nullable=False, comment="moment it was asked for (UTC)"),
    Column(
        "seen_at",
        Moment,
        nullable=False,
        comment="last sign of life of the process that runs it (UTC)",
    ),
    Column("done_at", Moment, comment="moment it ended, however it did (UTC)"),
    Column(
        "why",
        Text,
        nullable=False,
        comment="why it broke off, in Chinese, or empty",
    ),
    Index(None, "proof_id", "asked_at"),
    comment="Trials of mutants, one row each; unchanged once they have ended",
)

TRIED_MUTANTS = Table(
    "tried_mutants",
    METADATA,
    Column(
        "trial_id",
        Word,
        ForeignKey("strength_trials.trial_id"),
        primary_key=True,
        comment="the trial",
    ),
    Column(
        "seq",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="counts the trial's mutants from 1, as their fates come",
    ),
    Column("kind", Word, nullable=False, comment="kind of change (MutantKind)"),
    Column(
        "place",
        Word,
        nullable=False,
        comment="element or flow that shows it, or a file's path",
    ),
    Column("words", Text, nullable=False, comment="what was changed, in Chinese"),
    Column("fate", Word, nullable=False, comment="refused, caught or survived"),
    Column(
        "by",
        Word,
        nullable=False,
        comment="scenario that caught it, or code of what refused it, or empty",
    ),
    Column("reason", Text, nullable=False, comment="what that said, or empty"),
    Column("ran", Integer, nullable=False, comment="how many scenarios were run"),
    comment="What became of each mutant of a trial",
)
