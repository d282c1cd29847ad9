"""Tables of what is published, and of what proves it."""

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from engine.store.tables.base import METADATA
from engine.store.types import Moment, Plain, Word

VERSIONS = Table(
    "procedure_versions",
    METADATA,
    Column(
        "version_id", Word, primary_key=True, comment="32 hex digits, made by deploy"
    ),
    Column(
        "slug",
        Word,
        nullable=False,
        comment="BPMN process id of the procedure, written by deploy",
    ),
    Column(
        "number",
        Integer,
        nullable=False,
        comment="counts from 1 per slug, written by deploy",
    ),
    Column(
        "digest",
        Word,
        nullable=False,
        comment="SHA-256 (hex) of the bundle's files, written by deploy",
    ),
    Column(
        "state",
        Word,
        nullable=False,
        comment="in_force, stopped, retired, planned, withdrawn or lapsed",
    ),
    Column(
        "published_at",
        Moment,
        comment="moment it was published (UTC), written by deploy and publish",
    ),
    Column(
        "published_by",
        Word,
        nullable=False,
        comment="person id who published it, written by deploy",
    ),
    Column(
        "files",
        LargeBinary,
        nullable=False,
        comment="the bundle's files, packed and compressed, written once by deploy",
    ),
    Column(
        "why",
        Word,
        nullable=False,
        server_default="",
        comment="why it was published, in the words of who did; written by publish",
    ),
    Column(
        "based_on",
        Word,
        nullable=False,
        server_default="",
        comment="version that it took the place of, or empty; by publish",
    ),
    Column(
        "proof_id",
        Word,
        nullable=False,
        server_default="",
        comment="proof that let it pass, empty for a first set-up; by publish",
    ),
    Column(
        "approved_by",
        Word,
        nullable=False,
        server_default="",
        comment="person id who approved it, or empty; written by publish",
    ),
    Column(
        "from_at",
        Moment,
        comment="moment from which it is in force (UTC), if not at once; by publish",
    ),
    UniqueConstraint("slug", "number"),
    Index(None, "slug", "state"),
    comment="Procedures as published: immutable but for their state",
)

REGULATION_TEXTS = Table(
    "regulation_texts",
    METADATA,
    Column(
        "article",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="number of the article, written by the import",
    ),
    Column(
        "text",
        Text,
        nullable=False,
        comment="official text of the whole article, written by the import",
    ),
    Column("imported_at", Moment, nullable=False, comment="moment of the import (UTC)"),
    comment="Official texts of the rules, imported apart from the product",
)

VERDICTS = Table(
    "verdicts",
    METADATA,
    Column(
        "scenario_hash",
        Word,
        primary_key=True,
        comment="SHA-256 (hex) of the scenario's text, written by acceptance",
    ),
    Column(
        "bundle_hash",
        Word,
        primary_key=True,
        comment="SHA-256 (hex) of the bundles it ran on, written by acceptance",
    ),
    Column(
        "engine_hash",
        Word,
        primary_key=True,
        comment="SHA-256 (hex) of the engine that ran it, written by acceptance",
    ),
    Column(
        "verdict",
        Word,
        nullable=False,
        comment="passed, failed or planned; written by acceptance",
    ),
    Column(
        "evidence",
        Plain,
        nullable=False,
        comment="elements, flows, refusals reached, plain JSON; by acceptance",
    ),
    Column(
        "at",
        Moment,
        nullable=False,
        comment="moment of the run (UTC), written by acceptance",
    ),
    comment="What scenarios came to, by the hashes of all that they depend on",
)
