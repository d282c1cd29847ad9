"""Expand: keep the acceptance runs over what is in force."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Plain, Word

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_MOMENTS = {
    "asked_at": "moment it was asked for (UTC)",
    "seen_at": "last sign of life of the process that runs it (UTC)",
}
_WORDS = {
    "state": "queued, running, done or broken; moved by the run",
    "stage_hash": "SHA-256 (hex) of all procedures in force",
    "engine_hash": "SHA-256 (hex) of the engine that runs it",
    "asked_by": "person id who asked for it",
}
_COUNTS = {
    "total": "scenarios that it looks at",
    "seen": "those looked at so far",
    "passed": "verdicts that passed, by run",
    "failed": "verdicts that failed, by run",
    "planned": "verdicts that wait, by run",
}
_VERSIONS = "version ids in force by slug, JSON, when it was asked for"
_DONE = "moment it was done or known to be broken (UTC)"
_ENDED = "OLD.state IN ('done', 'broken')"
_FOUND = "list of Accepted as plain JSON, written when done"


def upgrade() -> None:
    op.create_table(
        "acceptance_runs",
        sa.Column(
            "run_id",
            Word,
            nullable=False,
            comment="32 hex digits, made when it is asked for",
        ),
        *(sa.Column(n, Word, nullable=False, comment=c) for n, c in _WORDS.items()),
        *(sa.Column(n, Moment, nullable=False, comment=c) for n, c in _MOMENTS.items()),
        *(
            sa.Column(n, sa.Integer, nullable=False, comment=c)
            for n, c in _COUNTS.items()
        ),
        sa.Column("versions", Plain, nullable=False, comment=_VERSIONS),
        sa.Column("done_at", Moment, comment=_DONE),
        sa.Column("found", Plain, comment=_FOUND),
        sa.PrimaryKeyConstraint("run_id", name="pk_acceptance_runs"),
        comment="Acceptance runs, one row each; unchanged once they are done",
    )
    op.create_index("ix_acceptance_runs_asked_at", "acceptance_runs", ["asked_at"])
    _seal("UPDATE", f"WHEN ({_ENDED}) ")
    _seal("DELETE", "")


def _seal(change: str, when: str) -> None:
    """Let ended runs stay as they are, on either database."""
    name = f"acceptance_runs_stay_{change.lower()}"
    words = "acceptance_runs stay as they are"
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {change} ON acceptance_runs "
            f"FOR EACH ROW {when}EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {change} ON acceptance_runs {when}"
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )
