"""The store's tables made, or brought from an older release's form to this one's."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from engine.foundation.errors import InputError, Problem
from engine.store.database import POSTGRESQL, UPGRADE_LOCK, Database

MIGRATIONS = Path(__file__).with_name("migrations")


def released() -> tuple[str, ...]:
    """Every released form of the tables, the oldest first."""
    steps = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(reversed([step.revision for step in steps]))


def form(connection: Connection) -> str | None:
    """The form that a database's tables have; None where it has none of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database, to: str = "head") -> None:
    """Bring the tables up to date, one process at a time; a store that is up to date is only looked at.

    Raises ``InputError`` where the tables are of a form that this program does not know: a newer program made them.
    """
    known = released()
    with database.reading() as connection:
        now = form(connection)
    if now is not None and now not in known:
        raise InputError(Problem("store_newer", database.shown, given=now, allowed=(known[-1],)))
    if now == known[-1]:
        return
    with database.writing() as connection:
        if connection.dialect.name == POSTGRESQL:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(UPGRADE_LOCK)))
        if form(connection) == known[-1]:
            return  # another process was first
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
