"""The workbook as Excel reads it: read back with openpyxl."""

import io
import re
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from engine.foundation.locale import Locale
from engine.output.live_cells import Formula, Input
from engine.output.table import Column, Table
from engine.output.workbook import Sheet, workbook_bytes
from engine.output.workbook_charts import Chart

MADE = date(2026, 1, 2)
TABLE = Table(
    "",
    (
        Column("name", "Bransje"),
        Column("hidden", "Bare på skjermen", data=False),
        Column("score", "Poeng", "number", 2),
        Column("jobs", "Jobber", "integer"),
        Column("share", "Andel", "share"),
    ),
    (("Sjøfart", "x", 78.69450417682185, 20652, 0.25), ("Ingen", "x", None, None, None)),
)


def read(*sheets, warning=""):
    return load_workbook(io.BytesIO(workbook_bytes(MADE, sheets, warning)))


def test_figures_are_numbers_with_formats_and_every_decimal():
    page = read(Sheet("Ark", "", (TABLE,)))["Ark"]
    assert [cell.value for cell in page[1]] == ["Bransje", "Poeng", "Jobber", "Andel"]
    _, score, jobs, share = page[2]
    assert (score.value, jobs.value, share.value) == (pytest.approx(78.69450417682185, abs=1e-13), 20652, 0.25)
    assert (score.number_format, jobs.number_format, share.number_format) == ("#,##0.00", "#,##0", "0.0 %")
    assert [cell.value for cell in page[3]] == ["Ingen", None, None, None]


def test_headings_stand_over_their_figures_and_figures_apart_from_the_words_beside_them():
    page = read(Sheet("Ark", "", (TABLE,)))["Ark"]
    assert [cell.alignment.horizontal for cell in page[1]] == [None, "right", "right", "right"]
    assert [cell.alignment.indent for cell in page[2]] == [0, 1, 1, 1]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")'])
def test_text_is_never_a_formula(text):
    table = Table(text, (Column("name", text),), ((text,),))
    page = read(Sheet("Ark", "", (table, table), (text,)))["Ark"]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) == 7
    for cell in cells:
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.quotePrefix


def test_signs_that_the_format_cannot_hold_are_shown_as_such():
    page = read(Sheet("Ark", "", (Table("", (Column("name", "Navn"),), (("a\x00b\x1bc",),)),)))["Ark"]
    assert page["A2"].value == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"


def test_one_table_is_frozen_filtered_and_printed_under_its_heading():
    page = read(Sheet("Ark", "", (TABLE,)))["Ark"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:D3"
    assert page.print_title_rows == "$1:$1"


def test_every_sheet_prints_on_the_width_of_a_page_lying_down():
    page = read(Sheet("Ark", "", (TABLE, TABLE)))["Ark"]
    # One page wide is what the format means where nothing is said (ECMA-376, 18.3.1.63).
    pages = page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight
    assert (page.page_setup.orientation, *pages) == ("landscape", 1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.freeze_panes is None


def test_a_warning_stands_first_on_every_sheet_and_every_printed_page():
    book = read(Sheet("En", "", (TABLE,)), Sheet("To", "", (), ("Tekst",)), warning="SYNTETISK & oppdiktet")
    for page in book.worksheets:
        assert page["A1"].value == "SYNTETISK & oppdiktet"
        assert "SYNTETISK" in page.oddHeader.center.text
    assert book["En"].freeze_panes == "A4"
    assert book["To"]["A2"].value == "Tekst"


def test_tables_below_each_other_have_their_titles():
    page = read(Sheet("Ark", "", (TABLE, Table("Den andre", TABLE.columns, TABLE.rows)), ("Innledning",)))["Ark"]
    first = [page.cell(row, 1).value for row in range(1, page.max_row + 1)]
    assert first == [
        "Innledning",
        None,
        "Bransje",
        "Sjøfart",
        "Ingen",
        None,
        "Den andre",
        "Bransje",
        "Sjøfart",
        "Ingen",
    ]


def test_charted_columns_are_drawn_over_the_rows_that_have_figures():
    three = Table("", TABLE.columns, (TABLE.rows[0], *TABLE.rows))
    content = workbook_bytes(MADE, [Sheet("Ark", "", (three,), charts=(Chart("Figur", "Poeng", ("score", "jobs")),))])
    assert load_workbook(io.BytesIO(content)).sheetnames == ["Ark", "Figur"]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        drawn = re.findall("<c:f>(.*?)</c:f>", parts.read("xl/charts/chart1.xml").decode())
    assert [reference for reference in drawn if ":" in reference] == [
        "Ark!$A$2:$A$3",
        "Ark!$B$2:$B$3",
        "Ark!$A$2:$A$3",
        "Ark!$C$2:$C$3",
    ]


def test_the_same_sheets_on_the_same_date_are_the_same_bytes():
    assert workbook_bytes(MADE, [Sheet("Ark", "", (TABLE,))]) == workbook_bytes(MADE, [Sheet("Ark", "", (TABLE,))])
    properties = read(Sheet("Ark", "", (TABLE,))).properties
    assert (properties.created.date(), properties.modified.date()) == (MADE, MADE)


def test_a_formula_has_its_value_in_the_file_and_its_rows_follow_a_warning():
    table = Table("", (Column("name", "Navn"), Column("double", "Dobbelt", "number")), (("a", Formula("2*B{1}", 6.0)),))
    sheet = Sheet("Ark", "", (table,), above=((None, Input(3)),))
    for warning, row in (("", 3), ("Oppdiktet", 4)):
        content = workbook_bytes(MADE, [sheet], warning)
        written, shown = (load_workbook(io.BytesIO(content), data_only=only)["Ark"] for only in (False, True))
        assert written.cell(row, 2).value == f"=2*B{row - 2}"
        assert shown.cell(row, 2).value == 6.0
        assert written.cell(row - 2, 2).fill.start_color.rgb == "FFFFF2B3"


@pytest.mark.parametrize("value", [2.5, "a<b", None])
def test_the_value_of_a_formula_is_a_number_a_text_or_nothing(value):
    content = workbook_bytes(MADE, [Sheet("Ark", "", above=((Formula("A{9}", value),),))])
    assert load_workbook(io.BytesIO(content), data_only=True)["Ark"]["A1"].value == value


def test_what_looks_like_an_escape_of_the_format_stays_as_it_is_written():
    """ECMA-376, 22.9.2.19: _x0041_ in a file is shown as A, unless its own underscore is escaped."""
    content = workbook_bytes(MADE, [Sheet("Ark", "", (), ("_x0041_ og _x005F_",))])
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert "_x005F_x0041_ og _x005F_x005F_" in parts.read("xl/sharedStrings.xml").decode()


def test_answers_are_words_in_the_language():
    table = Table("", (Column("name", "Navn"), Column("high", "Høy", "boolean")), (("a", True), ("b", False)))
    for language, words in (("nb", ["ja", "nei"]), ("en", ["yes", "no"])):
        page = load_workbook(io.BytesIO(workbook_bytes(MADE, [Sheet("Ark", "", (table,))], "", Locale(language))))[
            "Ark"
        ]
        assert [page["B2"].value, page["B3"].value] == words


def test_rows_with_long_texts_are_as_high_as_their_lines():
    """A column is 46 letters at most, 95 per cent of them filled: 130 letters are three lines of 15 points."""
    table = Table("", (Column("note", "Merknad"),), (("x" * 130,), ("kort",)))
    page = read(Sheet("Ark", "", (table,)))["Ark"]
    assert page.row_dimensions[2].height == 45
    assert page.row_dimensions[3].height is None


def test_ids_are_left_to_machines_and_notes_stand_below():
    columns = (Column("industry_id", "Id"), Column("name", "Navn"), Column("words", "Ord", data=False, sheet=True))
    page = read(Sheet("Ark", "", (Table("", columns, (("a", "Alfa", "nytt"),), ("Merk dette.",)),)))["Ark"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Navn", "Ord"],
        ["Alfa", "nytt"],
        ["Merk dette.", None],
    ]
