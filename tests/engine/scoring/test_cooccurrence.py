"""Exposure and health both high: forms, quantiles and flags."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from engine.scoring.cooccurrence import cooccurrence, flags, reaches_quantile

NAN = np.nan
SIDES = st.lists(
    st.tuples(*[st.one_of(st.just(NAN), st.floats(0, 1), st.sampled_from([0.0, 0.5, 1.0]))] * 2),
    min_size=1,
    max_size=12,
).map(lambda rows: np.array(rows).T)


def test_the_three_forms_by_hand():
    """e = 0.81, h = 0.25: √0.2025 = 0.45; 0.25; 0.2025."""
    exposure, health = np.array([0.81, 0.81, NAN]), np.array([0.25, NAN, 0.25])
    for form, expected in (("geometric", 0.45), ("minimum", 0.25), ("product", 0.2025)):
        assert_allclose(cooccurrence(exposure, health, form), [expected, NAN, NAN], rtol=1e-15)


@given(SIDES)
def test_forms_are_ordered_and_need_both_sides(sides):
    """On 0..1: product ≤ minimum ≤ geometric ≤ maximum, and a zero on one side leaves nothing."""
    values = [cooccurrence(*sides, form) for form in ("product", "minimum", "geometric")]
    there = ~np.isnan(sides).any(axis=0)
    for lower, upper in zip(values, [*values[1:], np.maximum(*sides)], strict=True):
        assert (lower[there] <= upper[there] + 1e-15).all()
    for value in values:
        assert np.isnan(value[~there]).all()
        assert (value[there & (sides == 0).any(axis=0)] == 0).all()


@pytest.mark.parametrize(
    ("quantile", "reached_from"),
    [(0.0, 10), (0.25, 20), (0.33, 20), (1 / 3, 20), (0.34, 30), (0.5, 30), (0.67, 40), (0.99, 40), (1.0, 40)],
)
def test_the_quantile_is_interpolated_linearly(quantile, reached_from):
    """Hyndman & Fan (1996), definition 7: position (n - 1)·p from the smallest. Of 10, 20, 30, 40 with p = 0.34:
    position 1.02, so 20.2, which 20 does not reach; with p = 0.33: position 0.99, so 19.9, which 20 reaches."""
    values = np.array([10.0, 20.0, 30.0, 40.0])
    assert_array_equal(reaches_quantile(values, quantile), values >= reached_from)


def test_an_industry_that_is_the_quantile_reaches_it():
    """101 values and p = 0.55: position 55 from the smallest, that value itself, though 100·0.55 is a little more in
    floating point."""
    assert 100 * 0.55 > 55
    assert_array_equal(reaches_quantile(np.arange(101.0), 0.55), np.arange(101) >= 55)


def test_flags_by_hand():
    """Medians 0.5 and 0.4: both sides must reach their own."""
    exposure = np.array([0.1, 0.5, 0.9, 0.9, NAN, 0.2])
    health = np.array([0.9, 0.4, 0.1, 0.4, 0.9, NAN])
    assert_array_equal(flags(exposure, health, 0.5), [0, 1, 0, 1, -1, -1])


def test_a_missing_side_is_left_out_of_the_quantile():
    values = np.array([1.0, 2.0, 3.0, NAN, NAN])
    assert_array_equal(reaches_quantile(values, 0.5), [False, True, True, False, False])


def test_a_side_that_nobody_has_flags_nobody():
    assert_array_equal(flags(np.full(2, NAN), np.array([0.1, 0.2]), 0.5), [-1, -1])


@given(SIDES, st.floats(0, 1))
def test_whoever_is_highest_on_both_sides_is_flagged(sides, quantile):
    flagged = flags(*sides, quantile)
    there = ~np.isnan(sides).any(axis=0)
    assert_array_equal(flagged == -1, ~there)
    for index in np.flatnonzero(there):
        if all(side[index] == np.nanmax(side) for side in sides):
            assert flagged[index] == 1


@given(SIDES)
def test_a_higher_quantile_flags_no_more(sides):
    low, high = flags(*sides, 0.3), flags(*sides, 0.8)
    assert (high <= low).all()
