"""Numbers as Norwegian tables print them, and the signs that are no numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.spreadsheets import missing_symbols as signs
from engine.spreadsheets.grid import Percent


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12,3", 12.3),
        ("1 234,5", 1234.5),
        ("1.234,5", 1234.5),
        ("1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567", 1234567),
        ("1\N{NARROW NO-BREAK SPACE}234,5", 1234.5),
        ("\N{MINUS SIGN}2,5", -2.5),
        ("\N{EN DASH}2,5", -2.5),
        ("1'234,5", 1234.5),
        ("1\N{RIGHT SINGLE QUOTATION MARK}234\N{RIGHT SINGLE QUOTATION MARK}567", 1234567),
        ("1\N{FIGURE SPACE}234", 1234),
        ("1\N{EN SPACE}234,5", 1234.5),
        ("12,3 %", 12.3),
        ("7", 7),
    ],
)
def test_a_number_with_decimal_comma_and_thousands_spaces_is_its_value(written, number):
    text = signs.number_text(written, signs.decimal_mark([written, "0,1"]), percent=True)
    assert float(text.replace(",", ".")) == number


def test_points_with_three_digits_behind_each_are_ambiguous_where_no_number_has_a_comma():
    assert signs.ambiguous_thousands(["1.234", "22.300", "987"]) == ("1.234", "ambiguous_thousands")
    assert signs.ambiguous_thousands(["1.234", "22.3"]) is None
    assert signs.ambiguous_thousands(["0.123", "0.456"]) is None
    assert signs.ambiguous_thousands(["1.234,5", "22.300"]) is None
    assert signs.ambiguous_thousands(["987", "12"]) is None


def test_commas_are_as_ambiguous_where_they_are_between_the_columns_too():
    doubt = ("1,234", "ambiguous_commas")
    assert signs.ambiguous_thousands(["1,234", "22,300", "987"], commas_doubted=True) == doubt
    assert signs.ambiguous_thousands(["1,234", "22,300", "987"]) is None
    assert signs.ambiguous_thousands(["1,23", "22,300"], commas_doubted=True) is None
    assert signs.ambiguous_thousands(["0,123"], commas_doubted=True) is None


@pytest.mark.parametrize(
    ("cells", "which"),
    [
        (["5,1 %", "0,062"], 1),
        ([0.062, Percent(0.051)], 0),
        ([0.0, "0,5", "5,1 %"], 1),
        ([Percent(0.051), "6,2 %"], None),
        ([Percent(0.008), 0.8, 5.1], None),
        ([0.062, 0.051], None),
        ([0.0, "5,1 %"], None),
        (["..", "mye", "5,1 %"], None),
    ],
)
def test_a_number_at_most_one_without_a_sign_among_numbers_with_it_may_be_a_share(cells, which):
    assert signs.without_percent_sign(cells) == which


def test_commas_are_thousands_under_a_decimal_point_only_where_the_user_says_so():
    assert signs.number_text("1,234.5", signs.POINT, asked=True) == "1234.5"
    assert signs.number_text("1,234", signs.POINT) == "1,234"
    assert signs.number_text("1,23", signs.POINT, asked=True) == "1,23"


@pytest.mark.parametrize("written", ["1 23", "12 3456", "6,5*", "ca. 5", "1 2345,0", "1'23", "5–7", "7,2 1)", "7,2¹"])
def test_what_is_no_well_formed_number_is_left_as_it_stands(written):
    assert signs.number_text(written, signs.COMMA) == written


@given(st.integers(-(10**9), 10**9), st.integers(0, 3), st.sampled_from(" \u00a0\u202f\u2009"))
def test_every_number_printed_in_norwegian_is_read_as_itself(whole, decimals, space):
    value = whole / 10**decimals
    printed = f"{value:,.{decimals}f}".replace(",", space).replace(".", ",")
    read = signs.number_text(printed, signs.COMMA)
    assert float(read.replace(",", ".")) == float(f"{value:.{decimals}f}")


def test_the_mark_is_what_most_numbers_in_text_have():
    assert signs.decimal_mark(["1,5", "2,5", "3.5"]) == ","
    assert signs.decimal_mark(["1.5", "2.5", "3,5"]) == "."
    assert signs.decimal_mark(["Butikk, og annet", 1.5, ".."]) == "."


@pytest.mark.parametrize(
    ("sign", "meaning"),
    [
        ("..", signs.UNAVAILABLE),
        (".", signs.IMPOSSIBLE),
        ("...", signs.NOT_YET),
        (":", signs.CONFIDENTIAL),
        ("-", signs.NIL),
        ("–", signs.NIL),
    ],
)
def test_each_standard_sign_of_statistics_norway_keeps_its_meaning(sign, meaning):
    """Statistisk sentralbyrå, «Standardtegn i tabeller»."""
    assert signs.sign_of(sign) == meaning


@pytest.mark.parametrize("cell", ["0", 0.0, "0,0", "", None, "-1"])
def test_zero_and_empty_are_no_signs(cell):
    assert signs.sign_of(cell) is None


def test_a_number_shown_in_per_cent_is_the_number_that_is_shown_exactly():
    assert signs.number_text(Percent(0.123), ".", percent=True) == "12.3"
    assert signs.number_text(Percent(0.07), ",", percent=True) == "7"
    assert signs.number_text(Percent(0.5), ".", percent=False) == "0.5"
