"""What the workbook for STAMI holds."""

from datetime import date

import pytest

from engine.foundation.locale import LANGUAGES, Locale
from engine.output.table import Column, Table
from engine.output.workbook import Sheet
from engine.results.workbook_content import workbook_sheets
from tests.engine.results.small import CRITERIA

MADE = date(2026, 1, 2)


def sheets_of(scores, result, language="nb", more=()):
    return {sheet.title: sheet for sheet in workbook_sheets(scores, result, MADE, "9.9", Locale(language), more)}


def test_every_part_has_its_sheet_and_the_first_lists_them(small, selected):
    sheets = sheets_of(small, selected)
    assert list(sheets) == [
        "Les meg",
        "Rangering",
        "Utregning",
        "Bidrag",
        "Utvalg og tilskudd",
        "Data",
        "Bransjer",
        "Kilder",
        "Kriterier",
        "Klippede verdier",
    ]
    contents = sheets["Les meg"].tables[-1]
    assert [row[0] for row in contents.rows] == list(sheets)[1:]
    assert all(row[1] for row in contents.rows)


def test_the_first_sheet_says_what_when_and_what_it_rests_on(small, selected):
    front = sheets_of(small, selected)["Les meg"]
    cells = [cell for table in front.tables for row in table.rows for cell in row if isinstance(cell, str)]
    text = "\n".join([*front.lines, *cells, *(note for table in front.tables for note in table.notes)])
    for words in (
        "2026-01-02 med bransjevalg 9.9",
        "bestemmer ingenting",
        "Valgt: Alfa, Beta.",
        "Liten",
        "Antall nye programmer er høyst 2",
        "Tabell en (SSB 2024)",
        "partene eier",
        "vurdert: noens skjønn",
        "ikke at det er de samme personene",
        "justert for alder og kjønn",
        "aldri regnet ut",
    ):
        assert words in text, words


def test_weights_stand_normalised_and_as_given(small, selected):
    weights = sheets_of(small, selected)["Les meg"].tables[1]
    assert weights.rows == (("Andel", 0.75, 3.0), ("Rate", 0.25, 1.0))


def test_the_selection_sheet_has_grants_numbers_and_what_binds(small, selected):
    tables = sheets_of(small, selected)["Utvalg og tilskudd"].tables
    assert tables[0].title == "Valgt: Alfa, Beta."
    grants = dict(zip((row[1] for row in tables[0].rows), (row[7] for row in tables[0].rows), strict=True))
    assert sum(grants.values()) == pytest.approx(10.0, abs=1e-8)
    assert any("Bindende vilkår: antall nye programmer er høyst 2" in row[0] for row in tables[2].rows)


def test_contributions_are_drawn(small, selected):
    ranking = sheets_of(small, selected)["Rangering"]
    assert [chart.keys for chart in ranking.charts] == [("contribution_share", "contribution_rate")]


def test_grants_are_drawn_beside_todays_without_the_sums(small, selected):
    sheet = sheets_of(small, selected)["Utvalg og tilskudd"]
    (chart,) = sheet.charts
    assert (chart.keys, chart.shown) == (("today", "with_selection"), 3)
    assert sheet.tables[chart.table].rows[-1][0] == "Sum"


def test_criteria_without_a_selection_give_a_workbook_without_one(scores_of):
    sheets = sheets_of(scores_of(CRITERIA), None)
    assert "Utvalg og tilskudd" not in sheets
    assert len(sheets["Kriterier"].tables) == 1


def test_other_rooms_add_their_sheets_after_the_selection(small, selected):
    more = Sheet("Robusthet", "Hvor fast det står", (Table("", (Column("x", "X"),), ((1,),)),))
    sheets = sheets_of(small, selected, more=(more,))
    assert list(sheets).index("Robusthet") == list(sheets).index("Utvalg og tilskudd") + 1
    assert ("Robusthet", "Hvor fast det står") in sheets["Les meg"].tables[-1].rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sheet_name_is_longer_than_excel_allows(small, selected, language):
    assert all(len(title) <= 31 for title in sheets_of(small, selected, language))
