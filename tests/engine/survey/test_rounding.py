"""Ten significant digits, and nothing that is not finite."""

import math

from engine.survey.rounding import rounded, rounded_interval


def test_what_the_order_of_rows_decides_is_cut_off():
    assert rounded(0.1 + 0.2) == 0.3
    assert rounded(1234567.89012345) == 1234567.89
    assert rounded_interval((0.1 + 0.2, 1 / 3)) == (0.3, 0.3333333333)


def test_what_is_not_finite_is_not_told():
    assert rounded(math.nan) is None
    assert rounded(math.inf) is None
    assert rounded_interval((0.1, math.inf)) is None
    assert rounded_interval(None) is None
