"""Where expressions run: DuckDB and a local Spark give the same, and no failure quotes the data."""

import dataclasses
import importlib.util
import os
import shutil
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import pytest

from engine.dataset.model import Dataset, Industry
from engine.foundation.errors import InputError, MissingExtraError
from engine.survey.backend import opened_backend
from engine.survey.estimation import prevalences
from engine.survey.specification import Minimums, Standard, Variable
from tests.engine.survey.surveys import found, industries, parquet, specification

RELATIVE = 1e-9
"""Sums of a few thousand doubles in another order."""


def test_a_failure_is_told_without_its_words():
    def fail():
        raise ValueError("row 17: secret")

    with opened_backend("duckdb", "survey.csv") as backend, pytest.raises(InputError) as error:
        backend.quiet(fail)
    assert "survey.csv" in error.value.sentence()
    assert "ValueError" in error.value.sentence()
    assert "secret" not in error.value.sentence()
    assert error.value.__cause__ is None


def test_an_error_of_ours_keeps_its_words():
    def fail():
        raise MissingExtraError("pyspark", "spark")

    with opened_backend("duckdb", "survey.csv") as backend, pytest.raises(MissingExtraError):
        backend.quiet(fail)


def test_nothing_is_left_in_the_private_folder_or_the_database(tmp_path):
    with opened_backend("duckdb", "survey.csv") as backend:
        folder = backend.folder
        kept = backend.kept(backend.table({"a": [1, 2]}))
        assert backend.number(kept.count()) == 2
    assert not folder.exists()


def test_what_was_kept_is_dropped_with_the_backend():
    class Kept:
        released = 0

        def release(self):
            self.released += 1

    tables = [Kept(), Kept()]
    with opened_backend("duckdb", "survey.csv") as backend:
        backend.tables.extend(tables)
        assert [table.released for table in tables] == [0, 0]
    assert [table.released for table in tables] == [1, 1]


def test_duckdb_fetches_no_extension_by_itself():
    """An analysis of respondents makes no connection that nobody asked for."""
    with opened_backend("duckdb", "survey.csv") as backend:
        told = backend.connection.raw_sql("SELECT current_setting('autoinstall_known_extensions')").fetchall()
    assert told == [(False,)]


def test_a_backend_opens_in_a_thread_that_may_not_touch_signals():
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(rows_of_two).result() == 2


def rows_of_two():
    with opened_backend("duckdb", "survey.csv") as backend:
        return backend.number(backend.table({"a": [1, 2]}).count())


def test_spark_that_is_not_installed_is_told_with_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(MissingExtraError, match="pyspark"), opened_backend("spark", "survey.parquet"):
        pass


def test_ctrl_c_means_afterwards_what_it_meant_before(monkeypatch):
    """A library that takes the signal for itself, as Spark's context does."""

    @contextmanager
    def taking(*_):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        yield None

    monkeypatch.setattr("engine.survey.backend._connection", taking)
    before = signal.getsignal(signal.SIGINT)
    with opened_backend("spark", "survey.parquet"):
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGINT) is before


def opened_once(patch):
    """Java that does not compile what runs for a minute only takes half the processor's time."""
    patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    return opened_backend("spark", "survey.parquet")


@pytest.fixture(scope="module")
def spark():
    """One session for all tests: a Java machine takes ten seconds to start."""
    installed = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
    if not installed and not os.environ.get("BRANSJEVALG_REQUIRE_SPARK"):
        pytest.skip("Spark is not installed")
    with pytest.MonkeyPatch.context() as patch, opened_once(patch) as backend:
        for setting in ("codegen.wholeStage=false", "shuffle.partitions=1", "adaptive.enabled=false"):
            backend.connection.raw_sql(f"SET spark.sql.{setting}")  # compiling Java takes longer than these few rows
        yield backend


def survey(folder):
    random = np.random.default_rng(11)
    rows = 3000
    industry = random.choice(["a", "b", "c", "d", "e", "f", "tiny"], rows, p=[0.3, 0.2, 0.2, 0.1, 0.1, 0.096, 0.004])
    exposed = random.random(rows) < 0.3
    return parquet(
        folder,
        industry=industry,
        weight=random.uniform(0.5, 2.0, rows),
        stratum=random.integers(1, 4, rows),
        psu=random.integers(1, 80, rows),
        age=random.integers(18, 67, rows),
        sex=random.choice(["f", "m"], rows),
        x=np.where(random.random(rows) < 0.03, 9, exposed),
        y=(random.random(rows) < np.where(exposed, 0.4, 0.2)).astype(int),
    )


@pytest.mark.spark
@pytest.mark.parametrize("clusters", [{}, {"psu": "psu"}])
def test_spark_gives_what_duckdb_gives(tmp_path, spark, clusters):
    of = specification(
        "x",
        "y",
        pairs=[("x", "y")],
        minimums=Minimums(),
        standard=Standard((18.0, 45.0), ("f", "m")),
        weight="weight",
        stratum="stratum",
        age="age",
        sex="sex",
        **clusters,
    )
    path, there = survey(tmp_path), industries("a", "b", "c", "d", "e", "f", "tiny")
    here, on_spark = (prevalences(path, of, there, backend) for backend in ("duckdb", "spark"))
    assert any(figure.hidden for figure in here.figures)
    for figure, other in zip(here.figures, on_spark.figures, strict=True):
        assert other.industry_id == figure.industry_id
        for name in figure.__slots__:
            ours, theirs = getattr(figure, name), getattr(other, name)
            if isinstance(ours, float | tuple):
                assert theirs == pytest.approx(ours, rel=RELATIVE), (figure, name)
            else:
                assert theirs == ours, (figure, name)


@pytest.mark.spark
@pytest.mark.parametrize("clusters", [{}, {"psu": "psu"}])
def test_spark_gives_the_same_divisions_of_a_part_of_the_respondents(tmp_path, spark, clusters):
    """Two variables of one column, codes as numbers, and weights of 0."""
    random = np.random.default_rng(12)
    path = parquet(
        tmp_path,
        code=random.choice([1.0, 45.0, 47.0, 86.0, 86.1, 999.0], 1500),
        weight=random.choice([0.0, 1.0, 1.5], 1500),
        psu=random.integers(1, 80, 1500),
        work=random.integers(1, 4, 1500),
        x=random.integers(1, 6, 1500),
    )
    of = specification("x", industry=None, sn2007="code", weight="weight", minimums=Minimums(), **clusters)
    answers = (1.0, 2.0, 3.0, 4.0, 5.0)
    of = dataclasses.replace(
        of,
        variables=(
            Variable("high", "x", answers[3:], answers[:3]),
            Variable("four", "x", (4.0,), (1.0, 2.0, 3.0, 5.0)),
        ),
        subpopulation=(("work", (1.0, 2.0)),),
    )
    there = Dataset("data", (Industry("retail", "r", sn2007_prefixes=("47",)),))
    here, on_spark = (prevalences(path, of, there, backend) for backend in ("duckdb", "spark"))
    assert here.groups == on_spark.groups == ("01", "01-03", "45", "45-47", "47", "86", "86-88")
    assert (here.outside_subpopulation, here.weightless) == (on_spark.outside_subpopulation, on_spark.weightless)
    for estimate, other in zip(here.estimates, on_spark.estimates, strict=True):
        assert (estimate.hidden, estimate.n, estimate.sn2007_group) == (other.hidden, other.n, other.sn2007_group)
        assert other.se == pytest.approx(estimate.se, rel=RELATIVE)


@pytest.mark.spark
def test_a_mistake_is_told_by_spark_as_by_duckdb_and_java_says_nothing(tmp_path, spark, capfd):
    path = parquet(tmp_path, industry=["a"] * 30, x=[0, 1, 7] * 10)
    messages = []
    for backend in ("duckdb", "spark"):
        with pytest.raises(InputError) as error:
            found(path, specification("x"), "a", backend=backend)
        messages.append(error.value.sentence())
    assert messages[0] == messages[1]
    with pytest.raises(InputError) as error:
        spark.quiet(lambda: spark.connection.sql("SELECT CAST('secret' AS INT)").execute())
    assert "secret" not in error.value.sentence()
    assert capfd.readouterr().err == ""


@pytest.mark.spark
def test_spark_reads_parquet_only(tmp_path, spark):
    path = tmp_path / "survey.csv"
    path.write_text("industry,x\na,1\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"Spark leser Parquet"):
        found(path, specification("x"), "a", backend="spark")
