"""Eurostat's activity codes as groups; what each section holds is read off Statistics Norway's standard."""

import pytest

from engine.sources.statbank.nace_groups import nace_group


@pytest.mark.parametrize(
    ("code", "divisions"),
    [
        ("A", "01-03"),
        ("F", "41-43"),
        ("P", "85"),
        ("B-E", "05-39"),
        ("G-I", "45-56"),
        ("M_N", "69-75 77-82"),
        ("A_C-N", "01-03 10-82"),
        ("Q86", "86"),
        ("Q87_Q88", "87 88"),
        ("C10-C12", "10-12"),
        ("H49-H53", "49-53"),
        ("G47", "47"),
        ("Q869", "869"),
    ],
)
def test_letters_and_codes_are_the_divisions_of_the_standard(code, divisions):
    group = nace_group(code)
    assert group is not None
    assert group.text == divisions


@pytest.mark.parametrize("code", ["TOTAL", "UNK", "NRP", "B-S_X_O", "V", "", "G86", "C10-12", "C-10", "E-B", "86_"])
def test_what_is_no_sum_of_sections_and_codes_is_none(code):
    assert nace_group(code) is None
