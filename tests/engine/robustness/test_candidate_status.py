"""What is seen and proven of each candidate, against enumeration over every selection and every corner."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from engine.robustness import candidate_status
from engine.robustness.candidate_status import CandidateStatus, feasible
from engine.robustness.potential_optimality import OpenValues
from engine.selection.constraints import Linear
from engine.selection.declared_constraints import must, must_not
from engine.selection.enumeration import feasible_selections
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import random_scores
from tests.engine.selection.problems import problem

RULES = ({"max_new": 2}, {"max_new": 3, "conflicts": (("c0", "c1"), ("c2", "c3"))}, {"max_new": 3, "grant": "key"})


def open_values(seed, rules):
    """Seven candidates under set weights, four of them with two ends."""
    asked = selection_problem(random_scores(seed, **rules))
    low = asked.values
    high = low + np.where(np.arange(7) % 2 == 0, np.random.default_rng(seed).uniform(0, 30, 7), 0.0)
    return of_ends(asked, low[:, None], high[:, None])


def of_ends(asked, low, high):
    """Ends (candidate, member); one member of weight 1, or any weights of several."""
    members = low.shape[1]
    least = np.ones(1) if members == 1 else np.zeros(members)
    return OpenValues(
        asked, lambda weights: weights @ low.T, lambda weights: weights @ high.T, low, high, least, np.ones(members)
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
    assert not np.any(status.proven)
    for missing in (False, True):
        status.take_branched(missing)
        assert not status.open(missing).any()
    assert not (status.given_up | status.unproven_core).any()
    assert status.possible.tolist() == best.any(axis=0).tolist()
    assert status.core.tolist() == best.all(axis=0).tolist()
    assert not best[:, status.proven[0]].any()
    assert best[:, status.proven[1]].all()


@pytest.mark.parametrize("seed", range(8))
def test_where_only_the_number_decides_one_end_against_all_others_settles_everybody(seed, monkeypatch):
    """Nothing is drawn: each at its high end with all others low can be the best there, or nowhere; and the reverse."""
    monkeypatch.setattr(candidate_status, "AT_RANDOM", 0)
    values, calls = open_values(seed, {"max_new": 3}), []
    best, status = best_of_corners(values), CandidateStatus.of(values)
    status.try_ends(np.ones((1, 1)), lambda *call: calls.append(call))
    assert status.possible.tolist() == best.any(axis=0).tolist()
    assert status.core.tolist() == best.all(axis=0).tolist()
    # With all low and all high seen, those that are in one of the two and not in the other are settled.
    at_low, at_high = (set(np.argsort(-ends[:, 0])[:3].tolist()) for ends in (values.low, values.high))
    assert calls[0] == (len(at_low ^ at_high), 7)


@pytest.mark.parametrize("rules", RULES, ids=str)
@pytest.mark.parametrize("seed", range(5))
def test_what_is_left_to_look_through_holds_every_best_selection(seed, rules):
    values = open_values(seed, rules)
    left = feasible(values, tried(values).cuts)
    assert values.problem.holds(left).all()
    for selection in best_of_corners(values):
        assert (left == selection).all(axis=1).any()


def test_where_nothing_is_open_only_the_best_is_left_to_look_through():
    """Two of 5, 4, 3 and 2 beside the one that must be in, worth 1; the sixth must not. Branches prove all."""
    ids = tuple(f"c{index:02d}" for index in range(6))
    number = Linear("max_new", np.ones(6, dtype=np.int64), None, 3)
    asked = problem([5.0, 4.0, 3.0, 2.0, 1.0, 9.0], conditions=[number, must(ids, "c04"), must_not(ids, "c05")])
    values = of_ends(asked, asked.values[:, None], asked.values[:, None])
    status = tried(values)
    best = [True, True, False, False, True, False]
    assert feasible(values, status.cuts).tolist() == [best]
    assert status.possible.tolist() == status.core.tolist() == best
    assert np.flatnonzero(status.open(missing=True)).tolist() == [0, 1]
    assert np.flatnonzero(status.open(missing=False)).tolist() == [2, 3]
    for missing in (False, True):
        status.take_branched(missing)
        assert not status.open(missing).any()


@pytest.mark.parametrize("size", [1e-4, 1.0, 1e6])
def test_nothing_is_proven_of_those_in_which_equal_selections_differ(size):
    """Two of 5, 4, 4 and 1: the first is in both that are worth 9, the last in none, the others in one."""
    number = Linear("max_new", np.ones(4, dtype=np.int64), None, 2)
    asked = problem(size * np.array([5.0, 4.0, 4.0, 1.0]), conditions=[number])
    asked = replace(asked, size=5 * size)
    values = of_ends(asked, asked.values[:, None], asked.values[:, None])
    status = CandidateStatus.of(values)
    status.take(asked.chosen([0, 1])[None])
    for missing in (False, True):
        status.take_branched(missing)
    assert [np.flatnonzero(proven).tolist() for proven in status.proven] == [[3], [0]]
    assert np.flatnonzero(status.possible).tolist() == [0, 1, 2]


def test_over_weights_every_feasible_selection_is_left(monkeypatch):
    """The first is worth most under the one weight, the third under the other, the second halfway between them.

    The fourth must be in and the fifth must not: one more place, or none.
    """
    ids = tuple(f"c{index:02d}" for index in range(5))
    number = Linear("max_new", np.ones(5, dtype=np.int64), None, 2)
    asked = problem([2.0, 1.0, 0.0, 0.0, 3.0], conditions=[number, must(ids, "c03"), must_not(ids, "c04")])
    ends = np.array([[2.0, 0.0], [1.1, 1.1], [0.0, 2.0], [0.1, 0.1], [3.0, 3.0]])
    values = of_ends(asked, ends, ends)
    status = CandidateStatus.of(values)
    status.try_ends(np.array([[1.0, 0.0], [0.0, 1.0]]))
    positions = [tuple(np.flatnonzero(row).tolist()) for row in feasible(values, status.cuts)]
    assert sorted(positions) == [(0, 3), (1, 3), (2, 3), (3,)]
    for most, looked_through in ((4, True), (3, False)):
        monkeypatch.setattr(candidate_status, "MOST_LOOKED_THROUGH", most)
        assert (feasible(values, status.cuts) is not None) == looked_through
    assert status.possible.tolist() == [True, False, True, True, False]


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
