"""The nearest rival against one linear program for every rival, all of whose defenders must be beaten at once."""

import numpy as np
import pytest

from engine.robustness import nearest_rival
from engine.robustness.nearest_rival import NearestRival
from engine.robustness.weight_space import nearest_in_all


def one_by_one(weights, rivals, defenders):
    found = [nearest_in_all(weights, rival - defenders) for rival in rivals]
    return min((np.inf if one is None else one[1] for one in found), default=np.inf)


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
    found = search.nearest()
    expected = one_by_one(weights, rivals, defenders)
    assert (np.inf if found is None else found[2]) == pytest.approx(expected, abs=1e-7)


def test_rivals_that_are_worth_less_everywhere_never_take_over():
    weights = np.array([0.5, 0.5])
    search = NearestRival(weights, np.array([[1.0, 1.0], [0.5, 2.0]]), np.array([[2.0, 3.0]]))
    search.add_cut(np.array([2.0, 3.0]))
    assert search.nearest() is None
