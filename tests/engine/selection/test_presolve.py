"""Bounds never cut off what they must not, and what is easy to find is feasible."""

import pytest

from engine.selection.presolve import near_at_hand, reduced
from tests.engine.selection.problems import every_feasible, random_problem


@pytest.mark.parametrize("seed", range(60))
def test_the_bounds_never_cut_off_a_selection_worth_the_floor(seed):
    asked = random_problem(seed, with_key=seed % 2 == 0, size=8)
    feasible = list(every_feasible(asked))
    for floor in {asked.objective(one) for one in feasible[:: max(1, len(feasible) // 8)]}:
        for one in feasible:
            if asked.objective(one) >= floor:
                left = reduced(asked, len(one), floor - 1e-9)
                assert left is not None
                assert set(left.settled) <= set(one) <= set(left.settled) | set(left.free.tolist())


@pytest.mark.parametrize("seed", range(30))
def test_what_is_near_at_hand_is_feasible(seed):
    asked = random_problem(seed, with_key=seed % 2 == 0)
    for count in range(5):
        for one in near_at_hand(asked, count):
            assert len(one) == count
            assert asked.holds(asked.chosen(one))
