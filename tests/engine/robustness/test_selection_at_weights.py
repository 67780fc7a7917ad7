"""Who can be chosen follows who has a score under the weights that are asked about; by hand."""

import numpy as np

from engine.criteria.model import Selection
from engine.robustness.selection_at_weights import best_among_ranked, generally, selections_at, worths_of
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.small import criteria, dataset

VALUES = {"u": [0.2, None, 0.1], "v": [0.3, 0.9, 0.1]}


def asked(weights=None, missing="worst", **rules):
    scores = score(dataset(VALUES), criteria(weights or {"u": 1, "v": 1}, Selection(**rules), missing=missing))
    return scores, selection_problem(scores)


def test_one_without_a_score_in_a_corner_is_not_chosen_there():
    """Two must be: a and b by v, 0.3 and 0.9; by u alone b has no score, and c is left."""
    scores, problem = asked(min_new=2, max_new=2)
    found = selections_at(scores, problem, np.array([[0.5, 0.5], [0.0, 1.0], [1.0, 0.0]]))
    assert found.chosen.tolist() == [[True, True, False], [True, True, False], [True, False, True]]


def test_one_without_a_score_today_can_be_chosen_where_it_has_one():
    """With all the weight on u today b has no score; with some on v it has 0.9 (skipped: u does not count for it)."""
    scores, problem = asked({"u": 1, "v": 0}, missing="skip", max_new=1)
    assert [one.id for one in problem.conditions] == ["ranked", "max_new"]
    found = selections_at(scores, problem, np.array([[1.0, 0.0], [0.9, 0.1]]))
    assert found.chosen.tolist() == [[True, False, False], [False, True, False]]
    assert [one.id for one in generally(scores, problem).conditions] == ["max_new"]


def test_where_too_few_have_a_score_there_is_no_selection():
    scores, problem = asked(min_new=3)
    found = selections_at(scores, problem, np.array([[1.0, 0.0], [0.5, 0.5]]))
    assert np.isneginf(found.worth).tolist() == [True, False]


def test_worths_are_times_jobs_where_the_criteria_say_so_and_missing_where_the_score_is():
    given = dataset(VALUES, jobs=[10, 20, 30])
    scores = score(given, criteria({"u": 1, "v": 1}, Selection(objective="sum_times_jobs")))
    problem = selection_problem(scores)
    worths = worths_of(scores, problem, np.array([[0.5, np.nan, 0.1]]))
    assert worths[0, [0, 2]].tolist() == [5.0, 3.0]
    assert np.isnan(worths[0, 1])
    assert best_among_ranked(problem, worths).chosen.tolist() == [[True, False, True]]
