"""Bounds never cut off what they must not, and what is easy to find is feasible."""

import numpy as np
import pytest

from engine.selection.constraints import Linear
from engine.selection.presolve import near_at_hand, out_of_reach, reduced
from tests.engine.selection.problems import every_feasible, key, problem, random_problem


@pytest.mark.parametrize("seed", range(60))
def test_the_bounds_never_cut_off_a_selection_worth_the_floor(seed):
    asked = random_problem(seed, with_key=seed % 2 == 0, size=8)
    feasible = list(every_feasible(asked))
    for floor in {asked.objective(selection) for selection in feasible[:: max(1, len(feasible) // 8)]}:
        for selection in feasible:
            if asked.objective(selection) >= floor:
                left = reduced(asked, len(selection), floor - 1e-9)
                assert left is not None
                assert set(left.settled) <= set(selection) <= set(left.settled) | set(left.free.tolist())


@pytest.mark.parametrize("seed", range(30))
def test_what_is_near_at_hand_is_feasible(seed):
    asked = random_problem(seed, with_key=seed % 2 == 0)
    for count in range(5):
        for selection in near_at_hand(asked, count):
            assert len(selection) == count
            assert asked.holds(asked.chosen(selection))


@pytest.mark.parametrize("seed", range(60))
def test_no_size_that_has_a_feasible_selection_is_out_of_reach(seed):
    asked = random_problem(seed, with_key=seed % 2 == 0)
    sizes = {len(selection) for selection in every_feasible(asked)}
    assert not any(out_of_reach(asked, count) for count in sizes)


@pytest.mark.parametrize("bounds", [{"most": 1}, {"least": 3}, {"most": 5, "least": 3}], ids=str)
def test_numbers_are_out_of_reach_by_hand(bounds):
    """Two of four where one at most, or three at least, are asked for."""
    asked = problem([4, 3, 2, 1], conditions=[Linear("number", np.ones(4, dtype=np.int64), **bounds)])
    assert out_of_reach(asked, 2)
    assert not out_of_reach(asked, bounds.get("least", 1))


@pytest.mark.parametrize("required", [False, True])
def test_a_minimum_grant_that_no_smallest_member_reaches_by_hand(required):
    """Two share 10 MNOK by jobs alone: 300 and 100 give the smaller one 2.5, 100 and 40 give it 2.86.

    So a minimum of 2.86 leaves only 100 and 40, not what has 300; and with 300 required not more than 2.5.
    """
    conditions = [Linear("must.c00", np.array([1, 0, 0]), 1)] if required else []

    def asked(minimum):
        return problem([3, 2, 1], [300, 100, 40], conditions, key(10, "0", minimum, "0", today={}))

    most = "2.5" if required else "2.85"
    assert not out_of_reach(asked(most), 2)
    assert out_of_reach(asked("2.51" if required else "2.86"), 2)


def test_who_is_settled_and_who_is_left_open_by_hand():
    """Two of 5, 4, 3, 2, 1 are worth 9 at most: 8 with the third, 7 with the fourth or without the first."""
    asked = problem([5, 4, 3, 2, 1])
    left = reduced(asked, 2, 8.0)
    assert (left.settled, left.free.tolist()) == ((0,), [1, 2])
    only = reduced(asked, 2, 9.0)
    assert (only.settled, only.free.tolist()) == ((0, 1), [])
    assert reduced(asked, 2, 9.5) is None
