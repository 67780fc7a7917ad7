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
