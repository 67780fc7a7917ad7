"""One value a row: recognised by its headings and cells, and by nothing less."""

from engine.spreadsheets.grid import Sheet
from engine.spreadsheets.pivoted_tables import pivoted


def sheet(*lines):
    return Sheet("f", "", {number: dict(enumerate(line, start=1)) for number, line in enumerate(lines, start=1)})


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


def test_eurostats_long_table_has_flags_behind_its_value():
    """SDMX-CSV as Eurostat's data browser writes it."""
    heads = "DATAFLOW,LAST UPDATE,freq,nace_r2,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG"
    rows = "ESTAT:X(1.0),01/01/24 11:00:00,A,G,PC,NO,2023,4.1,", "ESTAT:X(1.0),01/01/24 11:00:00,A,I,PC,NO,2023,5.1,e"
    lines = [line.split(",") for line in (heads, *rows)]
    cells = {row: {number: cell for number, cell in enumerate(line, 1) if cell} for row, line in enumerate(lines, 1)}
    table = pivoted(Sheet("a.csv", "", cells))
    assert list(table.rows.values()) == [{1: "nace_r2", 2: "2023"}, {1: "G", 2: "4.1"}, {1: "I", 2: "5.1"}]
    assert table.unit == "PC"


def test_counts_that_look_like_years_are_values():
    made = pivoted(
        sheet(("næring", "år", "value"), ("47", "2023", "1987"), ("47", "2024", "2011"), ("86", "2024", "1200"))
    )
    assert [list(cells.values()) for cells in made.rows.values()] == [
        ["næring", "2023", "2024"],
        ["47", "1987", "2011"],
        ["86", "1200"],
    ]
