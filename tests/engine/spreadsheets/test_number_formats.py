"""Excel's number formats (ECMA-376, part 1, 18.8.31): which of them show a number in per cent."""

import pytest

from engine.spreadsheets.number_formats import shown_in_percent


@pytest.mark.parametrize("code", ["0%", "0.0%", "0.00 %", "#,##0.0%", "[Red]0.0%", "0.0%;-0.0%", "0%;[Red]-0%;0%"])
@pytest.mark.parametrize("number", [0.114, 0.5, 1.2, 0.004])
def test_a_real_per_cent_format_multiplies(code, number):
    assert shown_in_percent(number, code)


@pytest.mark.parametrize(
    "code", ['0.0" %"', "0.0\\%", "0.0_%", '0.0"%"', '0 "prosent %"', "0.0;-0.0%", '0.0;-0.0;0.0;@"%"', "0.0"]
)
@pytest.mark.parametrize("number", [11.4, 0.5, 5.0])
def test_a_sign_that_is_text_padding_or_another_sections_does_not(code, number):
    assert not shown_in_percent(number, code)


def test_the_section_of_the_numbers_own_sign_counts():
    assert not shown_in_percent(0.5, "0.0;-0.0%")
    assert shown_in_percent(-0.5, "0.0;-0.0%")


def test_a_condition_is_asked_of_the_number_itself():
    assert shown_in_percent(0.5, "[<1]0.0%;0.0")
    assert not shown_in_percent(5.0, "[<1]0.0%;0.0")


@pytest.mark.parametrize("code", ['[=0]"-";0%', "[<0.01]0.0%;0.0%", "[>=0.1]0%;[<0.1]0%", "[<1]0.00E+00%;0.0"])
def test_a_small_number_that_is_rounded_to_nothing_is_in_per_cent_by_its_section(code):
    """0.0004 is 0.04 %, which these show as 0 %; shown as another section says, it would be 0.0004."""
    assert shown_in_percent(0.0004, code)


@pytest.mark.parametrize("code", ['[<0.01]0.0"%";0.0%', '[=0]"0%";0.0'])
def test_a_small_number_in_a_section_with_a_sign_that_is_text_is_not(code):
    assert not shown_in_percent(0.0004, code)


def test_an_exponent_counts_when_what_is_shown_is_held_against_the_number():
    """Excel shows 0.051 as 5.10E+00% under this format."""
    assert shown_in_percent(0.051, "0.00E+00%")
