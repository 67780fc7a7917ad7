"""Best and worst ranks against a fine grid of weights, and by hand."""

from itertools import product

import numpy as np
import pulp
import pytest

from engine.robustness import rank_range
from engine.robustness.rank_range import RankAt, RankRange, rank_ranges
from engine.scoring.ranking import ranks_of
from engine.scoring.score import score, scores_over_weights
from tests.engine.robustness.small import criteria, dataset


def made(values, missing="skip", aggregate="arithmetic"):
    return score(dataset(values), criteria(dict.fromkeys(values, 1.0), missing=missing, aggregate=aggregate))


def test_the_best_on_each_criterion_can_be_first_and_what_is_below_the_mean_cannot():
    """c is first under no weights: the mean of a and b is 0.5 everywhere, c 0.4. Last is whoever all weight is off."""
    scores = made({"x": [1.0, 0.0, 0.4], "y": [0.0, 1.0, 0.4]})
    ranges = rank_ranges(scores, ("a", "b", "c"))
    assert [(span.best.rank, span.worst.rank) for span in ranges.values()] == [(1, 3), (1, 3), (2, 3)]
    assert all(span.best.exact and span.worst.exact for span in ranges.values())


@pytest.mark.parametrize("seed", range(6))
def test_ranks_are_those_of_a_fine_grid_of_weights(seed):
    """Values in tenths and weights in fortieths: what happens at all happens on the grid, or nearly always."""
    rng = np.random.default_rng(seed)
    scores = made({name: (rng.integers(0, 11, 8) / 10).tolist() for name in "xyz"})
    grid = np.array([parts for parts in product(range(41), repeat=3) if sum(parts) == 40]) / 40
    ranks = ranks_of(scores_over_weights(scores, grid))
    ranges = rank_ranges(scores, scores.industry_ids)
    for index, span in enumerate(ranges.values()):
        assert span.best.rank <= ranks[:, index].min()
        assert span.worst.rank >= ranks[:, index].max()
        for end in (span.best, span.worst):
            assert ranks_of(scores_over_weights(scores, np.array([end.weights])))[0, index] == end.rank
            assert sum(end.weights) == pytest.approx(1)
            assert end.exact


def test_ties_share_the_better_rank():
    scores = made({"x": [0.5, 0.5, 0.1], "y": [0.2, 0.2, 0.1]})
    ranges = rank_ranges(scores, ("a", "b", "c"))
    assert [(span.best.rank, span.worst.rank) for span in ranges.values()] == [(1, 1), (1, 1), (3, 3)]


def test_industries_that_lack_the_same_are_compared_exactly():
    scores = made({"x": [0.9, 0.5, 0.7], "y": [None, None, 0.1], "z": [0.1, 0.8, 0.2]})
    span = rank_ranges(scores, ("a",))["a"]
    assert (span.best.rank, span.worst.rank) == (1, 3)


def test_the_unranked_and_a_root_without_weights_have_no_range():
    scores = made({"x": [0.9, None]})
    assert rank_ranges(scores, ("b",)) == {"b": None}
    first = RankAt(1, (1.0,), exact=True)
    assert rank_ranges(scores, ("b", "a")) == {"b": None, "a": RankRange(first, first)}


def test_another_root_is_searched_and_not_proven():
    span = rank_ranges(made({"x": [0.9, 0.5], "y": [0.1, 0.5]}, aggregate="geometric"), ("a",))["a"]
    assert (span.best.rank, span.worst.rank) == (1, 2)
    assert not span.best.exact


@pytest.mark.parametrize("seed", range(6))
def test_a_rank_that_is_not_known_to_be_beaten_is_solved_for_and_proven(seed, monkeypatch):
    """From today's weights alone, where hardly any of the ends are known before they are solved for."""
    rng = np.random.default_rng(seed)
    scores = made({name: (rng.integers(0, 11, 9) / 10).tolist() for name in "xyz"})
    known = rank_ranges(scores, scores.industry_ids)
    only_todays(monkeypatch)
    ranges = rank_ranges(scores, scores.industry_ids)
    assert [(span.best.rank, span.worst.rank) for span in ranges.values()] == [
        (span.best.rank, span.worst.rank) for span in known.values()
    ]
    assert all(span.best.exact and span.worst.exact for span in ranges.values())


def test_what_all_weights_decide_alike_is_not_solved_for(monkeypatch):
    """a is above all and d below all; only b and c change places."""
    scores = made({"x": [0.9, 0.5, 0.4, 0.1], "y": [0.9, 0.4, 0.5, 0.1]})

    def refused(*_):
        raise AssertionError

    monkeypatch.setattr(rank_range, "_solved", refused)
    ranges = rank_ranges(scores, ("a", "b", "c", "d"))
    assert [(span.best.rank, span.worst.rank) for span in ranges.values()] == [(1, 1), (2, 3), (2, 3), (4, 4)]
    assert all(span.best.exact and span.worst.exact for span in ranges.values())


def only_todays(monkeypatch):
    """Nothing is tried but today's weights."""
    monkeypatch.setattr(rank_range, "draw_weights", lambda weights, *_: weights[None])
    monkeypatch.setattr(rank_range.np, "eye", lambda members: np.empty((0, members)))


def test_who_is_level_at_an_edge_and_above_elsewhere_does_not_bound_the_rank():
    """b is level with a where z weighs nothing and above elsewhere; c is above at x alone, d at y alone, and neither
    where both weigh a half (0.55 to 0.6): first there, and nowhere that z weighs anything."""
    scores = made({"x": [0.6, 0.6, 0.9, 0.2], "y": [0.6, 0.6, 0.2, 0.9], "z": [0.5, 0.9, 0.9, 0.9]})
    best = rank_ranges(scores, ("a",))["a"].best
    assert (best.rank, best.exact, best.weights[2]) == (1, True, 0)


@pytest.mark.parametrize("seed", range(8))
def test_where_figures_are_lacking_what_is_called_proven_is_and_no_rank_is_worse_than_todays(seed, monkeypatch):
    """Against a grid of weights in twentieths, from today's weights alone."""
    rng = np.random.default_rng(seed)
    values = {name: (rng.integers(0, 11, 7) / 10).tolist() for name in "xyz"}
    for name in "xyyz":
        values[name][int(rng.integers(7))] = None
    data, weights = dataset(values), dict(zip("xyz", rng.dirichlet(np.ones(3)), strict=True))
    scores = score(data, criteria(weights))
    grid = np.array([parts for parts in product(range(1, 19), repeat=3) if sum(parts) == 20]) / 20
    ranks = ranks_of(scores_over_weights(scores, grid))
    only_todays(monkeypatch)
    for name, span in rank_ranges(scores, scores.industry_ids).items():
        position = scores.position[name]
        if span is None:
            assert np.isnan(scores.member_values[position]).all()
            continue
        assert span.best.rank <= scores.ranks[position] <= span.worst.rank
        assert not span.best.exact or span.best.rank <= ranks[:, position].min()
        assert not span.worst.exact or span.worst.rank >= ranks[:, position].max()


def test_where_the_bound_is_first_whatever_the_weights_equal_ones_are_tried(monkeypatch):
    """y, that a lacks, counts as up to 0.9 for it. Today 0.17/0.3 = 0.567 to b's 0.585; at thirds 0.7 to 0.633."""
    data = dataset({"x": [0.5, 0.5], "y": [None, 0.6], "z": [0.9, 0.8]})
    scores = score(data, criteria({"x": 0.25, "y": 0.7, "z": 0.05}))
    assert scores.ranks.tolist() == [2, 1]
    only_todays(monkeypatch)
    best = rank_ranges(scores, ("a",))["a"].best
    assert (best.rank, best.exact, best.weights) == (1, True, pytest.approx((1 / 3, 1 / 3, 1 / 3)))


def test_what_a_solver_leaves_unsettled_is_not_called_proven(monkeypatch):
    """a has 0.18 to 0.82 and 0.6 today; at equal weights, which are tried then, it is level with b, 0.5 to c's 0.6."""

    class Unsettled:
        def actualSolve(self, model):
            model.assignStatus(pulp.LpStatusNotSolved, pulp.LpSolutionNoSolutionFound)
            return model.status

    data = dataset({"x": [0.9, 0.1, 0.6], "y": [0.1, 0.9, 0.6]})
    scores = score(data, criteria({"x": 0.1, "y": 0.9}))
    assert scores.ranks.tolist() == [3, 1, 2]
    only_todays(monkeypatch)
    monkeypatch.setattr(rank_range, "solver", lambda _: Unsettled())
    assert rank_ranges(scores, ("a",))["a"].best == RankAt(2, (0.5, 0.5), exact=False)
