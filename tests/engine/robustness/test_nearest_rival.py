"""The nearest rival against one linear program for every rival, all of whose defenders must be beaten at once."""

from itertools import combinations

import numpy as np
import pytest

from engine.robustness import nearest_rival
from engine.robustness.nearest_rival import NearestRival, nearest_among
from engine.robustness.weight_space import nearest_in_all


def one_by_one(weights, rivals, defenders):
    answers = [nearest_in_all(weights, rival - defenders) for rival in rivals]
    return min((np.inf if answer is None else answer[1] for answer in answers), default=np.inf)


@pytest.mark.parametrize("measured", [1, 7, 2_000])
@pytest.mark.parametrize("seed", range(6))
def test_the_nearest_rival_is_that_of_all_linear_programs(seed, measured, monkeypatch):
    """However many are measured at a time."""
    monkeypatch.setattr(nearest_rival, "MEASURED", measured)
    rng = np.random.default_rng(seed)
    members = 2 + seed
    weights = rng.dirichlet(np.ones(members))
    rivals, defenders = rng.uniform(0, 5, (40, members)), rng.uniform(1, 5, (12, members))
    search = NearestRival(weights, rivals, defenders)
    search.add_cut(defenders[int((defenders @ weights).argmax())])
    nearest = search.nearest()
    expected = one_by_one(weights, rivals, defenders)
    assert (np.inf if nearest is None else nearest[2]) == pytest.approx(expected, abs=1e-7)


def test_rivals_that_are_worth_less_everywhere_never_take_over():
    weights = np.array([0.5, 0.5])
    search = NearestRival(weights, np.array([[1.0, 1.0], [0.5, 2.0]]), np.array([[2.0, 3.0]]))
    search.add_cut(np.array([2.0, 3.0]))
    assert search.nearest() is None


@pytest.mark.parametrize("first", [1, 4, 2_000])
@pytest.mark.parametrize("seed", range(8))
def test_the_nearest_among_many_is_that_of_all_linear_programs(seed, first, monkeypatch):
    """However few are compared at first; those that catch up later than the nearest takes over are left out rightly."""
    monkeypatch.setattr(nearest_rival, "FIRST", first)
    monkeypatch.setattr(nearest_rival, "GROWTH", 2)
    rng = np.random.default_rng(seed)
    candidates, members = 7, 2 + seed % 4
    values, weights = rng.uniform(0, 1, (candidates, members)), rng.dirichlet(np.ones(members))
    every = np.zeros((35, candidates), dtype=bool)
    np.put_along_axis(every, np.array(list(combinations(range(candidates), 3))), True, axis=1)
    worths = every @ values
    chosen = every[int((worths @ weights).argmax())]
    for candidate in range(candidates):
        other = every[:, candidate] != chosen[candidate]
        nearest = nearest_among(weights, values, every, other, chosen)[1]
        expected = one_by_one(weights, worths[other], worths[~other])
        assert (np.inf if nearest is None else nearest[2]) == pytest.approx(expected, abs=1e-7)
        if nearest is not None:
            assert other[nearest[0]]
            assert worths[nearest[0]] @ nearest[1] == pytest.approx((worths @ nearest[1]).max(), abs=1e-7)
            assert np.abs(nearest[1] - weights).sum() / 2 == pytest.approx(nearest[2], abs=1e-7)
