"""Likeness as tables, JSON, a flat file and a sheet."""

import csv
import io
import json
import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from engine.foundation.locale import Locale
from engine.output.workbook import workbook_bytes
from engine.results.similarity import (
    exposures_table,
    flat_table,
    nearest_table,
    programmes_table,
    similar_answer,
    similar_json,
    similarity_sheet,
)
from tests.engine.results.alike import alike


@pytest.fixture
def case(tmp_path):
    return alike(tmp_path / "d")


def by_key(table):
    return [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]


def test_each_candidate_stands_with_its_nearest_and_what_they_share(case):
    rows = {row["industry"]: row for row in by_key(nearest_table(*case))}
    assert set(rows) == {"Alfa", "Beta", "Gamma"}
    assert (rows["Alfa"]["programme"], rows["Beta"]["programme"]) == ("En", "To")
    assert rows["Alfa"]["shared"] == "3 av 3"
    assert rows["Gamma"]["shared"] == "1 av 3"
    assert (rows["Alfa"]["high_both_count"], rows["Alfa"]["apart"]) == (2, "Støy")


def test_an_industry_is_beside_every_programme(case):
    rows = by_key(programmes_table(case[0], "alfa", case[1]))
    assert [(row["place"], row["programme"]) for row in rows] == [(1, "En"), (2, "To")]
    assert sum(row["nearest_share"] for row in rows) == pytest.approx(1)


def test_a_pair_stands_exposure_by_exposure_the_largest_first(case):
    result, criteria = case
    rows = by_key(exposures_table(result, "alfa", result.nearest("alfa")[0], criteria, Locale("en")))
    assert rows[0]["exposure"] == "Noise"
    assert (rows[0]["own"], rows[0]["other"], rows[0]["kind"]) == (10, 35, "different")
    assert sum(row["contribution"] for row in rows) == pytest.approx(1)


def test_the_flat_table_has_quality_source_and_period_on_every_row(case):
    rows = by_key(flat_table(*case))
    # alfa and beta: two programmes on three exposures; gamma: two on one.
    assert len(rows) == 2 * 2 * 3 + 2
    assert {(row["quality"], row["source_ids"], row["period"]) for row in rows} == {
        ("published published", "s1", "2022")
    }
    assert {row["synthetic"] for row in rows} == {False}


def test_a_pair_that_cannot_be_compared_keeps_its_row(tmp_path):
    more = "gamma,level,2022,5,percent,,,published,s1\nen,level,2022,6,percent,,,published,s1"
    table = flat_table(*alike(tmp_path / "d", ("gamma",), exposures=["level"], more=more))
    assert len({len(row) for row in table.rows}) == 1
    assert [(row["programme_id"], row["place"], row["exposure_id"]) for row in by_key(table)] == [
        ("en", 1, "level"),
        ("to", None, None),
    ]


def test_the_json_is_strict_and_names_what_was_not_compared(case):
    answer = json.loads(json.dumps(similar_json(*case), allow_nan=False))
    assert answer["industries"]["alfa"]["nearest"] == ["en"]
    first = answer["industries"]["gamma"]["likenesses"][0]
    assert first["not_compared"] == {"missing": ["dust", "noise"], "judged": [], "same_group": []}
    assert {exposure["use"] for exposure in answer["exposures"]} == {"compared"}
    assert {"data", "indicators", "sources", "synthetic", "criteria_id"} <= answer.keys()


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("detailed", [False, True])
def test_the_screen_is_whole_in_both_languages(case, detailed, language):
    text = similar_answer(*case, detailed, Locale(language)).written("table")
    assert not re.search(r"[{}]|\bnan\b|\bNone\b", text)
    assert not text.startswith("\n")
    assert ("Alfa" if language == "nb" else "Alpha") in text


def test_the_csv_is_one_table_of_full_rows(case):
    header, *rows = list(csv.reader(io.StringIO(similar_answer(*case, False).written("csv"))))
    assert len(rows) == 14
    assert all(len(row) == len(header) for row in rows)


def test_made_up_figures_are_said_first_and_in_every_row(tmp_path):
    answer = similar_answer(*alike(tmp_path / "d", quality="synthetic"), False)
    assert answer.written("table").startswith("SYNTETISKE TALL")
    assert {row["synthetic"] for row in csv.DictReader(io.StringIO(answer.written("csv")))} == {"true"}
    assert json.loads(answer.written("json"))["synthetic"] is True


def test_without_exposures_every_form_still_answers(tmp_path):
    answer = similar_answer(*alike(tmp_path / "d", exposures=[]), False)
    assert answer.written("table").startswith("Ingen eksponeringer å sammenligne")
    assert answer.written("csv").count("\n") == 1
    assert json.loads(answer.written("json"))["industries"] == {}


def test_the_sheet_has_the_nearest_above_every_pair(case):
    content = workbook_bytes(date(2026, 1, 2), [similarity_sheet(*case)])
    (page,) = openpyxl.load_workbook(BytesIO(content)).worksheets
    assert page.title == "Hva kan overføres"
    cells = [cell for row in page.iter_rows(values_only=True) for cell in row if cell is not None]
    assert {"Alfa", "En", "Støy"} <= set(cells)
