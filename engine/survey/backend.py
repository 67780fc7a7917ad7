"""Where expressions run: DuckDB in this process, or Spark. No error says what was in the data."""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from engine.foundation.errors import BransjevalgError, InputError, MissingExtraError, Problem
from engine.survey.private_tempdir import spill_folder

if TYPE_CHECKING:
    import pandas as pd

DUCKDB, SPARK = "duckdb", "spark"
NAMES = (DUCKDB, SPARK)
MEMORY_LIMIT = "1GB"  # beyond it DuckDB spills; pandas, pyarrow and Python take a few hundred MB more
LOCAL_MASTER = "local[*]"
QUOTING_LOGGERS = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
"""They write a failed query to stderr, with whatever it stumbled over."""
LOCAL_PARTITIONS = 8  # Spark's own 200 are for clusters

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Backend:
    """An Ibis connection, and the private folder that belongs to it."""

    name: str
    connection: Any
    folder: Path
    file: str
    tables: list[Any] = field(default_factory=list)

    def rows(self, expression: Any) -> pd.DataFrame:
        """What an expression comes to. Only aggregates are ever asked for."""
        frame: pd.DataFrame = self.quiet(expression.execute)
        return frame

    def number(self, expression: Any) -> int:
        """What an expression of one whole number comes to."""
        return int(self.quiet(expression.execute))

    def table(self, columns: Mapping[str, Any]) -> Any:
        """A few rows of our own as a table."""
        import ibis
        import pandas as pd

        table = ibis.memtable(pd.DataFrame(columns))
        self.quiet(
            lambda: self.connection.execute(table.limit(0))
        )  # Spark knows a table only once it has been asked for by itself
        return table

    def kept(self, expression: Any) -> Any:
        """The expression as a table of its own, computed once and dropped with the backend."""
        table = self.quiet(expression.cache)
        self.tables.append(table)
        return table

    def quiet(self, run: Callable[[], T]) -> T:
        """Let ``run`` run. Its failure is told without its words: databases quote the row they stumble over."""
        try:
            return run()
        except BransjevalgError:
            raise
        except Exception as error:  # noqa: BLE001  whatever it is, its words can hold a respondent's answers
            kind = type(error).__name__
        raise InputError(Problem("micro_backend_failed", self.file, given=kind))


@contextmanager
def opened_backend(name: str, file: str, master: str | None = None) -> Iterator[Backend]:
    """The backend called ``name``, for the file that messages call ``file``.

    Parameters
    ----------
    master
        Address of a Spark cluster; Spark on this machine where there is none.

    Raises
    ------
    MissingExtraError
        Spark is asked for and not installed.
    """
    with _calm(), _own_ctrl_c(), spill_folder() as folder, _connection(name, folder, master) as connection:
        backend = Backend(name, connection, folder, file)
        try:
            yield backend
        finally:
            for table in backend.tables:
                backend.quiet(table.release)


@contextmanager
def _calm() -> Iterator[None]:
    """Without what libraries say of each other's versions: Ibis of DuckDB 2 and pandas 3, PySpark of pandas 3."""
    with warnings.catch_warnings():
        for category in (DeprecationWarning, FutureWarning):
            warnings.filterwarnings("ignore", category=category, module=r"(ibis|duckdb|pyspark)(\.|$)")
        yield


@contextmanager
def _own_ctrl_c() -> Iterator[None]:
    """Ctrl-C means afterwards what it meant before: Spark takes it when it starts and never gives it back."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread() and before is not None:
            signal.signal(signal.SIGINT, before)


def _connection(name: str, folder: Path, master: str | None) -> Any:
    return _spark(folder, master) if name == SPARK else _duckdb(folder)


@contextmanager
def _duckdb(folder: Path) -> Iterator[Any]:
    import ibis

    connection = ibis.duckdb.connect(
        memory_limit=MEMORY_LIMIT,
        temp_directory=str(folder),
        preserve_insertion_order=False,
        autoinstall_known_extensions=False,
    )
    try:
        connection.raw_sql("SET enable_progress_bar = false")
        yield connection
    finally:
        connection.disconnect()


@contextmanager
def _spark(folder: Path, master: str | None) -> Iterator[Any]:
    try:
        import ibis
        from pyspark.logger import PySparkLogger
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingExtraError("pyspark", "spark") from None
    for logger in QUOTING_LOGGERS:
        PySparkLogger.getLogger(logger).disabled = True
    running = SparkSession.getActiveSession()
    try:
        with _silence():
            session = running or _session(SparkSession, folder, master or LOCAL_MASTER)
    except Exception:  # noqa: BLE001  Java says it in a page of its own
        session = None
    if session is None:
        raise InputError(Problem("micro_spark_failed", place="--spark-master", given=master or LOCAL_MASTER))
    session.sparkContext.setLogLevel("OFF")
    try:
        yield ibis.pyspark.connect(session)
    finally:
        if running is None:
            with _silence():
                session.stop()


def _session(spark_session: Any, folder: Path, master: str) -> Any:
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.session.timeZone": "UTC",
    }
    if master.startswith("local"):
        settings |= {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.sql.shuffle.partitions": str(LOCAL_PARTITIONS),
        }
    builder = spark_session.builder.master(master).appName("bransjevalg")
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


@contextmanager
def _silence() -> Iterator[None]:
    """No words on stderr, not from this process nor from one that is started here: Java keeps what it was given."""
    sys.stderr.flush()
    before, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)
        os.close(nowhere)
