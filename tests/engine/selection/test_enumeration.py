"""Enumeration against the plain words of the contract."""

import numpy as np
import pytest

from engine.foundation.errors import InputError
from engine.selection.enumeration import feasible_of_size, feasible_selections, selections_to_check
from tests.engine.selection.problems import every_feasible, problem, random_problem


@pytest.mark.parametrize("seed", range(60))
def test_every_feasible_selection_is_found_once(seed):
    asked = random_problem(seed, with_key=seed % 2 == 0, size=7)
    selections = [tuple(np.flatnonzero(row)) for row in feasible_selections(asked)]
    assert sorted(selections) == sorted(every_feasible(asked))


def test_of_a_size_with_some_settled():
    selections = feasible_of_size(problem([1.0] * 5), 3, free=[1, 2, 4], settled=[0])
    assert sorted(tuple(np.flatnonzero(row)) for row in selections) == [(0, 1, 2), (0, 1, 4), (0, 2, 4)]


def test_too_many_to_look_through_are_refused_with_both_numbers():
    asked = problem([1.0] * 40)
    assert selections_to_check(asked) == 2**40
    with pytest.raises(InputError, match=r"1099511627776.*1000"):
        feasible_selections(asked, limit=1000)


def test_just_as_many_as_the_limit_are_looked_through():
    assert len(feasible_selections(problem([1.0] * 3), limit=8)) == 8
    with pytest.raises(InputError):
        feasible_selections(problem([1.0] * 3), limit=7)
