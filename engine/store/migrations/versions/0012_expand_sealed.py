"""Expand: let nobody change what was published, proven or signed, not even by hand."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# What a version is; whether it is in force may change.
_OF_VERSIONS = (
    "version_id, slug, number, digest, files, published_at, published_by, why, "
    "based_on, proof_id, approved_by"
)
_ENDED = "OLD.state IN ('done', 'broken')"


def upgrade() -> None:
    _seal("procedure_versions", f"UPDATE OF {_OF_VERSIONS}", "")
    _seal("procedure_versions", "DELETE", "")
    _seal("proofs", "UPDATE", f"WHEN ({_ENDED}) ")
    _seal("proofs", "DELETE", "")
    _seal("approvals", "UPDATE", "")
    _seal("approvals", "DELETE", "")


def _seal(table: str, change: str, when: str) -> None:
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
