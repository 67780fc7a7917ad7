from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.foundation.exact_arithmetic import at_least, exact_mean, exact_sum, whole_in_ore

DECIMALS = st.decimals(min_value=-1000, max_value=1000, places=4)


def test_tenths_add_up_as_on_paper():
    assert 0.1 + 0.2 != 0.3
    assert exact_sum([0.1, 0.2]) == 0.3
    assert exact_sum([]) == 0


def test_a_mean_that_is_a_short_decimal_is_that_decimal():
    """(29.3 + 29.4 + 29.8) / 3 = 88.5 / 3 = 29.5; and 28.9 and 29.7 with 1 and 3 jobs are 118.0 / 4 = 29.5."""
    assert exact_mean([29.3, 29.4, 29.8], [1, 1, 1]) == 29.5
    assert exact_mean([28.9, 29.7], [1, 3]) == 29.5


@given(st.lists(st.tuples(DECIMALS, st.integers(1, 400_000)), min_size=1, max_size=6))
def test_a_mean_is_the_decimal_mean_rounded_once(parts):
    """Python's decimals, with 50 digits, as judge."""
    mass = sum(jobs for _, jobs in parts)
    total = sum(value * jobs for value, jobs in parts)
    mean = exact_mean([float(value) for value, _ in parts], [jobs for _, jobs in parts])
    assert abs(Decimal(mean) - total / mass) <= abs(Decimal(mean)) * Decimal(2) ** -52


@pytest.mark.parametrize(("amount", "whole"), [(3.5, True), (0.00000001, True), (3.5000000000000004, False)])
def test_an_ore_is_the_smallest_money(amount, whole):
    assert whole_in_ore(amount) is whole


@pytest.mark.parametrize(
    ("value", "met"), [(29.5, True), (29.499999999999996, True), (29.4999999999, False), (29.6, True)]
)
def test_a_value_that_is_the_bound_but_for_rounding_meets_it(value, met):
    assert at_least(value, 29.5) is met
    assert at_least(-value, -29.5) is (value <= 29.5)


def test_a_bound_of_nought_is_met_by_nought_and_not_by_the_smallest_negative():
    assert at_least(0.0, 0.0)
    assert not at_least(-5e-324, 0.0)
