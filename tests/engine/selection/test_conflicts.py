"""The smallest conflict by hand; against every subset of conditions in test_select."""

import numpy as np

from engine.selection.conflicts import feasible, smallest_conflict
from engine.selection.constraints import Linear
from engine.selection.declared_constraints import must, must_not
from tests.engine.selection.problems import key, problem

IDS = ("c00", "c01", "c02")


def test_a_pair_is_named_and_not_the_three_that_also_conflict():
    """must c00 against must_not c00; the size conditions conflict too, but only three together."""
    sizes = np.ones(3, dtype=np.int64)
    conditions = [
        Linear("max_new", sizes, None, 1),
        must(IDS, "c01"),
        must(IDS, "c02"),
        must(IDS, "c00"),
        must_not(IDS, "c00"),
    ]
    assert smallest_conflict(problem([1, 1, 1], conditions=conditions)) == ("must.c00", "must_not.c00")


def test_a_frame_too_small_for_todays_programmes_names_their_minimum_alone():
    asked = problem([1, 1, 1], jobs=[10, 10, 10], grant_key=key(5, continuing=3))
    assert smallest_conflict(asked) == ("minimum_grant.continuing",)


def test_a_selection_that_is_not_easy_to_find_is_no_conflict():
    """Any three of the last four share nobody with the most valuable: no exchange of one for another leads to them."""
    sizes, public = np.ones(7, dtype=np.int64), np.array([0, 0, 0, 1, 1, 1, 1])
    conditions = [Linear("max_new", sizes, None, 3), Linear("require_sectors.public", public, 3)]
    assert feasible(problem([9, 9, 9, 1, 1, 1, 1], conditions=conditions))


def test_a_feasible_problem_has_no_conflict():
    asked = problem([1, 1, 1], conditions=[must(IDS, "c00")])
    assert feasible(asked)
    assert smallest_conflict(asked) == ()


def test_of_two_conflicts_as_small_the_one_that_is_stated_first_is_named():
    conditions = [must(IDS, "c00"), must(IDS, "c01"), must_not(IDS, "c00"), must_not(IDS, "c01")]
    assert smallest_conflict(problem([1, 1, 1], conditions=conditions)) == ("must.c00", "must_not.c00")
    assert smallest_conflict(problem([1, 1, 1], conditions=conditions[::-1])) == ("must_not.c01", "must.c01")
