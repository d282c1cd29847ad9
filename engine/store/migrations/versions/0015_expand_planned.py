"""Expand: let a published version wait for the moment from which it is in force."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Word

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_NAME = "procedure_versions_stay_from_at"
_WORDS = "procedure_versions stay as they are"


def upgrade() -> None:
    op.add_column(
        "procedure_versions",
        sa.Column(
            "from_at",
            Moment,
            comment=(
                "moment from which it is in force (UTC), if not at once; by publish"
            ),
        ),
    )
    if op.get_context().dialect.name == "postgresql":
        _say(
            "published_at",
            Moment(),
            "moment it was published (UTC), written by deploy and publish",
            nullable=True,
        )
        _say(
            "state",
            Word,
            "in_force, stopped, retired, planned, withdrawn or lapsed",
            nullable=False,
        )
        op.execute(
            f"CREATE FUNCTION {_NAME}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {_NAME} BEFORE UPDATE OF from_at ON procedure_versions "
            f"FOR EACH ROW EXECUTE FUNCTION {_NAME}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {_NAME} BEFORE UPDATE OF from_at ON procedure_versions "
        f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    )


def _say(name: str, kind: sa.String | Moment, words: str, *, nullable: bool) -> None:
    op.alter_column(
        "procedure_versions",
        name,
        existing_type=kind,
        existing_nullable=nullable,
        comment=words,
    )
