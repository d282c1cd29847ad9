"""Tables of access: credentials, tries, sessions, and receipts kept for repeats."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from engine.store.tables.base import METADATA
from engine.store.types import Moment, Plain, Word

CREDENTIALS = Table(
    "credentials",
    METADATA,
    Column(
        "person_id",
        Word,
        ForeignKey("people.person_id"),
        primary_key=True,
        comment="whose",
    ),
    Column(
        "password_hash",
        Word,
        nullable=False,
        comment="argon2id hash with its parameters",
    ),
    Column(
        "changed_at",
        Moment,
        nullable=False,
        comment="moment the password was set (UTC)",
    ),
    comment="Password hashes",
)

SIGN_IN_TRIES = Table(
    "sign_in_tries",
    METADATA,
    Column(
        "key_hash",
        Word,
        primary_key=True,
        comment="SHA-256 (hex) of account and place, or of the place alone",
    ),
    Column(
        "failed",
        Integer,
        nullable=False,
        comment="wrong tries since the last right one, written by sign-in",
    ),
    Column(
        "failed_at",
        Moment,
        nullable=False,
        comment="moment of the last wrong try (UTC); forgotten some time after it",
    ),
    Column(
        "blocked_until",
        Moment,
        comment="no try is looked at before this moment (UTC), written by sign-in",
    ),
    Index(None, "failed_at"),
    comment="Wrong tries to sign in",
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column(
        "token_hash",
        Word,
        primary_key=True,
        comment="SHA-256 (hex) of the session's secret",
    ),
    Column(
        "person_id",
        Word,
        ForeignKey("people.person_id"),
        nullable=False,
        comment="who signed in",
    ),
    Column("created_at", Moment, nullable=False, comment="moment of the sign-in (UTC)"),
    Column(
        "last_seen_at",
        Moment,
        nullable=False,
        comment="moment of the last request counted (UTC)",
    ),
    Column(
        "expires_at",
        Moment,
        nullable=False,
        comment="moment it ends whatever happens (UTC)",
    ),
    Index(None, "person_id"),
    comment="Signed-in browsers",
)

IDEMPOTENCY = Table(
    "idempotency_keys",
    METADATA,
    Column("person_id", Word, primary_key=True, comment="who asked"),
    Column("key", Word, primary_key=True, comment="key that they sent"),
    Column("verb", Word, nullable=False, comment="what was asked"),
    Column("body_hash", Word, nullable=False, comment="SHA-256 (hex) of what was sent"),
    Column("at", Moment, nullable=False, comment="moment of the deed (UTC)"),
    Column(
        "receipt",
        Plain,
        comment="receipt of the deed, plain JSON; written by the same transaction",
    ),
    Index(None, "at"),
    comment="Receipts kept for requests that come twice",
)
