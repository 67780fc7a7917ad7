"""Texts that a spreadsheet would run are written so that they stay texts, and every text can be had back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.foundation.formula_texts import escaped, is_formula, neutralised, plain
from engine.spreadsheets.cell_stream import plain_text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_the_signs_that_owasp_lists_begin_formulas(start):
    """OWASP, "CSV Injection": equals, plus, minus, at, tab, carriage return, line feed and the full-width signs."""
    assert is_formula(f"{start}cmd|' /C calc'!A0")
    assert neutralised(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "Sjøfart", "a=b", "-", "'90-tallet", "1-2", "«=»"])
def test_other_texts_are_left_alone(text):
    assert neutralised(text) == text


@given(st.text(alphabet=st.sampled_from("'=-+@a\t1 "), max_size=6))
def test_no_neutralised_text_runs_and_the_text_can_be_had_back(text):
    assert not is_formula(neutralised(text))
    assert plain(neutralised(text)) == text


@given(st.text(alphabet=st.sampled_from("_x0041F"), max_size=20))
def test_a_text_like_an_escape_is_itself_when_a_workbook_is_read(text):
    assert plain_text(escaped(text)) == text


def test_what_looks_like_no_escape_is_left_alone():
    assert escaped("_x_, _x41_, a_x0041b") == "_x_, _x41_, a_x0041b"
    assert escaped("_x0041_") == "_x005F_x0041_"
