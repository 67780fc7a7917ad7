import math

import pytest

from engine.foundation.formula import Formula, joined, number


def test_a_formula_is_written_and_worked_out_by_the_same_object():
    """(7 − 2) / 4, clipped: 1.25 becomes 1."""
    share = joined("(%s − %s) / %s", [number(7.0), number(2.0), number(4.0)], lambda x, low, width: (x - low) / width)
    clipped = share.inside("min(%s; 1)", lambda amount: min(amount, 1.0))
    assert (clipped.pattern, clipped.numbers) == ("min(({} − {}) / {}; 1)", (7.0, 2.0, 4.0))
    assert share.value(*share.numbers) == 1.25
    assert clipped.gives(1.0, 0.0)
    assert not clipped.gives(1.25, 0.1)


def test_formulas_are_joined_with_their_own_numbers_each():
    logarithm = Formula("ln {}", (math.e,), math.log)
    both = joined("%s + %s", [logarithm, joined("%s · %s", [number(2.0), number(3.0)], lambda a, b: a * b)], sum_of)
    assert both.pattern == "ln {} + {} · {}"
    assert both.value(*both.numbers) == pytest.approx(7)


def sum_of(*values):
    return sum(values)


def test_the_tolerance_is_a_share_of_a_large_result_and_absolute_for_a_small_one():
    assert number(1000.4).gives(1000.0, 0.0005)
    assert not number(0.4).gives(0.0, 0.0005)


@pytest.mark.parametrize("formula", [Formula("ln {}", (0.0,), math.log), Formula("1 / {}", (0.0,), lambda x: 1 / x)])
def test_what_cannot_be_worked_out_comes_out_as_nothing(formula):
    assert not formula.gives(0.0, 1.0)
