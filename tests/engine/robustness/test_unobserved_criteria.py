"""Members that no candidate has a figure for: who they are, and that nothing follows from them."""

import numpy as np
import pytest

from engine.criteria.model import Selection
from engine.robustness.acceptability import candidate_values
from engine.robustness.unobserved_criteria import counted_members, counted_only, weight_among_all
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import Listed, random_scores
from tests.engine.robustness.small import criteria, dataset


def asked(values, weights, missing="skip"):
    scores = score(dataset(values), criteria(weights, Selection(max_new=1), missing=missing))
    return scores, selection_problem(scores)


def test_a_member_counts_where_anybody_has_a_figure_for_it():
    values = {"u": [0.9, 0.5], "v": [None, 0.5], "w": [None, None]}
    assert counted_members(*asked(values, {"u": 1, "v": 1, "w": 1})).tolist() == [True, True, False]


def test_all_count_where_missing_values_are_the_worst_and_where_nothing_else_has_weight():
    values = {"u": [0.9, 0.5], "w": [None, None]}
    assert counted_members(*asked(values, {"u": 1, "w": 1}, missing="worst")).all()
    assert counted_members(*asked(values, {"u": 0, "w": 1})).all()


def test_weights_of_what_counts_keep_their_proportions_and_add_to_one():
    """0.5, 0.3 and 0.2, of which the last waits: 0.625 and 0.375."""
    scores, problem = asked({"u": [0.9, 0.5], "v": [None, 0.5], "w": [None, None]}, {"u": 5, "v": 3, "w": 2})
    less = counted_only(scores, counted_members(scores, problem))
    assert less.weights == pytest.approx([0.625, 0.375])


@pytest.mark.parametrize("aggregate", ["arithmetic", "geometric", "minimum"])
def test_values_are_the_same_without_the_members_that_nobody_has_a_figure_for(aggregate):
    scores = random_scores(1, members=5, waiting=2, gaps=2, aggregate=aggregate)
    listed = Listed(scores)
    counted = counted_members(scores, listed.problem)
    less = counted_only(scores, counted)
    assert less.root_members == scores.root_members[:3]
    for weights in np.random.default_rng(1).dirichlet(np.ones(5), 20):
        theirs = (weights[:3] / weights[:3].sum())[None]
        assert candidate_values(less, listed.problem, theirs)[0] == pytest.approx(listed.values(weights))


@pytest.mark.parametrize("waiting", [0.0, 0.3, 0.95])
def test_a_weight_among_all_gives_its_share_of_what_counts(waiting):
    """Weight t of all is t of t + (1 - t)(1 - waiting) that counts."""
    share = np.linspace(0, 1, 21)
    weight = weight_among_all(share, waiting)
    assert weight / (weight + (1 - weight) * (1 - waiting)) == pytest.approx(share)
    assert (weight[0], weight[-1]) == (0, 1)
