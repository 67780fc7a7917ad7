"""Cells of the template have lists and checks, each with a line that says what is allowed."""

import io

import pytest
from openpyxl import load_workbook

from engine.foundation.quality import QUALITIES
from engine.spreadsheets.dropdowns import unit_list
from engine.spreadsheets.template import template_bytes
from tests.engine.spreadsheets.made import CATALOGUE, data_folder

KNOWN = tuple(CATALOGUE.indicators.values())


@pytest.fixture
def book(tmp_path):
    return load_workbook(io.BytesIO(template_bytes(KNOWN, data_folder(tmp_path / "data"))))


def check(page, cell):
    (rule,) = [rule for rule in page.data_validations.dataValidation if cell in rule.sqref]
    return rule


@pytest.mark.parametrize(
    ("sheet", "cell", "kind", "formula"),
    [
        ("Indikatorer", "A5", "list", "'Bransjer'!$A$5:$A$1005"),
        ("Indikatorer", "B5", "list", "'Lister'!$A$5:$A$1005"),
        ("Indikatorer", "H5", "list", f'"{",".join(QUALITIES)}"'),
        ("Indikatorer", "I5", "list", "'Kilder'!$A$5:$A$1005"),
        ("Indikatorer", "F5", "decimal", "0"),
        ("Indikatorer", "G5", "whole", "0"),
        ("Bransjer", "E5", "list", '"programme,candidate,other"'),
        ("Bransjer", "G5", "list", '"public,private,mixed"'),
        ("Verdier", "C7", "list", f'"{",".join(QUALITIES)}"'),
        ("Verdier", "C8", "list", "'Kilder'!$A$5:$A$1005"),
    ],
)
def test_a_cell_takes_what_its_column_takes_and_says_so(book, sheet, cell, kind, formula):
    rule = check(book[sheet], cell)
    assert (rule.type, rule.formula1) == (kind, formula)
    assert rule.showErrorMessage
    assert rule.error
    assert rule.prompt


def test_a_value_may_be_a_number_or_one_of_the_signs(book):
    formula = check(book["Verdier"], "C10").formula1
    assert formula == 'OR(ISNUMBER(C10),C10="..",C10=".",C10="...",C10=":",C10="-")'


def test_a_new_indicator_and_a_new_unit_are_only_warned_of(book):
    assert check(book["Indikatorer"], "B5").errorStyle == check(book["Indikatorer"], "E5").errorStyle == "warning"


def test_the_lists_hold_what_is_known(book):
    page = book["Lister"]
    assert [page.cell(row, 1).value for row in range(5, 8)] == ["absence", "density", "frafall"]
    assert (
        [page.cell(row, 6).value for row in range(5, 7)] == list(unit_list(KNOWN)) == ["per_1000_employed", "percent"]
    )
