"""The nearest flip as weights that somebody can set, on cases done by hand and by ranking again from scratch."""

import pytest

from engine.criteria.model import Selection
from engine.criteria.weights import with_weights
from engine.robustness.flip_on_sliders import DECIMALS, flipped_weights
from engine.robustness.industry_sensitivity import check
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.engine.robustness.random_scores import random_scores
from tests.engine.robustness.small import criteria, dataset


def checked(values, weights, industry, **rules):
    scores = score(dataset(values), criteria(weights, Selection(max_new=1, **rules)))
    result = check(scores, [industry], draws=10)
    return result, result.industries[0]


@pytest.mark.parametrize("weight", [0.7, 0.51, 0.501])
def test_two_crossing_lines_flip_just_past_one_half(weight):
    """a is worth w, b is worth 1 - w: at w = 0.5 they are equal and a is first by id, so b needs a little more.

    However far it is to there, it is as little past it.
    """
    result, industry = checked({"x": [1.0, 0.0], "y": [0.0, 1.0]}, {"x": weight, "y": 1 - weight}, "a")
    assert flipped_weights(result, industry) == pytest.approx({"x": 0.4999, "y": 0.5001})


def test_nobody_moves_a_weight_for_what_never_flips():
    result, industry = checked({"x": [1.0, 0.0], "y": [1.0, 0.0]}, {"x": 0.7, "y": 0.3}, "a")
    assert flipped_weights(result, industry) is None


def test_nobody_moves_a_weight_for_a_tie():
    result, industry = checked({"x": [1.0, 1.0]}, {"x": 1.0}, "b")
    assert industry.nearest.distance == 0
    assert flipped_weights(result, industry) is None


@pytest.mark.parametrize("seed", range(8))
def test_ranked_and_selected_again_the_status_is_the_other_one(seed):
    small = random_scores(seed, size=6, max_new=2, members=3)
    result = check(small, small.industry_ids[:2], draws=10)
    for industry in result.industries:
        weights = flipped_weights(result, industry)
        if weights is not None:
            again = select(selection_problem(score(small.dataset, with_weights(small.criteria, weights))))
            assert (industry.industry_id in again.selected) != industry.selected
            assert all(weight == round(weight, DECIMALS) for weight in weights.values())
