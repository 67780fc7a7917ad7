"""Cells and their places."""

import pytest

from engine.foundation.locale import Locale
from engine.spreadsheets.grid import Odd, Sheet, column_number, letters, shown


@pytest.mark.parametrize(
    ("column", "text"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_are_numbered_as_excel_does(column, text):
    assert (letters(column), column_number(text)) == (text, column)


def test_what_is_no_letter_has_no_column():
    assert column_number("A1") == column_number("Æ") == 0


@pytest.mark.parametrize(
    ("cell", "text"), [(2018.0, "2018"), (6.4, "6.4"), (0.1 + 0.2, "0.30000000000000004"), (None, "")]
)
def test_a_number_is_shown_with_every_digit_and_a_whole_one_without_decimals(cell, text):
    assert shown(cell) == text


def test_a_place_names_sheet_and_cell_in_the_language_and_a_text_file_has_no_sheet():
    sheet = Sheet("f.xlsx", "Verdier", {})
    assert sheet.place(14, 3, Locale("nb")) == "ark Verdier, celle C14"
    assert sheet.place(14, 3, Locale("en")) == "sheet Verdier, cell C14"
    assert Sheet("f.csv", "", {}).place(14, None, Locale("nb")) == "rad 14"
    assert (
        sheet.problem("cell_formula", 2, 1, Locale("nb"), given="A1+1")
        .sentence()
        .startswith("f.xlsx, ark Verdier, celle A2: ")
    )
    assert shown(Odd("error", "#N/A")) == "#N/A"
