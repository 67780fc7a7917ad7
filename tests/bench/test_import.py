"""A workbook of 5 MB taken in as a data folder, beside reading it with what a user would pick instead.

Theirs is only the reading of cells into a table: nothing checked, no formula refused, no folder written.
"""

import io
import random

import openpyxl
import pandas as pd
import pytest

from engine.dataset.shipped import shipped_data
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.import_workbook import understand
from engine.spreadsheets.upload_guard import MEGABYTE

WHAT = "import of a 5 MB workbook"
HEAD = ["industry_id", "indicator_id", "period", "value", "unit", "se", "n", "quality", "source_id"]
ROWS_AT_A_TIME, LEAST_MEGABYTES = 1_000, 5.0
TENTH, NOTE = 10, "reads only"
ASKED = Asked(source_id="made", source_title="Oppdiktet, til måling")


@pytest.fixture(scope="module")
def industries():
    lines = (shipped_data() / "publisert" / "industries.csv").read_text(encoding="utf-8").splitlines()
    return [line.partition(",")[0] for line in lines[1:]]


@pytest.fixture(scope="module")
def five_megabytes(industries):
    """The workbook, and how many rows of values it has: 107 000 rows of nine columns come to 5 MB."""
    content, rows = b"", 107_000
    while len(content) < LEAST_MEGABYTES * MEGABYTE:
        content = workbook(rows, industries)
        rows += ROWS_AT_A_TIME
    return content, rows - ROWS_AT_A_TIME


def workbook(rows, industries):
    dice = random.Random(1)
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("indicators")
    page.append(HEAD)
    for index in range(rows):
        which, industry = divmod(index, len(industries))
        indicator, year = f"indicator_{which // 20}", str(2000 + which % 20)
        value, se, n = round(dice.uniform(0, 100), 4), round(dice.random(), 4), dice.randrange(10_000)
        page.append([industries[industry], indicator, year, value, "percent", se, n, "synthetic", "made"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_import(five_megabytes, measure, tmp_path):
    content, rows = five_megabytes

    def ours():
        imported = understand(content, "stor.xlsx", base=shipped_data() / "publisert", asked=ASKED)
        imported.write(tmp_path / "ny")
        return imported

    imported = measure(WHAT, "bransjevalg", ours, rounds=3, note=f"{rows:,} rows, {len(content) / MEGABYTE:.1f} MB")
    assert imported.problems == ()
    assert next(change.new for change in imported.changes if change.table == "indicators") == rows


def test_pandas_reads_it_with_calamine(five_megabytes, measure):
    content, rows = five_megabytes
    read = measure(WHAT, "pandas.read_excel (calamine)", lambda: read_excel(content, "calamine"), note=NOTE, rounds=1)
    assert len(read) == rows


def test_pandas_reads_it_with_openpyxl(five_megabytes, industries, measure):
    """A tenth of the rows, since all of them take it 15 to 30 s; its time grows evenly with the rows."""
    rows = five_megabytes[1] // TENTH
    content = workbook(rows, industries)
    read = measure(
        WHAT,
        "pandas.read_excel (openpyxl)",
        lambda: read_excel(content, "openpyxl"),
        rounds=1,
        times=five_megabytes[1] / rows,
        note=f"{NOTE}, a tenth of the rows, times ten",
    )
    assert len(read) == rows


def read_excel(content, engine):
    return pd.read_excel(io.BytesIO(content), engine=engine, dtype={"period": str})
