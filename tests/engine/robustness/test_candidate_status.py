"""What is seen and proven of each candidate, against enumeration over every selection and every corner."""

from itertools import product

import numpy as np
import pytest

from engine.robustness import candidate_status
from engine.robustness.candidate_status import CandidateStatus, feasible
from engine.robustness.potential_optimality import OpenValues
from engine.selection.enumeration import feasible_selections
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import random_scores

RULES = ({"max_new": 2}, {"max_new": 3, "conflicts": (("c0", "c1"), ("c2", "c3"))}, {"max_new": 3, "grant": "key"})


def open_values(seed, rules):
    """Seven candidates under set weights, four of them with two ends."""
    problem = selection_problem(random_scores(seed, **rules))
    low = problem.values
    high = low + np.where(np.arange(7) % 2 == 0, np.random.default_rng(seed).uniform(0, 30, 7), 0.0)
    return OpenValues(
        problem,
        lambda weights: np.tile(low, (len(weights), 1)),
        lambda weights: np.tile(high, (len(weights), 1)),
        low[:, None],
        high[:, None],
        np.ones(1),
        np.ones(1),
    )


def best_of_corners(values):
    """Every selection that is the best at some corner."""
    every, best = feasible_selections(values.problem), []
    for corner in product(*({*pair} for pair in zip(values.low[:, 0], values.high[:, 0], strict=True))):
        worth = every @ np.array(corner)
        best.append(every[worth >= worth.max() - values.tie])
    return np.unique(np.concatenate(best), axis=0)


def tried(values):
    status = CandidateStatus.of(values)
    status.try_ends(np.ones((1, 1)))
    return status


@pytest.mark.parametrize("rules", RULES, ids=str)
@pytest.mark.parametrize("seed", range(5))
def test_what_ends_show_and_branches_prove_is_all_that_holds_at_every_corner(seed, rules):
    values = open_values(seed, rules)
    best, status = best_of_corners(values), tried(values)
    for cut in status.cuts.kept:
        assert (best == cut).all(axis=1).any()
    for missing in (False, True):
        status.take_branched(missing)
        assert not status.open(missing).any()
    assert status.possible.tolist() == best.any(axis=0).tolist()
    assert status.core.tolist() == best.all(axis=0).tolist()
    assert not best[:, status.proven[0]].any()
    assert best[:, status.proven[1]].all()


@pytest.mark.parametrize("rules", RULES, ids=str)
@pytest.mark.parametrize("seed", range(5))
def test_what_is_left_to_look_through_holds_every_best_selection(seed, rules):
    values = open_values(seed, rules)
    left = feasible(values, tried(values).cuts)
    assert values.problem.holds(left).all()
    for selection in best_of_corners(values):
        assert (left == selection).all(axis=1).any()


def test_too_many_to_look_through_are_not_looked_through(monkeypatch):
    values = open_values(1, RULES[1])
    cuts = tried(values).cuts
    monkeypatch.setattr(candidate_status, "MOST_LOOKED_THROUGH", 0)
    assert feasible(values, cuts) is None


def test_who_is_given_up_is_called_possible_and_is_not_called_core():
    values = open_values(2, RULES[0])
    status = CandidateStatus.of(values)
    everybody = np.ones(7, dtype=bool)
    for missing in (False, True):
        status.give_up(everybody, missing)
        assert not status.open(missing).any()
    assert status.possible.all()
    assert status.unproven_core.all()
