"""Power and detectable change of proportions against R's documented examples, intervals against Newcombe's table."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.transfer.detectable_change import (
    Demand,
    design_effect,
    detectable_difference,
    detectable_proportion,
    effective_sample,
    is_rough,
    power_of,
    wilson_interval,
)

USUAL = Demand()
NINETY = Demand(power=0.90)


@pytest.mark.parametrize(
    ("before", "after", "n", "demand", "power"),
    [
        (0.50, 0.75, 50, USUAL, 0.740),
        (0.50, 0.75, 76.7, NINETY, 0.90),
        (0.50, 0.501, 10451937, Demand(alpha=0.001, power=0.90), 0.90),
        (0.90, 1.00, 73.37, USUAL, 0.80),
        (0.50, 0.90, 50, Demand(alpha=0.00131), 0.90),
    ],
)
def test_power_is_that_of_r_power_prop_test(before, after, n, demand, power):
    """The examples of R's help page ``?power.prop.test`` (package stats, 4.x), with the results printed there."""
    assert power_of(before, after, n, demand) == pytest.approx(power, abs=5e-4)


def test_the_detectable_proportion_is_that_of_r_power_prop_test():
    """``power.prop.test(n = 50, p1 = .5, power = .90)`` gives p2 = 0.8026 (the same help page)."""
    assert detectable_proportion(0.5, 50, NINETY, falling=False) == pytest.approx(0.8026, abs=5e-5)
    # From one half a fall is the mirror image of a rise.
    assert detectable_proportion(0.5, 50, NINETY, falling=True) == pytest.approx(1 - 0.8026, abs=5e-5)


def test_where_no_change_is_large_enough_there_is_none():
    """R's help page: with n = 30 no rise from 0.90 reaches a power of 0.80; it takes n = 74."""
    assert detectable_proportion(0.9, 30, USUAL, falling=False) is None
    assert detectable_proportion(0.9, 73, USUAL, falling=False) is None
    assert detectable_proportion(0.9, 74, USUAL, falling=False) == pytest.approx(1.0, abs=0.003)
    assert detectable_proportion(0.0, 1000, USUAL, falling=True) is None
    assert detectable_proportion(1.0, 1000, USUAL, falling=False) is None


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_that_of_newcombe_table_1(count, n, low, high):
    """Newcombe (1998), Statistics in Medicine 17:857–872, table I, method 3 (score interval)."""
    assert wilson_interval(count / n, n, 0.05) == pytest.approx((low, high), abs=5e-5)


def test_a_difference_of_estimates_takes_both_errors():
    """1.96 + 0.84 standard errors of the difference, as in every textbook: √2 · 2.8016 · se."""
    assert detectable_difference(2.0, USUAL) == pytest.approx(math.sqrt(2) * 2.0 * (1.959964 + 0.841621), abs=1e-5)
    one_sided = Demand(one_sided=True)
    assert detectable_difference(2.0, one_sided) == pytest.approx(math.sqrt(2) * 2.0 * (1.644854 + 0.841621), abs=1e-5)


def test_the_effective_sample_is_what_the_standard_error_is_worth():
    """A fifth of 400 drawn at random has the error √(0.2·0.8/400) = 0.02; an error of 0.04 is worth 100."""
    assert effective_sample(0.2, 0.02, 400) == pytest.approx(400)
    assert effective_sample(0.2, 0.04, 400) == pytest.approx(100)
    assert design_effect(0.2, 0.04, 400) == pytest.approx(4)
    assert effective_sample(0.2, None, 400) == 400
    assert effective_sample(0.0, 0.0, 400) == 400
    assert effective_sample(0.2, 0.04, None) == pytest.approx(100)


def test_without_a_sample_there_is_no_effective_one():
    assert effective_sample(0.2, None, None) is None
    assert effective_sample(0.2, None, 0) is None
    assert effective_sample(0.2, 0.0, 400) is None
    assert design_effect(0.0, 0.0, 400) is None


def test_few_expected_make_it_rough():
    assert is_rough(0.02, 0.0, 400)  # 4 of 400
    assert not is_rough(0.02, 0.01, 400)  # 6 of 400
    assert is_rough(0.99, 1.0, 400)


@given(
    before=st.floats(0.01, 0.99),
    n=st.integers(2, 100_000),
    alpha=st.floats(0.001, 0.2),
    power=st.floats(0.5, 0.99),
    falling=st.booleans(),
)
def test_the_detectable_change_has_the_demanded_power_and_a_smaller_one_less(before, n, alpha, power, falling):
    demand = Demand(alpha, power)
    after = detectable_proportion(before, n, demand, falling)
    if after is None:
        assert power_of(before, 0.0 if falling else 1.0, n, demand) < power
        return
    assert (after < before) == falling
    assert power_of(before, after, n, demand) == pytest.approx(power, abs=1e-4)
    assert power_of(before, (before + after) / 2, n, demand) < power
    more = detectable_proportion(before, 2 * n, demand, falling)
    one_sided = detectable_proportion(before, n, Demand(alpha, power, one_sided=True), falling)
    assert abs(more - before) < abs(after - before)
    assert abs(one_sided - before) < abs(after - before)
