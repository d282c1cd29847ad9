"""Expand: remember the office in dated rows."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Plain, Word

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_revision",
        sa.Column(
            "one", sa.Integer(), autoincrement=False, nullable=False, comment="always 1"
        ),
        sa.Column("revision", sa.Integer(), nullable=False, comment="counts changes"),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_office_revision")),
        comment="One row that moves with every change of these tables",
    )
    op.create_table(
        "units",
        sa.Column(
            "unit_id", Word, nullable=False, comment="short word such as finance"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="full name"),
        sa.Column(
            "short_name", sa.Text(), nullable=False, comment="short name, or empty"
        ),
        sa.Column(
            "head_post", Word, nullable=False, comment="post that heads it, or empty"
        ),
        sa.Column("kind", Word, nullable=False, comment="department, office…"),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_units")),
        comment="Units of the office",
    )
    op.create_table(
        "posts",
        sa.Column("post_id", Word, nullable=False, comment="short word such as mayor"),
        sa.Column("name", sa.Text(), nullable=False, comment="its name"),
        sa.Column(
            "unit_id",
            Word,
            nullable=False,
            comment="unit it belongs to, empty for leaders",
        ),
        sa.Column(
            "rank",
            sa.Integer(),
            nullable=False,
            comment="orders opinions, 1 the highest",
        ),
        sa.Column("kinds", Plain(), nullable=False, comment="kinds of post, JSON list"),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_posts")),
        comment="Posts: what work belongs to",
    )
    op.create_table(
        "people",
        sa.Column(
            "person_id", Word, nullable=False, comment="short word or 32 hex digits"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="their name"),
        sa.Column("login", Word, nullable=False, comment="name to sign in with"),
        sa.Column(
            "roles",
            Plain(),
            nullable=False,
            comment="duties in the system itself, JSON list",
        ),
        sa.Column(
            "active", sa.Boolean(), nullable=False, comment="false once they left"
        ),
        sa.Column(
            "email", sa.Text(), nullable=False, comment="address for mail, or empty"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_people")),
        sa.UniqueConstraint("login", name=op.f("uq_people_login")),
        comment="People of the office",
    )
    op.create_table(
        "appointments",
        sa.Column("person_id", Word, nullable=False, comment="who"),
        sa.Column("post_id", Word, nullable=False, comment="which post"),
        sa.Column("from_on", sa.Date(), nullable=False, comment="first office day"),
        sa.Column(
            "until_on",
            sa.Date(),
            nullable=True,
            comment="last office day, null while open",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.person_id"],
            name=op.f("fk_appointments_person_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.post_id"], name=op.f("fk_appointments_post_id_posts")
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "post_id", "from_on", name=op.f("pk_appointments")
        ),
        comment="Who holds which post, from day to day",
    )
    op.create_table(
        "portfolios",
        sa.Column("post_id", Word, nullable=False, comment="post in charge"),
        sa.Column("unit_id", Word, nullable=False, comment="unit it is in charge of"),
        sa.Column("from_on", sa.Date(), nullable=False, comment="first office day"),
        sa.Column(
            "until_on",
            sa.Date(),
            nullable=True,
            comment="last office day, null while open",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.post_id"], name=op.f("fk_portfolios_post_id_posts")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.unit_id"], name=op.f("fk_portfolios_unit_id_units")
        ),
        sa.PrimaryKeyConstraint(
            "post_id", "unit_id", "from_on", name=op.f("pk_portfolios")
        ),
        comment="Which post is in charge of which unit, from day to day",
    )
    op.create_table(
        "absences",
        sa.Column("absence_id", Word, nullable=False, comment="32 hex digits"),
        sa.Column("person_id", Word, nullable=False, comment="who is away"),
        sa.Column("kind", Word, nullable=False, comment="leave, travel…"),
        sa.Column(
            "from_at", Moment(), nullable=False, comment="from this moment (UTC)"
        ),
        sa.Column(
            "until_at",
            Moment(),
            nullable=True,
            comment="until this moment (UTC), null while open",
        ),
        sa.Column("basis", sa.Text(), nullable=False, comment="what it rests on"),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.person_id"],
            name=op.f("fk_absences_person_id_people"),
        ),
        sa.PrimaryKeyConstraint("absence_id", name=op.f("pk_absences")),
        comment="Who is away from when to when",
    )
    op.create_table(
        "grants",
        sa.Column("grant_id", Word, nullable=False, comment="32 hex digits"),
        sa.Column("kind", Word, nullable=False, comment="acting or delegation"),
        sa.Column("from_post", Word, nullable=False, comment="post acted for"),
        sa.Column("to_post", Word, nullable=False, comment="post that acts"),
        sa.Column(
            "from_at", Moment(), nullable=False, comment="from this moment (UTC)"
        ),
        sa.Column(
            "until_at",
            Moment(),
            nullable=True,
            comment="until this moment (UTC), null while open",
        ),
        sa.Column("scope", Word, nullable=False, comment="all, procedures or cases"),
        sa.Column(
            "subjects",
            Plain(),
            nullable=False,
            comment="slugs or case ids by scope, JSON list",
        ),
        sa.Column("basis", sa.Text(), nullable=False, comment="registered basis"),
        sa.Column(
            "covers_reserved",
            sa.Boolean(),
            nullable=False,
            comment="whether written authority for reserved tasks was given",
        ),
        sa.ForeignKeyConstraint(
            ["from_post"], ["posts.post_id"], name=op.f("fk_grants_from_post_posts")
        ),
        sa.ForeignKeyConstraint(
            ["to_post"], ["posts.post_id"], name=op.f("fk_grants_to_post_posts")
        ),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_grants")),
        comment="Who may act for whom",
    )
    op.create_table(
        "calendar_years",
        sa.Column(
            "year",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="office year",
        ),
        sa.Column(
            "notice",
            sa.Text(),
            nullable=False,
            comment="notice in which it was announced",
        ),
        sa.Column(
            "holidays",
            Plain(),
            nullable=False,
            comment="days off, JSON list of ISO dates",
        ),
        sa.Column(
            "working_days",
            Plain(),
            nullable=False,
            comment="make-up working days, JSON list of ISO dates",
        ),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_years")),
        comment="Working calendars by year",
    )
    op.create_table(
        "parameters",
        sa.Column(
            "name", Word, nullable=False, comment="dotted name such as agenda.lead_days"
        ),
        sa.Column(
            "from_on",
            sa.Date(),
            nullable=False,
            comment="first office day on which it holds",
        ),
        sa.Column("value", Plain(), nullable=False, comment="the value, plain JSON"),
        sa.Column("unit", Word, nullable=False, comment="its unit"),
        sa.Column(
            "references",
            Plain(),
            nullable=False,
            comment="clauses that leave it open, JSON list",
        ),
        sa.Column("note", sa.Text(), nullable=False, comment="why this value"),
        sa.PrimaryKeyConstraint("name", "from_on", name=op.f("pk_parameters")),
        comment="Numbers that the rules leave open, in dated rows",
    )
