"""Each condition's exact check against its rows: what one allows, the other must allow."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.selection.constraints import Linear, MinimumGrantContinuing, MinimumGrantNew, whole
from engine.selection.grant_key import key_shares
from tests.engine.selection.problems import key, problem, random_problem


def rows_allow(condition, asked, chosen):
    """What a solver without rounding errors would say of the condition's rows."""
    total = sum(int(asked.jobs[index]) for index in chosen)
    for row in condition.rows(len(chosen), np.ones(len(asked.ids), dtype=bool)):
        amount = sum(row.coefficients.get(index, 0) for index in chosen) + row.on_total_jobs * total
        if (row.least is not None and amount < row.least) or (row.most is not None and amount > row.most):
            return False
    return True


@pytest.mark.parametrize("seed", range(60))
def test_rows_and_plain_check_agree_on_every_selection(seed):
    asked = random_problem(seed, with_key=seed % 2 == 0, size=7)
    for count in range(8):
        for chosen in combinations(range(7), count):
            for condition in asked.conditions:
                assert bool(condition.holds(asked.chosen(chosen))) == rows_allow(condition, asked, chosen)


@pytest.mark.parametrize("seed", range(0, 40, 2))
def test_minimum_grants_hold_exactly_where_the_formula_gives_the_minimum(seed):
    asked = random_problem(seed, with_key=True, size=6)
    for count in range(7):
        for chosen in combinations(range(6), count):
            new = {asked.ids[index]: int(asked.jobs[index]) for index in chosen}
            grants = key_shares(asked.key.first_year_frame, asked.key.equal_share, asked.key.running(new))
            by_formula = {
                MinimumGrantNew: all(grants[industry] >= asked.key.minimum_new for industry in new),
                MinimumGrantContinuing: all(
                    grants[programme] >= asked.key.minimum_continuing for programme in asked.key.continuing
                ),
            }
            for condition in asked.conditions:
                if type(condition) in by_formula:
                    assert bool(condition.holds(asked.chosen(chosen))) == by_formula[type(condition)]


def test_checks_take_many_selections_at_once():
    condition = Linear("max_new", np.array([1, 1, 1]), None, 1)
    many = np.array([[True, False, False], [True, True, False], [False, False, False]])
    assert condition.holds(many).tolist() == [True, False, True]


@pytest.mark.parametrize("seed", range(0, 10, 2))
def test_many_at_once_are_each_as_alone_also_beside_one_with_nobody(seed):
    asked = random_problem(seed, with_key=True, size=5)
    every = np.array([[bool(number >> index & 1) for index in range(5)] for number in range(32)])
    for condition in asked.conditions:
        assert condition.holds(every).tolist() == [bool(condition.holds(selection)) for selection in every]


def test_a_limit_below_nothing_is_rounded_down_too():
    """0.5 is one unit of a half; -0.3 is -0.6 of them, so at most -1."""
    assert whole([0.5, 1.0], -0.3) == ([1, 2], -1)


def test_a_continuing_programme_can_be_the_one_that_is_squeezed_out():
    """10 MNOK by size only; the continuing one has 100 jobs and must keep 5: at most 100 jobs more."""
    asked = problem([1, 1], jobs=[100, 101], grant_key=key(10, 0, new=0, continuing=5, today={"p": 100}))
    condition = next(condition for condition in asked.conditions if condition.id == "minimum_grant.continuing")
    assert condition.holds(asked.chosen([0]))
    assert not condition.holds(asked.chosen([1]))


def test_many_selections_are_checked_at_once_of_what_continuing_programmes_keep():
    """As above: the one of 100 jobs fits, the one of 101 does not, nor both together, and nobody new takes nothing."""
    asked = problem([1, 1], jobs=[100, 101], grant_key=key(10, 0, new=0, continuing=5, today={"p": 100}))
    condition = next(condition for condition in asked.conditions if condition.id == "minimum_grant.continuing")
    many = np.array([[True, False], [False, True], [True, True], [False, False]])
    assert condition.holds(many).tolist() == [True, False, False, True]
    assert condition.holds(many.reshape(2, 2, 2)).tolist() == [[True, False], [False, True]]


def test_a_single_candidate_is_checked_in_many_selections_too():
    """5 MNOK for one new programme that must have 6: nobody is well, the one is not; with 4 it is."""
    for minimum, holds in ((6, False), (4, True)):
        asked = problem([1], jobs=[100], grant_key=key(5, 0, new=minimum, today={}))
        assert asked.holds(np.array([[True], [False], [True], [True]])).tolist() == [holds, True, holds, holds]


@given(st.lists(st.decimals(0, 100, places=3), min_size=1, max_size=8), st.decimals(0, 300, places=4))
def test_whole_amounts_compare_as_the_decimals_do(amounts, limit):
    """0.1 + 0.2 is at most 0.3, whatever the binary floats say."""
    scaled, most = whole([float(amount) for amount in amounts], float(limit))
    for count in range(len(amounts) + 1):
        for part in combinations(range(len(amounts)), count):
            exactly = sum((Fraction(amounts[index]) for index in part), Fraction(0)) <= Fraction(limit)
            assert (sum(scaled[index] for index in part) <= most) == exactly
