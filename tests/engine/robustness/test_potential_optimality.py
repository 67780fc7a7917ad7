"""The pieces of the search, each by hand."""

import numpy as np
import pytest

from engine.robustness.potential_optimality import Cuts, OpenValues, Search
from tests.engine.selection.problems import problem


def values(low, high, weights_low=(0.0, 0.0), weights_high=(1.0, 1.0), **more):
    low, high = np.array(low), np.array(high)
    return OpenValues(
        problem([0.0] * len(low), **more),
        lambda weights: weights @ low.T,
        lambda weights: weights @ high.T,
        low,
        high,
        np.array(weights_low),
        np.array(weights_high),
    )


def test_members_of_both_count_low():
    """Of {0, 1} against {1, 2}: 0 high less 2 low, whatever 1 is."""
    asked = values([[1.0], [2.0], [3.0]], [[4.0], [9.0], [6.0]], (1.0,), (1.0,))
    chosen, cut = np.array([[True, True, False]]), np.array([False, True, True])
    assert asked.against(chosen, cut).tolist() == [[4 - 3]]
    assert asked.above_each(chosen[0], cut[None]).tolist() == [[4 - 3]]
    assert asked.above_all(chosen, np.stack([cut, cut]), np.array([0.5, 1.5])).tolist() == [[2.0 * (4 - 3)]]


@pytest.mark.parametrize(
    ("low", "high", "most"), [((0, 0), (1, 1), 4.0), ((0.25, 0.0), (0.5, 0.75), 0.5 * 4 + 0.5 * -2)]
)
def test_the_most_under_any_weights_goes_to_the_best_member_first(low, high, most):
    asked = values([[0.0, 0.0]], [[1.0, 1.0]], low, high)
    assert asked.most(np.array([[4.0, -2.0]])).tolist() == [most]


def test_a_cut_is_kept_once():
    cuts = Cuts()
    assert cuts.add(np.array([True, False]))
    assert not cuts.add(np.array([True, False]))
    assert len(cuts.kept) == 1


def test_the_search_finds_the_corner_where_a_mean_of_others_does_not_reach():
    """Weights decide between 0 and 1; 2 lies below their mean, and no weights make it the best."""
    asked = values([[1.0, 0.0], [0.0, 1.0], [0.4, 0.4]], [[1.0, 0.0], [0.0, 1.0], [0.4, 0.4]])
    single = np.eye(3, dtype=bool)
    cuts = Cuts()
    cuts.add(single[0])
    search = Search(replace_problem(asked), cuts, single[1:])
    assert search.next().tolist() == [[False, True, False]]
    assert len(search.next()) == 0


def replace_problem(asked):
    """The same values where one is chosen."""
    from dataclasses import replace

    from engine.selection.constraints import Linear

    limit = Linear("max_new", np.ones(len(asked.low), dtype=np.int64), most=1)
    return replace(asked, problem=asked.problem.with_conditions(limit))
