"""Industries across and years down: the same cells, turned round."""

import pytest

from tests.engine.spreadsheets.made import data_folder, read, said, values, workbook

ASKED = {"source_id": "s1", "indicator": "absence"}
VALUES = {
    ("butikk", "absence", "2023"): 5.1,
    ("butikk", "absence", "2024"): 5.2,
    ("skole", "absence", "2023"): 6.1,
    ("skole", "absence", "2024"): 6.2,
}


@pytest.fixture
def base(tmp_path):
    return data_folder(tmp_path / "data")


@pytest.mark.parametrize("corner", ["År", "", "Bransje"])
def test_industries_across_are_read_as_industries_down(base, corner):
    text = f"{corner};Butikkhandel;Undervisning\n2023;5,1;6,1\n2024;5,2;6,2\n"
    understood = read(text, base=base, **ASKED)
    assert said(understood) == []
    assert {key: figure for key, figure in values(understood).items() if key in VALUES} == VALUES


def test_a_title_above_does_not_matter_and_a_cell_keeps_its_place(base):
    rows = [["12441: Fravær etter næring og år"], [], [None, "Butikkhandel", "Undervisning"], ["2024", 5.2, "mye"]]
    (problem,) = read(workbook(Ark=rows), base=base, **ASKED).problems
    assert (problem.code, problem.given) == ("not_a_number", "mye")
    assert "C4" in problem.place


def test_an_indicator_down_is_one(base):
    understood = read(";Butikkhandel;Undervisning\nabsence;5,2;6,2\n", base=base, source_id="s1", period="2024")
    assert values(understood)["skole", "absence", "2024"] == 6.2


def test_names_beside_one_another_are_no_industries_across(base):
    (problem,) = read("bransje;navn;2024\nButikkhandel;Undervisning;5\n", base=base, **ASKED).problems
    assert problem.code == "wide_conflict"


def test_codes_across_are_codes_where_the_corner_says_so(base):
    from engine.spreadsheets.catalogue import Catalogue
    from engine.spreadsheets.grid import Sheet
    from engine.spreadsheets.import_options import Asked
    from engine.spreadsheets.turned_tables import turned

    rows = {1: {1: "Næring (SN2007)", 2: "47", 3: "85"}, 2: {1: "2024", 2: "5", 3: "6"}}
    across = turned(Sheet("f.csv", "", rows), Catalogue(), Asked())
    assert across.rows == {1: {1: "Næring (SN2007)", 2: "2024"}, 2: {1: "47", 2: "5"}, 3: {1: "85", 2: "6"}}
    rows[1][1] = "År"
    assert turned(Sheet("f.csv", "", rows), Catalogue(), Asked()) is None


def test_a_row_that_says_a_part_is_told_of_as_a_column_is(base):
    text = "Indikator;Butikkhandel;Undervisning\nKjønn;Menn;Menn\nabsence;5;6\n"
    (problem,) = read(text, base=base, source_id="s1", period="2024").problems
    assert (problem.code, problem.given) == ("wide_breakdown", "Menn")
    assert "B2" in problem.place
