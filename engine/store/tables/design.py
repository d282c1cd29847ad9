"""Tables of drafts: states of procedures that people still work on."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table

from engine.store.tables.base import METADATA
from engine.store.types import Moment, Plain, Word

PROCEDURE_DRAFTS = Table(
    "procedure_drafts",
    METADATA,
    Column(
        "draft_id", Word, primary_key=True, comment="32 hex digits, made with the draft"
    ),
    Column(
        "slug",
        Word,
        nullable=False,
        comment="BPMN process id of the procedure, written when it is made",
    ),
    Column(
        "name",
        Word,
        nullable=False,
        comment="name of the procedure as its manifest says, written by every save",
    ),
    Column(
        "based_on",
        Word,
        nullable=False,
        comment="version it was made from, empty for a new procedure",
    ),
    Column(
        "files",
        LargeBinary,
        nullable=False,
        comment="the draft's files, packed; written by every save",
    ),
    Column(
        "digest",
        Word,
        nullable=False,
        comment="SHA-256 (hex) of the files, written by every save",
    ),
    Column(
        "revision",
        Integer,
        nullable=False,
        comment="counts the saves from 1; compared by every save",
    ),
    Column(
        "state",
        Word,
        nullable=False,
        comment="open, published or discarded; moved by publish and discard",
    ),
    Column("made_by", Word, nullable=False, comment="person id who made it"),
    Column("made_at", Moment, nullable=False, comment="moment it was made (UTC)"),
    Column("changed_by", Word, nullable=False, comment="person id who saved it last"),
    Column("changed_at", Moment, nullable=False, comment="moment of that save (UTC)"),
    Column(
        "editors",
        Plain,
        nullable=False,
        comment="ids of all who changed it, plain JSON list; written by every save",
    ),
    Index(None, "state", "slug"),
    comment="Drafts of procedures: changed until they are published or discarded",
)
