"""The store opened: reached, and its tables made or brought up to date first."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.pool import NullPool

from engine.foundation.errors import MissingExtraError
from engine.store.database import SQLITE, Database, address, prepare_sqlite, told
from engine.store.upgrading import upgrade


def open_database(url: URL | None = None) -> Database:
    """The store at ``url`` or at ``address()``, its tables made or brought up to date first.

    Raises ``InputError`` where it cannot be reached, read or written, or was made by a newer program.
    """
    url = address() if url is None else url
    shown = url.render_as_string(hide_password=True) if url.get_backend_name() != SQLITE else str(url.database)
    if url.get_backend_name() == SQLITE and url.database:
        with told(shown):
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    try:
        engine = sa.create_engine(url, poolclass=NullPool)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise MissingExtraError("psycopg", "postgres") from None
    if url.get_backend_name() == SQLITE:
        prepare_sqlite(engine)
    database = Database(engine, shown)
    upgrade(database)
    return database
