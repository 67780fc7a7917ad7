"""Counting against enumeration of every selection at every corner of the values."""

from itertools import product

import numpy as np
import pytest

from engine.foundation.tolerances import EQUAL
from engine.robustness.incomplete_information import at_set_weights
from engine.robustness.number_alone import in_some_and_all
from engine.selection.enumeration import feasible_selections
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import random_scores

TIE = EQUAL["objectives"]
NUMBERS = (
    {"max_new": 2},
    {"max_new": 3, "min_new": 3},
    {"max_new": 7, "min_new": 2},
    {"max_new": 3, "must": ("c2",)},
    {"max_new": 2, "must_not": ("c1", "c4")},
)


@pytest.mark.parametrize("rules", NUMBERS, ids=str)
@pytest.mark.parametrize("seed", range(5))
def test_some_and_all_are_those_of_every_corner(seed, rules):
    """Values in steps of 0.1 with many ties and zeros; 7 candidates, 4 of them with two ends."""
    problem = selection_problem(random_scores(seed, size=7, **rules))
    rng = np.random.default_rng(seed)
    low = rng.integers(0, 6, 7) / 10
    high = low + np.where(np.arange(7) % 2 == 0, rng.integers(0, 5, 7) / 10, 0.0)
    every = feasible_selections(problem)
    some, always = np.zeros(7, dtype=bool), np.ones(7, dtype=bool)
    for corner in product(*({one, other} for one, other in zip(low, high, strict=True))):
        worth = every @ np.array(corner)
        best = every[worth >= worth.max() - TIE]
        some |= best.any(axis=0)
        always &= best.all(axis=0)
    found = in_some_and_all(problem, low, high)
    assert found[0].tolist() == some.tolist()
    assert found[1].tolist() == always.tolist()


@pytest.mark.parametrize("rules", [{"conflicts": (("c0", "c1"),)}, {"grant": "key"}, {"grant": "cost"}], ids=str)
def test_other_conditions_are_not_counted_away(rules):
    problem = selection_problem(random_scores(1, **rules))
    assert in_some_and_all(problem, problem.values, problem.values) is None


def test_what_is_worth_less_than_nothing_and_too_few_candidates_are_left_to_the_others():
    problem = selection_problem(random_scores(1, max_new=2))
    assert in_some_and_all(problem, problem.values - 1e3, problem.values) is None
    few = selection_problem(random_scores(1, max_new=3, min_new=3, must_not=tuple(f"c{at}" for at in range(5))))
    assert in_some_and_all(few, few.values, few.values) is None


def test_ten_of_a_hundred_are_exact():
    """By the definition: possible where fewer than ten are surely worth more, core where fewer than ten can be."""
    found = at_set_weights(random_scores(1, size=100, members=6, gaps=20, missing="interval", max_new=10))
    assert found.exact
    assert (len(found.possible), len(found.core)) == (15, 8)
