"""How Alembic runs the steps: on the connection that the store gives it, in one transaction."""

from __future__ import annotations

from alembic import context

from engine.store.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
