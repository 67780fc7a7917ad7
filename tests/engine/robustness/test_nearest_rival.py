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


@pytest.mark.parametrize("lowest", [0, -6])
@pytest.mark.parametrize("measured", [1, 7, 2_000])
@pytest.mark.parametrize("seed", range(6))
def test_the_nearest_rival_is_that_of_all_linear_programs(seed, measured, lowest, monkeypatch):
    """However many are measured at a time, and below 0 as above it."""
    monkeypatch.setattr(nearest_rival, "MEASURED", measured)
    rng = np.random.default_rng(seed)
    members = 2 + seed
    weights = rng.dirichlet(np.ones(members))
    rivals, defenders = rng.uniform(0, 5, (40, members)) + lowest, rng.uniform(1, 5, (12, members)) + lowest
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


@pytest.mark.parametrize("first", [1, 2, 3])
def test_who_is_far_behind_today_and_rises_fast_takes_over_before_who_is_close_and_rises_slowly(first, monkeypatch):
    """With v the weight on the second member, a tenth today: a is 0.2 all the way, b 0.1 + 0.9 v, c 0.174 + 0.2 v.

    b is 0.01 behind and level at v = 1/9, 1/90 away; c is 0.006 behind and level at v = 0.13, 0.03 away.
    """
    monkeypatch.setattr(nearest_rival, "FIRST", first)
    values, alone = np.array([[0.2, 0.2], [0.1, 1.0], [0.174, 0.374]]), np.eye(3, dtype=bool)
    _, rival = nearest_among(np.array([0.9, 0.1]), values, alone, ~alone[:, 0], alone[0])
    assert rival[0] == 1
    assert rival[2] == pytest.approx(1 / 90, abs=1e-7)
