"""What the user says of a table is nothing where nothing is said, and the quality is what a table from a source has."""

import pytest

from engine.foundation.quality import PUBLISHED
from engine.spreadsheets.import_options import Asked
from tests.engine.spreadsheets.made import data_folder, read


def test_nothing_is_asked_where_nothing_is_said_but_values_from_a_source_are_published():
    asked = Asked()
    assert asked.quality == PUBLISHED
    assert not any((asked.tables, asked.sheets, asked.period, asked.unit, asked.source_id, asked.skip, asked.replace))


@pytest.mark.parametrize(
    ("wish", "place", "code"),
    [
        ({"unit": "a\udcff"}, "--unit", "text_sign"),
        ({"source_title": "a\0"}, "--source-title", "text_sign"),
        ({"source_title": "=1+1"}, "--source-title", "text_as_formula"),
        ({"unit": "@x"}, "--unit", "text_as_formula"),
    ],
)
def test_a_text_that_cannot_be_written_or_would_run_as_a_formula_is_told_at_its_option(wish, place, code):
    (problem,) = Asked(**wish).problems("fil.csv")
    assert (problem.file, problem.place, problem.code) == ("fil.csv", place, code)


def test_ordinary_texts_are_no_problem():
    assert Asked(unit="per 1 000", source_title="Fafo-notat 2024:05 – tabell 3").problems("fil.csv") == []


def test_an_import_with_such_a_text_is_refused(tmp_path):
    wishes = {"indicator": "absence", "period": "2024", "source_id": "ny", "source_title": "=1+1"}
    understood = read("Bransje;x\nskole;5\n", base=data_folder(tmp_path / "data"), **wishes)
    assert [problem.code for problem in understood.problems] == ["text_as_formula"]
