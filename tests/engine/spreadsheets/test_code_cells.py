"""Codes that a spreadsheet has made numbers of are the texts that they were; a lost zero is never guessed."""

import datetime

import pytest

from tests.engine.spreadsheets.made import read, workbook
from tests.engine.spreadsheets.test_real_files import brought, refusals
from tests.engine.spreadsheets.test_real_files import read as read_with_codes

ASKED = {"indicator": "absence", "unit": "percent"}


def of_sheet(*rows, **asked):
    return read_with_codes("t.xlsx", workbook(Ark=rows), **(ASKED | asked))


def of_text(*lines, **asked):
    return read_with_codes("t.csv", "\n".join(lines).encode(), **(ASKED | asked))


@pytest.mark.parametrize("heading", ["Næring", "Næringskode", "SN2007", "Bransje"])
def test_codes_that_a_workbook_holds_as_numbers_are_groups(heading):
    values = brought(of_sheet([heading, "2024"], [47, 5.1], [47.1, 4.9], [85, 6.1]))
    assert values == {("47", "absence", "2024"): 5.1, ("471", "absence", "2024"): 4.9, ("85", "absence", "2024"): 6.1}


def test_codes_as_numbers_beside_their_names_are_groups():
    values = brought(of_sheet(["Kode", "Næring", 2024], [10, "Næringsmiddel", 4], [47, "Detaljhandel", 5.1]))
    assert values == {("10", "absence", "2024"): 4, ("47", "absence", "2024"): 5.1}


def test_one_value_a_row_may_have_codes_as_numbers():
    values = brought(of_sheet(["nace", "år", "verdi"], [47, 2023, 5.1], [47, 2024, 5.2], [85, 2024, 4.1]))
    assert values[("47", "absence", "2024")] == 5.2
    assert len(values) == 3


def test_figures_under_a_heading_that_has_the_word_industry_in_it_stay_figures():
    values = brought(of_sheet(["Andel i næring", "Bransje"], [47, "Sjøfart"], [55, "Undervisning"], period="2024"))
    assert values == {("sjofart", "absence", "2024"): 47, ("undervisning", "absence", "2024"): 55}


def test_a_code_that_may_have_lost_its_zero_is_asked_about():
    """01610 (services to plant production) without its zero is 16.10, sawmilling."""
    lines = ("Næringskode;2024", "1610;5,2", "47111;4", "47112;5", "10110;4")
    (refusal,) = refusals(of_text(*lines))
    assert "«1610»" in refusal
    assert "null foran" in refusal
    assert ("01610", "absence", "2024") in brought(of_text(*lines, rows={"1610": "01610"}))


def test_codes_of_one_digit_are_asked_about_too():
    (refusal,) = refusals(of_sheet(["Næring", "2024"], [1, 5.1], [47, 4], [55, 5], [85, 4]))
    assert "celle A2" in refusal
    assert "null foran" in refusal


@pytest.mark.parametrize("codes", [("61", "62", "63", "581"), ("01", "11", "012", "471", "472", "561"), ("47", "85")])
def test_codes_of_several_lengths_have_lost_nothing_where_most_are_short_or_some_begin_with_zero(codes):
    assert len(brought(of_text("Næring;2024", *(f"{code};5,1" for code in codes)))) == len(codes)


def test_words_beside_a_code_say_which_of_two_it_is():
    lines = ("Næringskode;Navn;2024", "1610;Saging av tre;5,2", "47111;Matvarer;4", "47112;Kiosker;5", "10110;Kjøtt;4")
    assert ("1610", "absence", "2024") in brought(of_text(*lines))


@pytest.mark.parametrize("rows", [([47, 4.1], ["dato", 5.1], [85, 5.1]), (["dato", 5.1], [47, 4.1], [85, 5.1])])
def test_a_code_that_excel_made_a_date_of_is_told_of_wherever_it_stands(rows):
    cells = [[datetime.date(2024, 11, 10) if cell == "dato" else cell for cell in row] for row in rows]
    (refusal,) = refusals(of_sheet(["Næring", "2024"], *cells))
    assert "Cellen er en dato" in refusal


def test_one_wrong_code_does_not_make_the_others_figures():
    (refusal,) = refusals(of_text("Næring;Navn;2024", "47.1;Butikker;5", "85.2;Skole;6", "12.9;Ukjent;3", "47.7;Sko;3"))
    assert "«12.9»" in refusal


def test_a_table_without_numbers_is_left_alone():
    assert read("Bransje;2024\n", **ASKED).problems
