"""One value a row: recognised by its headings and cells, and by nothing less."""

from engine.spreadsheets.grid import Sheet
from engine.spreadsheets.pivoted_tables import pivoted


def sheet(*lines):
    return Sheet("f", "", {at: dict(enumerate(line, start=1)) for at, line in enumerate(lines, start=1)})


def test_industries_go_down_and_the_rest_across():
    made = pivoted(sheet(("næring", "år", "value"), ("47", "2023", "1"), ("47", "2024", "2"), ("86", "2024", "3")))
    assert [list(cells.values()) for cells in made.rows.values()] == [
        ["næring", "2023", "2024"],
        ["47", "1", "2"],
        ["86", "3"],
    ]


def test_a_cell_that_stands_twice_keeps_both():
    made = pivoted(sheet(("næring", "år", "value"), ("47", "2023", "1"), ("47", "2023", "2")))
    assert [cells[2] for cells in list(made.rows.values())[1:]] == ["1", "2"]


def test_a_wide_table_is_left_alone():
    assert pivoted(sheet(("næring", "2023", "2024"), ("47", "1", "2"), ("86", "3", "4"))) is None
    assert pivoted(sheet(("næring", "value"), ("47", "1"))) is None
