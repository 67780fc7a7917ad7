"""The database that scenarios are kept in: SQLite in the user's own data folder, or the one that is named.

SQLite runs with a write-ahead log and full synchronisation, so that what was confirmed survives a kill or a power cut.
Every write is one transaction that takes the write lock first; nothing half-written is ever seen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from engine.foundation.errors import InputError, Problem

ADDRESS = "BRANSJEVALG_DATABASE_URL"
FILE = "bransjevalg.sqlite3"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
DRIVERS = {SQLITE: "sqlite+pysqlite", POSTGRESQL: "postgresql+psycopg", "postgres": "postgresql+psycopg"}
BUSY_MILLISECONDS = 20_000  # how long a second writer waits for the first
UPGRADE_LOCK = 7_305_221_907  # PostgreSQL's advisory lock while the tables are brought up to date
WRITING = "bransjevalg_writing"


def user_data_folder() -> Path:
    """Where this user's programs keep their data, by the system's own convention."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "bransjevalg"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "bransjevalg"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "bransjevalg"


def address() -> URL:
    """The database's address: what ``BRANSJEVALG_DATABASE_URL`` says, else SQLite in the user's data folder.

    Raises ``InputError`` where the address is none, or names a kind of database that is not supported.
    """
    raw = os.environ.get(ADDRESS, "")
    if not raw:
        return URL.create(DRIVERS[SQLITE], database=str(user_data_folder() / FILE))
    try:
        url = make_url(raw)
    except (ArgumentError, ValueError):
        raise InputError(Problem("store_address", place=ADDRESS, given="", allowed=_forms())) from None
    kind = url.drivername.partition("+")[0]
    if kind not in DRIVERS:
        raise InputError(Problem("store_kind", place=ADDRESS, given=kind, allowed=_forms()))
    return url.set(drivername=DRIVERS[kind])


def _forms() -> tuple[str, ...]:
    return ("sqlite:////folder/file.sqlite3", "postgresql://user@host/database")


@dataclass(frozen=True, slots=True)
class Database:
    """An open store. ``shown`` is its address as messages may show it, without a password."""

    engine: Engine
    shown: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read by; raises ``InputError`` where the database cannot be read."""
        with told(self.shown), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole or not at all; raises ``InputError`` where it cannot be written."""
        with (
            told(self.shown),
            self.engine.connect().execution_options(**{WRITING: True}) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Let the connections go."""
        self.engine.dispose()


def prepare_sqlite(engine: Engine) -> None:
    """A write-ahead log, full synchronisation, and transactions that begin when they are asked for."""

    # Python's own driver begins transactions by itself, and late.
    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        kind = "IMMEDIATE" if connection.get_execution_options().get(WRITING) else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {kind}")


@contextmanager
def told(shown: str) -> Iterator[None]:
    """Failures of the database or its disk as one problem that says which database and why."""
    try:
        yield
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
        raise InputError(Problem("store_failed", shown, given=reason)) from None
    except OSError as error:
        raise InputError(Problem("store_failed", shown, given=error.strerror or type(error).__name__)) from None
