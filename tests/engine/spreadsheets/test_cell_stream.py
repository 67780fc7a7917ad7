"""The cells of a sheet come one by one, and are refused where they lead nowhere or are too many."""

import pytest

from engine.foundation.errors import InputError
from engine.spreadsheets.cell_stream import Budget, plain_text, read_sheet
from engine.spreadsheets.excel import read_sheets
from engine.spreadsheets.grid import SIGN, Odd
from engine.spreadsheets.upload_guard import opened
from tests.engine.spreadsheets.made import raw


def rows(content):
    return read_sheets(opened(content, "fil.xlsx"))[0].rows


def refused(content):
    with pytest.raises(InputError) as error:
        rows(content)
    return error.value.problems[0].code


def test_more_cells_than_are_read_are_refused_while_reading():
    line = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="B{row}"><v>1</v></c></row>' for row in range(1, 9))
    budget = Budget(3)
    with pytest.raises(InputError) as error:
        read_sheet(opened(raw(line), "f"), "xl/worksheets/sheet1.xml", "A", False, [], {}, budget)
    assert error.value.problems[0].code == "upload_cells"


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B7"><v>1</v></c>',
        '<c r="1"><v>1</v></c>',
        '<c r="ABCD1"><v>1</v></c>',
        '<c r="A1" t="s"><v>9</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
    ],
)
def test_references_that_lead_nowhere_are_a_damaged_workbook(cell):
    assert refused(raw(f'<row r="1">{cell}</row>')) == "upload_broken"


def test_a_number_that_is_none_is_left_as_text_for_the_checks_to_refuse():
    assert rows(raw('<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1e999</v></c></row>')) == {
        1: {1: "NaN", 2: "1e999"}
    }


def test_the_escapes_of_control_characters_are_the_characters():
    """ECMA-376, 22.9.2.19 (ST_Xstring): _xHHHH_ is the character with that number."""
    assert plain_text("a_x000A_b ") == "a\nb"
    assert plain_text(" _x_ ") == "_x_"
    assert plain_text("_x005F_xD800_") == "_xD800_"


@pytest.mark.parametrize(("escape", "sign"), [("_xD800_", "U+D800"), ("_x0000_", "U+0000"), ("_x000B_", "U+000B")])
def test_a_text_with_a_sign_that_cannot_be_written_is_told_of_at_its_cell(escape, sign):
    shared = raw('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=f"<si><t>a{escape}b</t></si>")
    inline = raw(f'<row r="1"><c r="A1" t="inlineStr"><is><t>a{escape}b</t></is></c></row>')
    for content in (shared, inline):
        assert rows(content) == {1: {1: Odd(SIGN, sign)}}
