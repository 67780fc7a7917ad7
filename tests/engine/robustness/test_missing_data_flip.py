"""The nearest flip beside those who lack a figure, against every weight of a fine grid."""

from itertools import product

import numpy as np
import pytest

from engine.criteria.model import Normalise, Selection
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.robustness import missing_data_flip
from engine.robustness.acceptability import candidate_values
from engine.robustness.batch_optimisation import optimal_selections
from engine.robustness.minimal_weight_change import nearest_change
from engine.robustness.missing_data_flip import TOLERANCE, Found, nearest_with_lacking
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import Listed, random_scores
from tests.engine.robustness.small import criteria, dataset

PARTS = 30


def grid(members):
    """All weights in steps of 1/30 that leave no member without any."""
    points = (point for point in product(range(1, PARTS), repeat=members - 1) if sum(point) < PARTS)
    return np.array([(*point, PARTS - sum(point)) for point in points]) / PARTS


def check_against_the_grid(scores):
    """No weights of the grid flip anybody nearer than what is said to be proven; how many flips are."""
    listed, today, weights = Listed(scores), scores.weights, grid(len(scores.weights))
    chosen = listed.best(today)
    flips = listed.best_of_each(weights) != chosen
    distances = np.abs(weights - today).sum(axis=1) / 2
    proven = 0
    for index in range(len(chosen)):
        change, sure = nearest_change(scores, listed.problem, index, chosen)
        if change is not None and sure:
            proven += 1
            assert not flips[:, index].any() or change.distance <= distances[flips[:, index]].min() + TOLERANCE
    return proven


@pytest.mark.parametrize("objective", ["sum", "sum_times_jobs"])
def test_what_is_proven_is_nearer_than_any_weight_of_a_grid_that_flips(objective):
    """Everybody who lacks a figure lacks that of the same member: ``gaps`` of 1 is one industry and one member."""
    proven = [
        check_against_the_grid(random_scores(seed, gaps=1, size=6, max_new=2, members=4, objective=objective))
        for seed in range(8)
    ]
    assert sum(proven) > 0


@pytest.mark.parametrize("seed", range(8))
def test_points_below_zero_are_not_proven_by_bounds_that_do_not_hold_for_them(seed):
    values = np.random.default_rng(seed).uniform(0, 1, (5, 3)).tolist()
    values[seed % 5][2] = None
    columns = dict(zip("uvw", zip(*values, strict=True), strict=True))
    asked = criteria({"u": 2, "v": 1, "w": 1}, Selection(max_new=2), normalise=Normalise("zscore"))
    check_against_the_grid(score(dataset(columns), asked))


def test_shipping_is_proven_and_no_draw_that_is_nearer_flips_it():
    """The built-in data: three lack union density, and none of them is selected. 20 000 weights within the distance."""
    scores = score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml"))
    problem = selection_problem(scores)
    chosen = optimal_selections(problem, candidate_values(scores, problem, scores.weights[None])).chosen[0]
    position = problem.ids.index("sjofart")
    change, sure = nearest_change(scores, problem, position, chosen)
    assert sure
    drawn = np.random.default_rng(7).dirichlet(np.full(5, 0.5), 20_000)
    moved = np.abs(drawn - scores.weights).sum(axis=1, keepdims=True) / 2
    inside = scores.weights + np.minimum(1, (change.distance - TOLERANCE) / moved) * (drawn - scores.weights)
    assert optimal_selections(problem, candidate_values(scores, problem, inside)).chosen[:, position].all()


def test_a_flip_of_one_who_lacks_a_figure_by_hand():
    """a is 0.9 u + 0.2 v, b has no v and is always 0.5: they are equal at u = 3/7, 1/14 from a half each."""
    values = np.array([[0.9, 0.2], [0.5, np.nan]])
    a, b = np.array([[True, False]]), np.array([[False, True]])
    known = Found(np.array([0.3, 0.7]), 0.2, b[0])
    change = nearest_with_lacking(np.array([0.5, 0.5]), values, 1, b, a, known)
    assert change.distance == pytest.approx(1 / 14, abs=TOLERANCE)
    assert change.weights == pytest.approx([3 / 7, 4 / 7], abs=TOLERANCE)
    assert change.rival.tolist() == [False, True]


def test_one_known_at_the_end_of_the_weight_does_not_hide_what_is_near(monkeypatch):
    """As above, and all on v is known: b, that has no worth just there, takes over long before."""
    values = np.array([[0.9, 0.2], [0.5, np.nan]])
    a, b = np.array([[True, False]]), np.array([[False, True]])
    monkeypatch.setattr(missing_data_flip, "MOST_PROGRAMS", 200)
    known = Found(np.array([0.0, 1.0]), 0.5, b[0])
    change = nearest_with_lacking(np.array([0.5, 0.5]), values, 1, b, a, known)
    assert change.distance == pytest.approx(1 / 14, abs=TOLERANCE)


def test_one_that_takes_over_from_who_lacks_a_figure_is_not_hidden_by_what_is_known_farther_off(monkeypatch):
    """The other way: b leads at u = 0.35, where a is worth 0.445."""
    values = np.array([[0.9, 0.2], [0.5, np.nan]])
    a, b = np.array([[True, False]]), np.array([[False, True]])
    monkeypatch.setattr(missing_data_flip, "MOST_PROGRAMS", 200)
    known = Found(np.array([0.45, 0.55]), 0.1, a[0])
    change = nearest_with_lacking(np.array([0.35, 0.65]), values, 1, a, b, known)
    assert change.distance == pytest.approx(3 / 7 - 0.35, abs=TOLERANCE)


def test_a_known_flip_is_kept_where_nothing_is_nearer():
    values = np.array([[0.9, 0.2], [0.1, np.nan]])
    a, b = np.array([[True, False]]), np.array([[False, True]])
    known = Found(np.array([0.45, 0.55]), 0.05, b[0])
    assert nearest_with_lacking(np.array([0.5, 0.5]), values, 1, b, a, known) is known


def test_jobs_count_for_who_lacks_a_figure_too():
    """b, without v, is worth 0.5 times 110 always; a is 90 u + 20 v: equal at u = 1/2. c takes over from a at 7/15."""
    data = dataset({"u": [0.9, 0.5, 0.1], "v": [0.2, None, 0.9]}, jobs=[100, 110, 100])
    rules = Selection(max_new=1, objective="sum_times_jobs")
    scores = score(data, criteria({"u": 0.6, "v": 0.4}, rules))
    change, sure = nearest_change(scores, selection_problem(scores), 0, np.array([True, False, False]))
    assert (sure, change.rival) == (True, ("b",))
    assert change.distance == pytest.approx(0.1, abs=TOLERANCE)


@pytest.mark.parametrize("objective", ["sum", "sum_times_jobs"])
@pytest.mark.parametrize("missing", ["skip", "worst"])
def test_the_list_for_a_whole_grid_is_the_list_for_each_of_its_weights(objective, missing):
    listed = Listed(random_scores(3, gaps=2, size=6, max_new=2, members=4, objective=objective, missing=missing))
    weights = np.random.default_rng(3).dirichlet(np.ones(4), 100)
    weights[:20, 0] = 0
    weights /= weights.sum(axis=1, keepdims=True)
    assert (listed.best_of_each(weights) == np.array([listed.best(weighting) for weighting in weights])).all()
