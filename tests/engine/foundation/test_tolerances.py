import numpy as np
import pytest

from engine.criteria.model import Normalise, Selection
from engine.foundation.tolerances import largest, size_of, tie
from engine.scoring.ranking import ranks_of
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.engine.robustness.small import criteria, dataset


def test_at_scale_1_ties_are_those_of_the_contract():
    assert (tie("scores"), tie("objectives")) == (1e-12, 1e-9)


def test_ties_grow_with_what_is_compared():
    assert tie("objectives", 2e7) == pytest.approx(0.02)
    assert ranks_of(np.array([1e6, 1e6 - 1e-8, 1e6 - 1e-4]), 1e6).tolist() == [1, 1, 3]


def test_the_size_of_values_is_the_largest_there_is():
    assert largest(np.array([np.nan, -3.0, 2.0])) == 3
    assert (largest(np.array([np.nan])), size_of(np.array([0.2]))) == (0, 1)


def test_equal_scores_share_a_rank_at_any_scale():
    """0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 in thirds are one score; at a scale of a million floats differ by 1e-10."""
    values = {"u": [0.1, 0.3], "v": [0.2, 0.2], "w": [0.3, 0.1]}
    for scale in (1e-6, 1.0, 1e6, 1e12):
        scores = score(dataset(values), criteria({"u": 1, "v": 1, "w": 1}, scale=scale))
        assert scores.ranks.tolist() == [1, 1], scale


def test_opposite_z_scores_leave_dust_and_dust_is_a_tie():
    """z and -z with equal weights are 0 for all, whatever floats say; nobody is ahead, and nobody is chosen for it."""
    rng = np.random.default_rng(3)
    numbers = rng.uniform(0, 1, 8)
    values = {"u": numbers.tolist(), "v": (1.1 - numbers).tolist()}
    scores = score(
        dataset(values), criteria({"u": 1, "v": 1}, Selection(max_new=3), normalise=Normalise("zscore"), scale=100.0)
    )
    assert np.abs(scores.scores).max() < 1e-12
    assert set(scores.ranks.tolist()) == {1}
    assert select(selection_problem(scores)).selected == ()


@pytest.mark.parametrize("scale", [1.0, 100.0, 1e6])
def test_equal_selections_times_jobs_are_a_tie(scale):
    """c is as a, but for 0.1 + 0.2 in floats, and d as b: 0.3 · 200 000 + 0.7 · 100 003 either way. With jobs and scale
    the floats are off by more than 1e-9. The smallest ids win, and the other is named."""
    values = {"u": [0.3, 0.7, 0.1 + 0.2, 0.7]}
    given = dataset(values, jobs=[200_000, 100_003, 200_000, 100_003])
    rules = Selection(max_new=2, objective="sum_times_jobs", conflicts=(("a", "d"), ("b", "c"), ("a", "c"), ("b", "d")))
    result = select(selection_problem(score(given, criteria({"u": 1}, rules, scale=scale))))
    assert result.objective == pytest.approx(scale * (200_000 * 0.3 + 100_003 * 0.7))
    assert (result.selected, result.ties) == (("a", "b"), (("c", "d"),))


def test_scores_of_raw_values_are_compared_in_their_own_size():
    """Values of a ten-thousand-millionth are told apart where nothing is larger."""
    scores = score(
        dataset({"u": [3e-13, 1e-13, 2e-13]}),
        criteria({"u": 1}, Selection(max_new=1), normalise=Normalise("none")),
    )
    assert scores.ranks.tolist() == [1, 3, 2]
    assert select(selection_problem(scores)).selected == ("a",)
