"""Tables of what a case leaves: acts, opinions, documents, notices, incidents."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text, text

from engine.store.tables.base import METADATA
from engine.store.types import Moment, Plain, Word

ACTS = Table(
    "acts",
    METADATA,
    Column("chain", Word, primary_key=True, comment="case id, or office"),
    Column(
        "seq",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="counts from 1 within the chain",
    ),
    Column("at", Moment, nullable=False, comment="moment of the act (UTC)"),
    Column("verb", Word, nullable=False, comment="what was done"),
    Column("actor", Word, nullable=False, comment="person id, or system"),
    Column("actor_name", Text, nullable=False, comment="their name at that time"),
    Column("post", Word, nullable=False, comment="post in which they acted"),
    Column("on_behalf_of", Word, nullable=False, comment="post acted for, or empty"),
    Column(
        "right",
        Word,
        nullable=False,
        comment="how entitled: post:<id>, acting:<grant>, system",
    ),
    Column(
        "element_id", Word, nullable=False, comment="BPMN element concerned, or empty"
    ),
    Column("task_id", Word, nullable=False, comment="user task concerned, or empty"),
    Column(
        "references", Plain, nullable=False, comment="clauses of the rules, JSON list"
    ),
    Column("details", Plain, nullable=False, comment="what was decided, plain JSON"),
    Column("digest", Word, nullable=False, comment="SHA-256 (hex) of details"),
    Column(
        "previous",
        Word,
        nullable=False,
        comment="MAC of the act before, empty for the first",
    ),
    Column("algorithm", Word, nullable=False, comment="hash of the MAC: sm3 or sha256"),
    Column("key_id", Word, nullable=False, comment="key that sealed it"),
    Column("mac", Word, nullable=False, comment="MAC (hex) over this act and previous"),
    Index(None, "at"),
    Index(None, "actor", "at"),
    comment="The audit chains: never changed, never deleted",
)

CHAIN_HEADS = Table(
    "chain_heads",
    METADATA,
    Column("chain", Word, primary_key=True, comment="name of the chain: office"),
    Column("seq", Integer, nullable=False, comment="how many acts it has"),
    Column("head", Word, nullable=False, comment="MAC of its last act"),
    comment="Heads of the chains that have no case; locked by who appends",
)

OPINIONS = Table(
    "opinions",
    METADATA,
    Column(
        "case_id", Word, ForeignKey("cases.case_id"), primary_key=True, comment="case"
    ),
    Column(
        "seq",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="seq of the act that gave it",
    ),
    Column("task_id", Word, nullable=False, comment="user task in which it was given"),
    Column("element_id", Word, nullable=False, comment="BPMN id of that task"),
    Column(
        "round", Integer, nullable=False, comment="round of its countersigning, from 1"
    ),
    Column("person_id", Word, nullable=False, comment="who gave it"),
    Column("post_id", Word, nullable=False, comment="post in which they did"),
    Column("rank", Integer, nullable=False, comment="rank of that post, 1 the highest"),
    Column("on_behalf_of", Word, nullable=False, comment="post acted for, or empty"),
    Column("decision", Text, nullable=False, comment="conclusion chosen, or empty"),
    Column("text", Text, nullable=False, comment="the words"),
    Column("at", Moment, nullable=False, comment="moment it was given (UTC)"),
    Column("withdrawn_at", Moment, comment="moment its act was withdrawn (UTC)"),
    comment="Opinions given, of every round",
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column(
        "document_id", Word, primary_key=True, comment="32 hex digits, made by attach"
    ),
    Column("sha256", Word, nullable=False, comment="SHA-256 (hex) of the bytes"),
    Column("size_bytes", BigInteger, nullable=False, comment="size in bytes"),
    Column(
        "media_type", Word, nullable=False, comment="media type as checked by attach"
    ),
    Column("name", Text, nullable=False, comment="file name as given"),
    Column("added_by", Word, nullable=False, comment="person id who attached it"),
    Column("added_at", Moment, nullable=False, comment="moment it was attached (UTC)"),
    Column(
        "case_id",
        Word,
        nullable=False,
        comment="case, or empty until the start form is sent",
    ),
    Column(
        "task_id",
        Word,
        nullable=False,
        comment="user task in which it was attached, or empty",
    ),
    Column("removed_at", Moment, comment="moment it was removed (UTC)"),
    Index(None, "case_id"),
    Index(None, "task_id"),
    Index(None, "sha256"),
    comment="Attached documents; the bytes lie in files named by their hash",
)

NOTICES = Table(
    "notices",
    METADATA,
    Column("notice_id", Word, primary_key=True, comment="32 hex digits"),
    Column(
        "principal",
        Word,
        nullable=False,
        comment="for whom: a principal, or person:<id>",
    ),
    Column("case_id", Word, nullable=False, comment="case concerned"),
    Column("task_id", Word, nullable=False, comment="user task concerned, or empty"),
    Column("kind", Word, nullable=False, comment="reminder, overdue, urge, ended…"),
    Column("text", Text, nullable=False, comment="what it says"),
    Column("at", Moment, nullable=False, comment="moment it was written (UTC)"),
    Column(
        "dedupe_key",
        Word,
        nullable=False,
        unique=True,
        comment="the same notice is written once",
    ),
    Index(None, "principal", "at", "notice_id"),
    Index(None, "case_id"),
    comment="What is to be read (待阅)",
)

NOTICE_READS = Table(
    "notice_reads",
    METADATA,
    Column(
        "notice_id",
        Word,
        ForeignKey("notices.notice_id"),
        primary_key=True,
        comment="the notice",
    ),
    Column("person_id", Word, primary_key=True, comment="who read it"),
    Column("at", Moment, nullable=False, comment="moment they did (UTC)"),
    comment="Who read a notice",
)

INCIDENTS = Table(
    "incidents",
    METADATA,
    Column("incident_id", Word, primary_key=True, comment="32 hex digits"),
    Column("case_id", Word, nullable=False, comment="case concerned, or empty"),
    Column("at", Moment, nullable=False, comment="moment of the first fault (UTC)"),
    Column("code", Word, nullable=False, comment="code of the error"),
    Column(
        "element_id", Word, nullable=False, comment="BPMN element concerned, or empty"
    ),
    Column("told", Text, nullable=False, comment="what the fault said"),
    Column("deed", Word, nullable=False, comment="what to try again"),
    Column(
        "about", Plain, nullable=False, comment="arguments of that deed, plain JSON"
    ),
    Column("facts", Plain, nullable=False, comment="facts of the error, plain JSON"),
    Column("attempts", Integer, nullable=False, comment="how often it was tried"),
    Column(
        "resolved_at", Moment, comment="moment it was repaired (UTC), written by retry"
    ),
    Column(
        "resolved_by",
        Word,
        nullable=False,
        comment="person id who repaired it, or empty",
    ),
    Index(None, "case_id"),
    Index(
        "ix_incidents_open",
        "at",
        sqlite_where=text("resolved_at IS NULL"),
        postgresql_where=text("resolved_at IS NULL"),
    ),
    comment="Faults that an operator repairs and retries",
)
