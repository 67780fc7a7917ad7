"""Every cell of a workbook is read exactly, and what is no value is known for what it is."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from engine.foundation.errors import InputError
from engine.spreadsheets import grid
from engine.spreadsheets.excel import read_sheets
from engine.spreadsheets.grid import Odd, Percent
from engine.spreadsheets.upload_guard import opened
from tests.engine.spreadsheets.made import raw, saved, workbook


def sheets(content):
    return read_sheets(opened(content, "fil.xlsx"))


def rows(content):
    return sheets(content)[0].rows


def refused(content):
    with pytest.raises(InputError) as error:
        rows(content)
    return error.value.problems[0].code


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.floats(-1e300, 1e300),
                st.integers(-(10**9), 10**9),
                st.text(alphabet="aæ <&>\"'_x0=1", max_size=8),
            ),
            min_size=1,
            max_size=5,
        ),
        max_size=5,
    )
)
def test_what_openpyxl_writes_is_read_as_openpyxl_reads_it(table):
    """An independent reader of the same file: openpyxl itself."""
    book = Workbook()
    for row, cells in enumerate(table, start=1):
        for column, value in enumerate(cells, start=1):
            cell = book.active.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    content = saved(book)
    theirs = {
        (cell.row, cell.column): cell.value.strip() if isinstance(cell.value, str) else float(cell.value)
        for line in load_workbook(BytesIO(content)).active.iter_rows()
        for cell in line
        if cell.value is not None and str(cell.value).strip()
    }
    ours = {(row, column): cell for row, cells in rows(content).items() for column, cell in cells.items()}
    assert ours == theirs


def test_formulas_errors_truth_values_and_dates_are_told_apart():
    book = Workbook()
    book.active.append(["=A2+1", "#N/A", True, date(2024, 1, 1), 0.123])
    book.active["E1"].number_format = "0.0 %"
    cells = rows(saved(book))[1]
    assert [cells[column].kind for column in (1, 2, 3, 4)] == [grid.FORMULA, grid.ERROR, grid.BOOLEAN, grid.DATE]
    assert (cells[2].said, cells[3].said) == ("#N/A", "TRUE")
    assert isinstance(cells[5], Percent)
    assert cells[5] == 0.123


def test_a_formula_is_never_its_stored_value():
    cells = rows(raw('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f t="shared" si="0"/><v>2</v></c></row>'))[
        1
    ]
    assert all(isinstance(cell, Odd) and cell.kind == grid.FORMULA for cell in cells.values())


def test_text_in_runs_is_one_text_and_what_follows_the_data_is_none():
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><r><t>Sjø</t></r><r><t>fart</t></r></is></c></row>'
    tail = "<headerFooter><oddHeader>ikke dette</oddHeader></headerFooter>"
    assert rows(raw(cells, tail=tail)) == {1: {1: "Sjøfart"}}


def test_shared_texts_leave_out_how_they_are_pronounced():
    strings = "<si><r><t>Sjø</t></r><r><t>fart</t></r></si><si><t>a</t><rPh><t>b</t></rPh></si>"
    cells = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    assert rows(raw(cells, strings=strings)) == {1: {1: "Sjøfart", 2: "a"}}


def test_cells_without_references_follow_one_another():
    assert rows(raw("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")) == {
        1: {1: 1.0, 2: 2.0},
        2: {1: 3.0},
    }


def test_names_with_a_prefix_are_the_same_names():
    sheet = (
        f'<x:worksheet xmlns:x="{"http://schemas.openxmlformats.org/spreadsheetml/2006/main"}"><x:sheetData>'
        '<x:row r="2"><x:c r="B2"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert rows(raw("", more={"xl/worksheets/sheet1.xml": sheet})) == {2: {2: 5.0}}


def test_a_cell_at_the_far_corner_costs_nothing_but_is_refused():
    assert refused(raw('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')) == "upload_rows"
    assert refused(raw('<row r="1"><c r="XFD1"><v>1</v></c></row>')) == "upload_columns"


def test_a_dimension_that_is_not_so_is_not_believed():
    content = raw(
        "",
        more={
            "xl/worksheets/sheet1.xml": '<worksheet><dimension ref="A1:XFD1048576"/><sheetData>'
            '<row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
        },
    )
    assert rows(content) == {1: {1: 1.0}}


def test_hidden_sheets_and_rows_and_merged_cells_are_known():
    book = Workbook()
    book.active.append(["a", "b"])
    book.active.merge_cells("A2:B3")
    book.active.row_dimensions[1].hidden = True
    book.create_sheet("Skjult").sheet_state = "hidden"
    first, second = sheets(saved(book))
    assert (first.hidden, first.hidden_rows, first.merged) == (False, 1, ((2, 1, 3, 2),))
    assert second.hidden


def test_rows_and_columns_of_no_size_are_hidden():
    content = raw(
        "",
        more={
            "xl/worksheets/sheet1.xml": '<worksheet><cols><col min="2" max="2" width="0" customWidth="1"/>'
            '<col min="1" max="1" width="8.43"/></cols><sheetData>'
            '<row r="1" ht="0"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>'
            '<row r="2" ht="15"><c r="A2"><v>1</v></c></row></sheetData></worksheet>'
        },
    )
    (only,) = sheets(content)
    assert (only.hidden_rows, only.hidden_columns) == (1, 1)


def test_sheets_come_in_the_workbooks_order():
    assert [sheet.name for sheet in sheets(workbook(B=[[1]], A=[[2]]))] == ["B", "A"]
