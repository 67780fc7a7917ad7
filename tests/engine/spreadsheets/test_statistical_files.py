"""JSON-stat and PX: recognised by how they begin, refused in words where they are broken."""

import json

import pytest

from engine.foundation.errors import InputError
from engine.spreadsheets.statistical_files import statistical_sheet
from tests.engine.spreadsheets.test_real_files import read

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


def json_stat(base):
    category = {"label": {"x": "Legemeldt sykefravær"}, "unit": {"x": {"base": base, "decimals": 1}}}
    return {
        "version": "2.0",
        "class": "dataset",
        "id": ["nace", "ContentsCode", "year"],
        "size": [2, 1, 1],
        "value": [1.5, 2.5],
        "dimension": {
            "nace": {"label": "næring", "category": {"index": ["47", "85"], "label": {"47": "Handel", "85": "Skole"}}},
            "ContentsCode": {"label": "statistikkvariabel", "category": category},
            "year": {"label": "år", "category": {"label": {"2024": "2024"}}},
        },
    }


def px_with_units(units):
    return PX.replace('STUB="næring"', f'{units}\nSTUB="næring","innhold"').replace(
        "CODES(", 'VALUES("innhold")="Legemeldt sykefravær";\nCODES('
    )


@pytest.mark.parametrize(
    ("unit", "differs"), [("prosent", False), ("Percentage", False), ("personer", True), ("Sykefraværsprosent", False)]
)
def test_the_tables_own_unit_is_held_against_the_indicators(unit, differs):
    """A number of persons is no absence in per cent, whatever the table calls it."""
    asked = {"indicator": "absence", "unit": "percent", "source_id": "x", "source_title": "X"}
    contents = (
        ("t.json", json.dumps(json_stat(unit)).encode()),
        ("t.px", px_with_units(f'UNITS="{unit}";').encode()),
        ("t.px", px_with_units(f'UNITS("Legemeldt sykefravær")="{unit}";').encode()),
    )
    for name, content in contents:
        codes = [problem.code for problem in read(name, content, **asked).problems]
        assert codes == (["unit_mismatch"] if differs else [])


@pytest.mark.parametrize("code_page", ["cp850", "iso-8859-15", "windows-1252", "utf-8"])
def test_a_px_file_is_read_by_its_own_code_page(code_page):
    """CODEPAGE is how PX files of older programs say which signs they are written with."""
    content = PX.replace("STUB", f'CODEPAGE="{code_page}";\nSTUB', 1).encode(code_page)
    assert statistical_sheet(content, "t.px").rows[1][1] == "næring"


def test_an_unknown_code_page_is_windows_western():
    content = PX.replace("STUB", 'CODEPAGE="no-such";\nSTUB', 1).encode("cp1252")
    assert statistical_sheet(content, "t.px").rows[1][1] == "næring"


def test_a_long_text_of_a_px_file_may_stand_on_several_lines():
    """PX-file format, 2.1: a text of more than 256 signs is written as several, one a line, with no comma between."""
    content = PX.replace('"Undervisning","Helse"', '"Under"\n"visning",\n"Hel"\r\n  "se"').encode()
    rows = statistical_sheet(content, "t.px").rows
    assert [rows[row][1] for row in (2, 4)] == ["85 Undervisning", "86-88 Helse"]


@pytest.mark.parametrize("name", ["dataset", "sykefravær"])
def test_json_stat_of_version_1_is_read_as_version_2(name):
    """json-stat.org/format/1.03: id, size and role stand in ``dimension``, and the dataset has a name and no class."""
    second = json_stat("prosent")
    moved = {key: second.pop(key) for key in ("id", "size")} | {"role": {"time": ["year"]}}
    first = {key: second[key] for key in ("value",)} | {"dimension": second["dimension"] | moved}
    first_rows = statistical_sheet(json.dumps({name: first}).encode(), "t.json").rows
    assert first_rows == statistical_sheet(json.dumps(json_stat("prosent")).encode(), "t.json").rows


def test_several_datasets_of_version_1_are_not_read_as_one():
    one_of_two = {"dimension": {"id": ["a"], "size": [1], "a": {"category": {"label": {"x": "x"}}}}, "value": [1]}
    with pytest.raises(InputError) as raised:
        statistical_sheet(json.dumps({"a": one_of_two, "b": one_of_two}).encode(), "t.json")
    assert raised.value.problems[0].code == "statbank_not_jsonstat"


@pytest.mark.parametrize(("unit", "codes"), [("1 000 dagsverk", ["unit_mismatch"]), ("dagsverk", [])])
def test_a_table_in_thousands_is_not_read_as_single_ones(unit, codes):
    content = px_with_units(f'UNITS="{unit}";').replace("Legemeldt sykefravær", "Tapte dagsverk").encode()
    asked = {"indicator": "tapte", "unit": "days", "source_id": "x", "source_title": "X"}
    assert [problem.code for problem in read("t.px", content, **asked).problems] == codes
