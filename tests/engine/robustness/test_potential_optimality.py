"""The pieces of the search, each by hand."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from engine.robustness.potential_optimality import Cuts, OpenValues, Search
from engine.selection.constraints import Linear
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


def replace_problem(asked, chosen=1):
    """The same values where so many are chosen."""
    limit = Linear("max_new", np.ones(len(asked.low), dtype=np.int64), most=chosen)
    return replace(asked, problem=asked.problem.with_conditions(limit))


def best_somewhere(low, high, every, least, most):
    """(selection,) which of ``every`` are the best for some values and some first weight of two, by enumeration.

    With its own members high and the others low, a selection's worth above another is a straight line in the first
    weight, so the least of them is largest at an end or where two lines cross.
    """
    found = []
    for one in every:
        ends = np.where(one[:, None], high, low)
        lines = one @ ends - every @ ends  # (other, member)
        slope, start = lines[:, 0] - lines[:, 1], lines[:, 1]
        crossings = {least, most}
        for a, b in combinations(range(len(every)), 2):
            if slope[a] != slope[b]:
                crossings.add(min(max((start[b] - start[a]) / (slope[a] - slope[b]), least), most))
        found.append(max((start + slope * at).min() for at in crossings) >= -1e-9 * np.abs(high).max())
    return np.array(found)


@pytest.mark.parametrize("order", [(), ((0, 1),), ((1, 0),)], ids=str)
@pytest.mark.parametrize("size", [0.01, 1.0, 1000.0])
@pytest.mark.parametrize("seed", range(4))
def test_two_of_six_that_are_best_somewhere_are_those_of_all_crossings(seed, size, order):
    rng = np.random.default_rng(seed)
    low = size * rng.uniform(0, 1, (6, 2))
    high = low + size * rng.uniform(0, 0.15, (6, 2))
    asked = replace(replace_problem(values(low, high), 2), order=order)
    every = np.array([[at in pair for at in range(6)] for pair in combinations(range(6), 2)])
    search = Search(asked, Cuts(), every)
    search.cuts.add(every[0])
    found = []
    while len(some := search.next()):
        found += [tuple(one) for one in some.tolist()]
    least, most = {(): (0.0, 1.0), ((0, 1),): (0.5, 1.0), ((1, 0),): (0.0, 0.5)}[order]
    expected = every[best_somewhere(low, high, every, least, most)]
    assert sorted(found) == sorted(map(tuple, expected.tolist()))
    assert search.unproven is None
