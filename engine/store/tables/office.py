"""Tables of the office, in dated rows; written by its verbs and the first set-up."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table, Text

from engine.store.tables.base import METADATA
from engine.store.types import Moment, Plain, Word

OFFICE_REVISION = Table(
    "office_revision",
    METADATA,
    Column("one", Integer, primary_key=True, autoincrement=False, comment="always 1"),
    Column("revision", Integer, nullable=False, comment="counts changes"),
    comment="One row that moves with every change of these tables",
)

UNITS = Table(
    "units",
    METADATA,
    Column("unit_id", Word, primary_key=True, comment="short word such as finance"),
    Column("name", Text, nullable=False, comment="full name"),
    Column("short_name", Text, nullable=False, comment="short name, or empty"),
    Column("head_post", Word, nullable=False, comment="post that heads it, or empty"),
    Column("kind", Word, nullable=False, comment="department, office…"),
    comment="Units of the office",
)

POSTS = Table(
    "posts",
    METADATA,
    Column("post_id", Word, primary_key=True, comment="short word such as mayor"),
    Column("name", Text, nullable=False, comment="its name"),
    Column(
        "unit_id", Word, nullable=False, comment="unit it belongs to, empty for leaders"
    ),
    Column("rank", Integer, nullable=False, comment="orders opinions, 1 the highest"),
    Column("kinds", Plain, nullable=False, comment="kinds of post, JSON list"),
    comment="Posts: what work belongs to",
)

PEOPLE = Table(
    "people",
    METADATA,
    Column("person_id", Word, primary_key=True, comment="short word or 32 hex digits"),
    Column("name", Text, nullable=False, comment="their name"),
    Column("login", Word, nullable=False, unique=True, comment="name to sign in with"),
    Column(
        "roles", Plain, nullable=False, comment="duties in the system itself, JSON list"
    ),
    Column("active", Boolean, nullable=False, comment="false once they left"),
    Column("email", Text, nullable=False, comment="address for mail, or empty"),
    comment="People of the office",
)

APPOINTMENTS = Table(
    "appointments",
    METADATA,
    Column(
        "person_id",
        Word,
        ForeignKey("people.person_id"),
        primary_key=True,
        comment="who",
    ),
    Column(
        "post_id",
        Word,
        ForeignKey("posts.post_id"),
        primary_key=True,
        comment="which post",
    ),
    Column("from_on", Date, primary_key=True, comment="first office day"),
    Column("until_on", Date, comment="last office day, null while open"),
    comment="Who holds which post, from day to day",
)

PORTFOLIOS = Table(
    "portfolios",
    METADATA,
    Column(
        "post_id",
        Word,
        ForeignKey("posts.post_id"),
        primary_key=True,
        comment="post in charge",
    ),
    Column(
        "unit_id",
        Word,
        ForeignKey("units.unit_id"),
        primary_key=True,
        comment="unit it is in charge of",
    ),
    Column("from_on", Date, primary_key=True, comment="first office day"),
    Column("until_on", Date, comment="last office day, null while open"),
    comment="Which post is in charge of which unit, from day to day",
)

ABSENCES = Table(
    "absences",
    METADATA,
    Column("absence_id", Word, primary_key=True, comment="32 hex digits"),
    Column(
        "person_id",
        Word,
        ForeignKey("people.person_id"),
        nullable=False,
        comment="who is away",
    ),
    Column("kind", Word, nullable=False, comment="leave, travel…"),
    Column("from_at", Moment, nullable=False, comment="from this moment (UTC)"),
    Column("until_at", Moment, comment="until this moment (UTC), null while open"),
    Column("basis", Text, nullable=False, comment="what it rests on"),
    comment="Who is away from when to when",
)

GRANTS = Table(
    "grants",
    METADATA,
    Column("grant_id", Word, primary_key=True, comment="32 hex digits"),
    Column("kind", Word, nullable=False, comment="acting or delegation"),
    Column(
        "from_post",
        Word,
        ForeignKey("posts.post_id"),
        nullable=False,
        comment="post acted for",
    ),
    Column(
        "to_post",
        Word,
        ForeignKey("posts.post_id"),
        nullable=False,
        comment="post that acts",
    ),
    Column("from_at", Moment, nullable=False, comment="from this moment (UTC)"),
    Column("until_at", Moment, comment="until this moment (UTC), null while open"),
    Column("scope", Word, nullable=False, comment="all, procedures or cases"),
    Column(
        "subjects",
        Plain,
        nullable=False,
        comment="slugs or case ids by scope, JSON list",
    ),
    Column("basis", Text, nullable=False, comment="registered basis"),
    Column(
        "covers_reserved",
        Boolean,
        nullable=False,
        comment="whether written authority for reserved tasks was given",
    ),
    comment="Who may act for whom",
)

CALENDAR_YEARS = Table(
    "calendar_years",
    METADATA,
    Column(
        "year", Integer, primary_key=True, autoincrement=False, comment="office year"
    ),
    Column("notice", Text, nullable=False, comment="notice in which it was announced"),
    Column(
        "holidays", Plain, nullable=False, comment="days off, JSON list of ISO dates"
    ),
    Column(
        "working_days",
        Plain,
        nullable=False,
        comment="make-up working days, JSON list of ISO dates",
    ),
    comment="Working calendars by year",
)

PARAMETERS = Table(
    "parameters",
    METADATA,
    Column(
        "name", Word, primary_key=True, comment="dotted name such as agenda.lead_days"
    ),
    Column(
        "from_on", Date, primary_key=True, comment="first office day on which it holds"
    ),
    Column("value", Plain, nullable=False, comment="the value, plain JSON"),
    Column("unit", Word, nullable=False, comment="its unit"),
    Column(
        "references",
        Plain,
        nullable=False,
        comment="clauses that leave it open, JSON list",
    ),
    Column("note", Text, nullable=False, comment="why this value"),
    comment="Numbers that the rules leave open, in dated rows",
)
