"""Tables of cases: their state, search words, registers, links and numbers."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from engine.store.tables.base import METADATA
from engine.store.types import Moment, Plain, Word

CASES = Table(
    "cases",
    METADATA,
    Column("case_id", Word, primary_key=True, comment="32 hex digits, made by start"),
    Column("slug", Word, nullable=False, comment="procedure, written by start"),
    Column(
        "version_id",
        Word,
        ForeignKey("procedure_versions.version_id"),
        nullable=False,
        comment="version it runs on for ever, written by start",
    ),
    Column(
        "number",
        Word,
        nullable=False,
        unique=True,
        comment="number such as agenda_submission-2026-0001, written by start",
    ),
    Column(
        "title",
        Text,
        nullable=False,
        comment="what it is about, written by start and by the record of a step",
    ),
    Column(
        "state",
        Word,
        nullable=False,
        comment="running, suspended, incident, finished or cancelled",
    ),
    Column(
        "outcome",
        Word,
        nullable=False,
        comment="outcome of its end, empty while open; by the deed that ends it",
    ),
    Column(
        "initiator",
        Word,
        nullable=False,
        comment="person id who started it, written by start",
    ),
    Column(
        "initiator_post",
        Word,
        nullable=False,
        comment="post in which they started it, written by start",
    ),
    Column(
        "initiator_unit",
        Word,
        nullable=False,
        comment="unit of that post, written by start",
    ),
    Column("started_at", Moment, nullable=False, comment="moment of the start (UTC)"),
    Column(
        "ended_at",
        Moment,
        comment="moment of its end (UTC), written by the deed that ends it",
    ),
    Column(
        "revision",
        Integer,
        nullable=False,
        comment="counts deeds from 1; compared and set by every deed",
    ),
    Column(
        "acts",
        Integer,
        nullable=False,
        comment="how many acts its chain has, written by every deed",
    ),
    Column(
        "head",
        Word,
        nullable=False,
        comment="MAC of the last act of its chain, written by every deed",
    ),
    Column(
        "sealed",
        LargeBinary,
        comment="engine state, compressed and sealed; by every deed that steps it",
    ),
    Column(
        "before",
        Plain,
        comment="what withdrawing the last deed needs besides it, plain JSON",
    ),
    Column(
        "before_sealed",
        LargeBinary,
        comment="engine state from before the last deed, while it may be withdrawn",
    ),
    Column(
        "search_text",
        Text,
        nullable=False,
        comment="number and title, case folded; what search compares",
    ),
    Index(None, "initiator", "started_at", "case_id"),
    Index(None, "slug", "started_at", "case_id"),
    Index(None, "version_id"),
    Index(None, "initiator_unit", "started_at", "case_id"),
    comment="One row per case; locked by every deed that steps it",
)

CASE_GRAMS = Table(
    "case_grams",
    METADATA,
    Column(
        "gram",
        Word,
        primary_key=True,
        comment="one or two characters, case folded; written with the title",
    ),
    Column(
        "case_id",
        Word,
        ForeignKey("cases.case_id"),
        primary_key=True,
        comment="case in which they stand",
    ),
    Index(None, "case_id"),
    sqlite_with_rowid=False,
    comment="Each character and each two neighbours of a number and title",
)

REGISTER_VALUES = Table(
    "register_values",
    METADATA,
    Column(
        "case_id",
        Word,
        ForeignKey("cases.case_id"),
        primary_key=True,
        comment="case, written by the record of a step",
    ),
    Column("name", Word, primary_key=True, comment="field name in the manifest"),
    Column("slug", Word, nullable=False, comment="procedure of the case"),
    Column(
        "plain",
        Plain,
        nullable=False,
        comment="the value as expressions read it, plain JSON",
    ),
    Column("text", Text, comment="the value where it is words, for lists and search"),
    Column("number", Float, comment="the value where it is a number"),
    Column("moment", Moment, comment="the value where it is a moment (UTC)"),
    Column("day", Date, comment="the value where it is an office day"),
    Column("flag", Boolean, comment="the value where it is yes or no"),
    Index(None, "slug", "name", "number"),
    Index(None, "slug", "name", "moment"),
    Index(None, "slug", "name", "day"),
    Index(None, "slug", "name", "flag"),
    comment="Registers: the latest of each value that a procedure declared",
)

CASE_LINKS = Table(
    "case_links",
    METADATA,
    Column(
        "from_case",
        Word,
        primary_key=True,
        comment="case that led to the other, written by the effect",
    ),
    Column(
        "to_case",
        Word,
        primary_key=True,
        comment="case it led to; its row may come after the link",
    ),
    Column(
        "kind",
        Word,
        primary_key=True,
        comment="started, escalated…; written by the effect",
    ),
    Column("at", Moment, nullable=False, comment="moment of the link (UTC)"),
    Index(None, "to_case"),
    comment="Which case led to which",
)

NUMBER_SERIES = Table(
    "number_series",
    METADATA,
    Column(
        "series", Word, primary_key=True, comment="name of the series, usually a slug"
    ),
    Column(
        "year",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="office year in which it counts",
    ),
    Column(
        "last",
        Integer,
        nullable=False,
        comment="last number given, moved by the deed that takes one",
    ),
    comment="Document numbers given out, without gaps",
)
