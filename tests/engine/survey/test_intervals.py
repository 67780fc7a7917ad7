"""Intervals of shares and ratios."""

import math

import pytest

from engine.survey.intervals import ratio_interval, share_interval

MANY = 1_000_000


def test_an_odds_ratio_interval_reproduces_bland_and_altman():
    """Bland & Altman (2000), BMJ 320, 1468: 1.386 to 1.790 on the log scale, 4.00 to 5.99."""
    variance = 1 / 141 + 1 / 420 + 1 / 928 + 1 / 13525
    low, high = ratio_interval(math.log(141 * 13525 / (928 * 420)), variance, MANY)
    assert (low, high) == (pytest.approx(4.00, abs=0.005), pytest.approx(5.99, abs=0.005))


def test_a_share_interval_is_symmetric_in_log_odds_and_stays_inside():
    low, high = share_interval(0.02, 0.0004, 30)
    assert 0 < low < 0.02 < high < 1
    odds = [math.log(share / (1 - share)) for share in (low, 0.02, high)]
    assert odds[1] - odds[0] == pytest.approx(odds[2] - odds[1])


def test_few_degrees_of_freedom_make_it_wider():
    """Student's t at 1 degree of freedom is 12.706 where the normal has 1.960 (any table)."""
    narrow, wide = (share_interval(0.5, 1e-6, freedom) for freedom in (MANY, 1))
    assert (wide[1] - wide[0]) / (narrow[1] - narrow[0]) == pytest.approx(12.706 / 1.960, rel=1e-3)


@pytest.mark.parametrize(("share", "freedom"), [(0.0, 9), (1.0, 9), (0.3, 0), (math.nan, 9)])
def test_there_is_none_where_it_cannot_be(share, freedom):
    assert share_interval(share, 0.01, freedom) is None


def test_a_ratio_that_is_not_defined_has_none():
    assert ratio_interval(math.inf, 0.1, 9) is None
    assert ratio_interval(0.1, math.nan, 9) is None
