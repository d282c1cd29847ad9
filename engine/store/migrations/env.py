"""Runs the steps on the connection, and in the transaction, that migrate.py gives."""

from alembic import context

from engine.store.tables.base import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
)
with context.begin_transaction():
    context.run_migrations()
