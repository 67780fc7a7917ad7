"""JSON-stat and PX: recognised by how they begin, refused in words where they are broken."""

import json

import pytest

from engine.foundation.errors import InputError
from engine.spreadsheets.statistical_files import statistical_sheet

PX = """CHARSET="ANSI";
STUB="næring";
HEADING="år";
VALUES("næring")="Undervisning","Helse";
CODES("næring")="85","86-88";
VALUES("år")="2023","2024";
DATA=
1.5 "..";
2 3;
""".replace('"..";', '".."')


def test_px_cells_follow_stub_then_heading_the_last_running_fastest():
    """PX-file format: DATA is in row-major order over STUB and HEADING."""
    rows = statistical_sheet(PX.encode("cp1252"), "t.px").rows
    assert [list(cells.values()) for cells in rows.values()] == [
        ["næring", "år", "value"],
        ["85 Undervisning", "2023", 1.5],
        ["85 Undervisning", "2024", ".."],
        ["86-88 Helse", "2023", 2.0],
        ["86-88 Helse", "2024", 3.0],
    ]


def test_a_px_file_with_too_few_cells_says_how_many():
    with pytest.raises(InputError) as raised:
        statistical_sheet(PX.replace("2 3", "2").encode(), "t.px")
    assert raised.value.problems[0].code == "px_cells"


def test_json_stat_is_read_by_the_same_reader_as_a_servers_answer():
    answer = {
        "version": "2.0",
        "class": "dataset",
        "id": ["nace", "year"],
        "size": [2, 1],
        "value": [1.5, None],
        "status": {"1": ":"},
        "dimension": {
            "nace": {"label": "NACE", "category": {"index": ["P", "Q"], "label": {"P": "Education", "Q": "Health"}}},
            "year": {"label": "year", "category": {"label": {"2024": "2024"}}},
        },
    }
    rows = statistical_sheet(json.dumps(answer).encode(), "t.json").rows
    assert [list(cells.values()) for cells in rows.values()][1:] == [
        ["P Education", "2024", 1.5],
        ["Q Health", "2024", ":"],
    ]


def test_json_that_is_no_json_stat_is_said_to_be_none():
    with pytest.raises(InputError) as raised:
        statistical_sheet(b'{"a": 1}', "t.json")
    assert raised.value.problems[0].code == "statbank_not_jsonstat"


@pytest.mark.parametrize("content", [b"", b"Bransje;2024\n", b"PK\x03\x04"])
def test_any_other_file_is_left_alone(content):
    assert statistical_sheet(content, "x") is None
