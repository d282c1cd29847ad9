"""Expand: remember trials of mutants, and what became of each."""

import sqlalchemy as sa
from alembic import op

from engine.store.types import Moment, Word

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ENDED = "OLD.state IN ('done', 'stopped', 'broken')"


def upgrade() -> None:
    op.create_table(
        "strength_trials",
        sa.Column(
            "trial_id",
            Word,
            nullable=False,
            comment="32 hex digits, made when it is asked for",
        ),
        sa.Column("proof_id", Word, nullable=False, comment="proof of what is tried"),
        sa.Column(
            "sample",
            sa.Integer(),
            nullable=False,
            comment="how many mutants were asked for, 0 for all",
        ),
        sa.Column(
            "total",
            sa.Integer(),
            nullable=False,
            comment="how many there are to try, 0 until that is known",
        ),
        sa.Column(
            "state",
            Word,
            nullable=False,
            comment="queued, running, done, stopped or broken; moved by the trial",
        ),
        sa.Column(
            "asked_by", Word, nullable=False, comment="person id who asked for it"
        ),
        sa.Column(
            "asked_at",
            Moment(),
            nullable=False,
            comment="moment it was asked for (UTC)",
        ),
        sa.Column(
            "seen_at",
            Moment(),
            nullable=False,
            comment="last sign of life of the process that runs it (UTC)",
        ),
        sa.Column(
            "done_at",
            Moment(),
            nullable=True,
            comment="moment it ended, however it did (UTC)",
        ),
        sa.Column(
            "why",
            sa.Text(),
            nullable=False,
            comment="why it broke off, in Chinese, or empty",
        ),
        sa.ForeignKeyConstraint(
            ["proof_id"],
            ["proofs.proof_id"],
            name=op.f("fk_strength_trials_proof_id_proofs"),
        ),
        sa.PrimaryKeyConstraint("trial_id", name=op.f("pk_strength_trials")),
        comment="Trials of mutants, one row each; unchanged once they have ended",
    )
    op.create_index(
        op.f("ix_strength_trials_proof_id_asked_at"),
        "strength_trials",
        ["proof_id", "asked_at"],
        unique=False,
    )
    op.create_table(
        "tried_mutants",
        sa.Column("trial_id", Word, nullable=False, comment="the trial"),
        sa.Column(
            "seq",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="counts the trial's mutants from 1, as their fates come",
        ),
        sa.Column("kind", Word, nullable=False, comment="kind of change (MutantKind)"),
        sa.Column(
            "place",
            Word,
            nullable=False,
            comment="element or flow that shows it, or a file's path",
        ),
        sa.Column(
            "words", sa.Text(), nullable=False, comment="what was changed, in Chinese"
        ),
        sa.Column("fate", Word, nullable=False, comment="refused, caught or survived"),
        sa.Column(
            "by",
            Word,
            nullable=False,
            comment="scenario that caught it, or code of what refused it, or empty",
        ),
        sa.Column(
            "reason", sa.Text(), nullable=False, comment="what that said, or empty"
        ),
        sa.Column(
            "ran", sa.Integer(), nullable=False, comment="how many scenarios were run"
        ),
        sa.ForeignKeyConstraint(
            ["trial_id"],
            ["strength_trials.trial_id"],
            name=op.f("fk_tried_mutants_trial_id_strength_trials"),
        ),
        sa.PrimaryKeyConstraint("trial_id", "seq", name=op.f("pk_tried_mutants")),
        comment="What became of each mutant of a trial",
    )
    for table, change, when in (
        ("strength_trials", "UPDATE", f"WHEN ({_ENDED}) "),
        ("strength_trials", "DELETE", ""),
        ("tried_mutants", "UPDATE", ""),
        ("tried_mutants", "DELETE", ""),
    ):
        seal(table, change, when)


def seal(table: str, change: str, when: str) -> None:
    """Let the table's rows stay as they are, on either database."""
    name = f"{table}_stay_{change.split(maxsplit=1)[0].lower()}"
    words = f"{table} stay as they are"
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {change} ON {table} "
            f"FOR EACH ROW {when}EXECUTE FUNCTION {name}()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {change} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )
