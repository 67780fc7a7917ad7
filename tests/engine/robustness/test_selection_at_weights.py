"""Who can be chosen follows who has a score under the weights that are asked about; by hand."""

from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.model import Selection
from engine.robustness import selection_at_weights
from engine.robustness.batch_optimisation import Optima
from engine.robustness.selection_at_weights import best_among_ranked, chosen_at, generally, selections_at, worths_of
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import random_scores
from tests.engine.robustness.small import criteria, dataset

VALUES = {"u": [0.2, None, 0.1], "v": [0.3, 0.9, 0.1]}


def asked(weights=None, missing="worst", **rules):
    scores = score(dataset(VALUES), criteria(weights or {"u": 1, "v": 1}, Selection(**rules), missing=missing))
    return scores, selection_problem(scores)


def test_one_without_a_score_in_a_corner_is_not_chosen_there():
    """Two must be: a and b by v, 0.3 and 0.9; by u alone b has no score, and c is left."""
    scores, problem = asked(min_new=2, max_new=2)
    optima = selections_at(scores, problem, np.array([[0.5, 0.5], [0.0, 1.0], [1.0, 0.0]]))
    assert optima.chosen.tolist() == [[True, True, False], [True, True, False], [True, False, True]]
    assert optima.worth == pytest.approx([0.7, 1.2, 0.3])  # b is worth 0.45, 0.9 and nothing


def test_where_each_has_a_score_just_where_the_other_has_none_each_is_chosen_there():
    scores = score(dataset({"u": [0.2, None], "v": [None, 0.9]}), criteria({"u": 1, "v": 1}, Selection(max_new=2)))
    optima = selections_at(scores, selection_problem(scores), np.array([[1.0, 0.0], [0.0, 1.0]]))
    assert optima.chosen.tolist() == [[True, False], [False, True]]
    assert optima.worth == pytest.approx([0.2, 0.9])


def test_one_without_a_score_today_can_be_chosen_where_it_has_one():
    """With all the weight on u today b has no score; with some on v it has 0.9 (skipped: u does not count for it)."""
    scores, problem = asked({"u": 1, "v": 0}, missing="skip", max_new=1)
    assert [condition.id for condition in problem.conditions] == ["ranked", "max_new"]
    optima = selections_at(scores, problem, np.array([[1.0, 0.0], [0.9, 0.1]]))
    assert optima.chosen.tolist() == [[True, False, False], [False, True, False]]
    assert [condition.id for condition in generally(scores, problem).conditions] == ["max_new"]


def test_where_too_few_have_a_score_there_is_no_selection():
    scores, problem = asked(min_new=3)
    optima = selections_at(scores, problem, np.array([[1.0, 0.0], [0.5, 0.5]]))
    assert np.isneginf(optima.worth).tolist() == [True, False]


def test_worths_are_times_jobs_where_the_criteria_say_so_and_missing_where_the_score_is():
    given = dataset(VALUES, jobs=[10, 20, 30])
    scores = score(given, criteria({"u": 1, "v": 1}, Selection(objective="sum_times_jobs")))
    problem = selection_problem(scores)
    worths = worths_of(scores, problem, np.array([[0.5, np.nan, 0.1]]))
    assert worths[0, [0, 2]].tolist() == [5.0, 3.0]
    assert np.isnan(worths[0, 1])
    assert best_among_ranked(problem, worths).chosen.tolist() == [[True, False, True]]


def test_what_was_solved_is_counted_over_all_who_have_a_score_together():
    """Three draws, in two of which b has none: two sets of candidates, of each of which three are solved."""
    asked_of = []

    def optimal(problem, values, solver_name, known):
        asked_of.append(len(values))
        return Optima(np.zeros(values.shape, dtype=bool), np.zeros(len(values)), 3)

    _, problem = asked(max_new=1)
    worths = np.array([[0.1, np.nan, 0.2], [0.1, 0.3, 0.2], [0.4, np.nan, 0.2]])
    assert best_among_ranked(problem, worths, optimal=optimal).solved == 6
    assert sorted(asked_of) == [1, 2]


@pytest.mark.parametrize(("figures", "rounded", "again"), [(21, 10, 0), (22, 10, 9), (21, 9, 9)])
def test_the_product_is_taken_from_so_many_figures_and_up_to_so_much_rounding(figures, rounded, again, monkeypatch):
    """Seven industries by three members are 21 figures; 2 chosen times 3 members and 2 chosen are 10 roundings."""
    scores = random_scores(0, members=3, max_new=2)
    problem, weights = selection_problem(scores), np.random.default_rng(0).dirichlet(np.ones(3), 9)
    monkeypatch.setattr(selection_at_weights, "MANY", figures)
    monkeypatch.setattr(selection_at_weights, "MOST_ROUNDED", rounded)
    scored = []
    monkeypatch.setattr(
        selection_at_weights, "selections_at", lambda *args: scored.append(args) or selections_at(*args)
    )
    chosen_at(scores, problem, weights)
    assert sum(len(args[2]) for args in scored) == again


@pytest.mark.parametrize("grant", [None, "key"])
@pytest.mark.parametrize("seed", range(6))
def test_one_matrix_product_gives_the_same_selections_as_sums_member_by_member(seed, grant, monkeypatch):
    """Values in quarters and weights in eighths in every other case: many are equal, and rounding alone parts them."""
    scores = random_scores(seed, grant=grant, members=5)
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(5), 400)
    if seed % 2:
        scores = replace(scores, member_values=np.round(scores.member_values * 3) / 3)
        weights = rng.integers(0, 4, (400, 5)) + np.eye(5)[0]
    problem = selection_problem(scores)
    expected = selections_at(scores, problem, weights).chosen
    monkeypatch.setattr(selection_at_weights, "MANY", 0)
    scored = []
    monkeypatch.setattr(
        selection_at_weights, "selections_at", lambda *args: scored.append(args) or selections_at(*args)
    )
    assert (chosen_at(scores, problem, weights) == expected).all()
    assert sum(len(args[2]) for args in scored) < 400


def test_what_is_equal_by_a_hair_is_scored_member_by_member(monkeypatch):
    """Two whose values are as far apart as counts as equal, to the last bit: a product could not tell."""
    scores = random_scores(0, members=2, max_new=1)
    values = scores.member_values.copy()
    values[:] = 0.1
    values[0], values[1] = 0.5, 0.5 + 1e-9 * scores.size / scores.criteria.scale
    scores = replace(scores, member_values=values)
    problem, weights = selection_problem(scores), np.array([[0.5, 0.5], [0.3, 0.7]])
    monkeypatch.setattr(selection_at_weights, "MANY", 0)
    again = []
    monkeypatch.setattr(selection_at_weights, "selections_at", lambda *args: again.append(args) or selections_at(*args))
    chosen = chosen_at(scores, problem, weights)
    assert (chosen == selections_at(scores, problem, weights).chosen).all()
    assert [len(args[2]) for args in again] == [2]


@pytest.mark.parametrize("changes", [{"aggregate": "geometric"}, {"gaps": 3}])
def test_other_means_and_what_is_missing_are_scored_member_by_member(changes, monkeypatch):
    scores = random_scores(1, **changes)
    problem, weights = selection_problem(scores), np.random.default_rng(0).dirichlet(np.ones(3), 50)
    monkeypatch.setattr(selection_at_weights, "MANY", 0)
    assert (chosen_at(scores, problem, weights) == selections_at(scores, problem, weights).chosen).all()
