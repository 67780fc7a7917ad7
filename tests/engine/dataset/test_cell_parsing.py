"""Cells to values: what counts as a number, and the decimal mark of a whole file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dataset.cell_parsing import typed_table
from engine.dataset.csv_file import RawTable
from engine.dataset.schema import CODES, INDICATORS, INDUSTRIES, RESOURCES


def typed(table, delimiter=",", **cells):
    rows = range(2, 2 + len(next(iter(cells.values()))))
    return typed_table(RawTable(table, table.file, delimiter, rows, cells, True))


def test_numbers_as_programs_write_them():
    table, problems = typed(INDICATORS, value=["6.4", "-3", "+2", ".5", "7.", "1e-3", "2.5E2", "0"])
    assert problems == []
    assert table.columns["value"] == [6.4, -3, 2, 0.5, 7, 0.001, 250, 0]


@pytest.mark.parametrize(
    "cell",
    [
        "x",
        "6.4%",
        "1_000",
        "1 000",
        "1\N{NO-BREAK SPACE}000",
        "1'000",
        "1.234.567",
        "٣",
        "６",
        "\N{MINUS SIGN}5",
        "0x10",
        "1e",
        "--1",
        ".",
    ],
)
def test_what_only_looks_like_a_number_is_refused(cell):
    table, problems = typed(INDICATORS, value=[cell])
    assert [problem.code for problem in problems] == ["not_a_number"]
    assert table.columns["value"] == [None]


@pytest.mark.parametrize("cell", ["nan", "NaN", "-NaN", "inf", "-Infinity", "1e999"])
def test_nan_and_infinity_are_no_values(cell):
    _, problems = typed(INDICATORS, value=[cell])
    assert [(problem.code, problem.given) for problem in problems] == [("not_finite", cell)]


def test_a_semicolon_file_with_decimal_commas_has_the_same_numbers():
    table, problems = typed(RESOURCES, delimiter=";", amount=["6,4", "2", "0,25", "1,5e3"])
    assert problems == []
    assert table.columns["amount"] == [6.4, 2, 0.25, 1500]


def test_a_semicolon_file_may_have_decimal_points():
    table, problems = typed(RESOURCES, delimiter=";", amount=["6.4", "2", "0.25"])
    assert problems == []
    assert table.columns["amount"] == [6.4, 2, 0.25]


def test_points_that_may_be_of_thousands_are_asked_about_in_a_semicolon_file():
    _, problems = typed(RESOURCES, delimiter=";", amount=["987", "1.234", "22.300"])
    assert [(problem.code, problem.row, problem.given) for problem in problems] == [
        ("ambiguous_thousands_in_folder", 3, "1.234")
    ]
    for cells, delimiter in ((["1.234", "22.3"], ";"), (["0.123"], ";"), (["1.234", "22.300"], ",")):
        assert typed(RESOURCES, delimiter=delimiter, amount=cells)[1] == []


def test_the_mark_is_the_files_and_each_cell_with_the_other_one_is_a_problem():
    _, problems = typed(INDICATORS, delimiter=";", value=["6,4", "6.5", "7,1"], se=["0,1", "0,1", "0.2"])
    assert [(problem.row, problem.column, problem.code) for problem in problems] == [
        (3, "value", "decimal_comma_expected"),
        (4, "se", "decimal_comma_expected"),
    ]
    _, problems = typed(RESOURCES, delimiter=";", amount=["6.4", "6,5", "7.1"])
    assert [(problem.row, problem.code) for problem in problems] == [(3, "decimal_point_expected")]


def test_a_number_with_both_marks_is_none_under_either():
    for cells in (["1.234,5", "2,5"], ["1,234.5", "2.5"]):
        _, problems = typed(RESOURCES, delimiter=";", amount=cells)
        assert [(problem.row, problem.code) for problem in problems] == [(2, "not_a_number")]


def test_a_comma_file_never_has_decimal_commas():
    _, problems = typed(RESOURCES, amount=["6,4"])
    assert [problem.code for problem in problems] == ["decimal_point_expected"]


def test_an_empty_cell_is_missing_where_it_may_be_and_a_problem_where_it_may_not():
    table, problems = typed(INDICATORS, value=["1", ""], se=["", "0.1"])
    assert table.columns["se"] == [None, 0.1]
    assert [(problem.row, problem.column, problem.code) for problem in problems] == [(3, "value", "empty_cell")]


@pytest.mark.parametrize("cell", ["-1", "1.0", "1e3", "1 000", "1.000", "1000000000", "9" * 5000])
def test_jobs_are_a_whole_number_of_at_most_nine_digits(cell):
    _, problems = typed(CODES, jobs=[cell])
    assert [problem.code for problem in problems] == ["not_a_count"]


def test_a_column_that_the_file_lacks_is_missing_in_every_row():
    table, problems = typed(INDUSTRIES, industry_id=["a", "b"], name_nb=["A", "B"])
    assert problems == []
    assert table.columns["jobs"] == [None, None]
    assert set(table.given) == {"industry_id", "name_nb"}


def test_prefixes_are_two_to_five_digits_with_spaces_between():
    table, problems = typed(INDUSTRIES, sn2007_prefixes=["86101  87", "", "091"])
    assert problems == []
    assert table.columns["sn2007_prefixes"] == [("86101", "87"), None, ("091",)]
    _, problems = typed(INDUSTRIES, sn2007_prefixes=["8", "861011", "86,87", "86.1"])
    assert [problem.code for problem in problems] == ["not_prefixes"] * 4


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_survives_as_python_writes_it(number):
    table, problems = typed(INDICATORS, value=[repr(number)])
    assert problems == []
    assert table.columns["value"] == [number]


@given(st.text(max_size=12))
def test_no_text_is_too_strange_to_be_judged(cell):
    for delimiter in ",;":
        table, problems = typed(INDICATORS, delimiter=delimiter, value=[cell], period=[cell], quality=[cell])
        for column in ("value", "period", "quality"):
            refused = [problem for problem in problems if problem.column == column]
            assert (table.columns[column] == [None]) == (len(refused) == 1)
