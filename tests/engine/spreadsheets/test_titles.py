"""A title that says men, a region or an age group is told of where the table has no column that says it."""

import json

import pytest

from engine.spreadsheets.catalogue import Catalogue, names_of
from engine.spreadsheets.titles import said_part
from tests.engine.spreadsheets.made import data_folder, read, said, values, workbook

ASKED = {"source_id": "s1", "indicator": "absence"}
TABLE = ["Bransje", "2023", "2024"], ["Butikkhandel", 5.1, 5.2], ["Undervisning", 6.1, 6.2]


@pytest.fixture
def base(tmp_path):
    return data_folder(tmp_path / "data")


def told(understood):
    assert said(understood) == []
    return [note for sheet in understood.sheets for note in sheet.notes if "tittelen" in note]


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("12441: Sykefravær for menn, etter næring (SN2007) og år", "menn"),
        ("Sykefravær. Kvinner 25–39 år. Hele landet", "kvinner"),
        ("Sjukefråvær hos mannlege lønnstakarar", "mannlege"),
        ("Absence among men, by industry", "men"),
        ("Kjønn: Menn", "menn"),
        ("Sykefravær i Oslo, etter næring", "oslo"),
        ("Fylke: Møre og Romsdal", "møre og romsdal"),
        ("Sykefravær blant lønnstakere 25-39 år", "25-39 år"),
        ("Lønnstakere over 60 år", "over 60 år"),
        ("Virksomheter med 10-49 ansatte", "10-49 ansatte"),
    ],
)
def test_a_title_that_says_a_part_is_told_of_and_the_figures_are_read(base, title, part):
    understood = read(workbook(Ark=[[title], [], *TABLE]), base=base, **ASKED)
    (note,) = told(understood)
    assert title in note
    assert f"({part})" in note
    assert values(understood)["butikk", "absence", "2024"] == 5.2


@pytest.mark.parametrize(
    "title",
    [
        "Sykefravær, menn og kvinner, etter næring",
        "Sykefravær etter kjønn og næring",
        "Begge kjønn",
        "Andel kvinner, etter næring",
        "Lønnstakere 15-74 år, etter næring",
        "Oslo, 3. mars 2024",
        "Vi sender tallene, men de er foreløpige",
        "Sykefravær 2020-2024",
    ],
)
def test_a_title_about_everybody_is_not_told_of(base, title):
    assert told(read(workbook(Ark=[[title], [], *TABLE]), base=base, **ASKED)) == []
    assert said_part(title, names_of(Catalogue())) == ""


def test_a_sheet_s_name_and_the_title_of_one_value_a_row_count_too(base):
    assert len(told(read(workbook(Menn=TABLE), base=base, **ASKED))) == 1
    rows = [["Bransje", "År", "Verdi"], ["Butikkhandel", "2024", 5], ["Undervisning", "2024", 6]]
    assert len(told(read(workbook(Ark=[["Sykefravær for menn"], [], *rows]), base=base, **ASKED))) == 1


def test_the_title_of_a_statistical_file_counts_though_it_stands_in_no_cell(base):
    codes = {name: name for name in ("Butikkhandel", "Undervisning")}
    dataset = {
        "version": "2.0",
        "class": "dataset",
        "label": "Sykefravær for kvinner, etter bransje og år",
        "id": ["bransje", "Tid"],
        "size": [2, 1],
        "dimension": {
            "bransje": {"label": "bransje", "category": {"index": list(codes), "label": codes}},
            "Tid": {"label": "år", "category": {"index": ["2024"], "label": {"2024": "2024"}}},
        },
        "value": [5, 6],
    }
    (note,) = told(read(json.dumps(dataset).encode(), name="t.json", base=base, unit="percent", **ASKED))
    assert "(kvinner)" in note


def test_a_place_with_its_number_is_a_place():
    assert said_part("0301 Oslo", names_of(Catalogue())) == "oslo"
