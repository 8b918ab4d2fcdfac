"""Alembic's entry: runs the migrations in the transaction of the connection it is given (`storing.engine.upgrade`)."""

from alembic import context

from tacitus.storing.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
