"""Selections that can be the best, against every feasible one compared pair by pair."""

import numpy as np
import pytest

from engine.robustness.possible_selections import possible_selections, worth_limits
from engine.selection.constraints import Linear
from tests.engine.selection.problems import every_feasible, problem, random_problem


def listed(asked):
    """(selection, candidate) every feasible one."""
    masks = np.zeros((0, len(asked.ids)), dtype=bool)
    return np.vstack([masks, *(asked.chosen(positions)[None] for positions in every_feasible(asked))])


def can_be_best(every, selection, low, high):
    """Whether no other is ahead where this one is helped most: in what they share the values are the same."""
    return all((selection & ~other) @ high >= (other & ~selection) @ low - 1e-9 for other in every)


def random_ends(seed):
    """Problems of every kind of condition, and ends: nobody's, a little, or much is open."""
    asked, random = random_problem(seed, with_key=seed % 2 == 0, size=7), np.random.default_rng(seed)
    low = random.uniform(-1, 10, 7)
    return asked, listed(asked), low, low + random.uniform(0, 6, 7) * (random.random(7) < 0.7)


FEASIBLE = [seed for seed in range(14) if len(random_ends(seed)[1])]


@pytest.mark.parametrize("seed", FEASIBLE)
def test_each_of_them_can_be_the_best(seed):
    asked, every, low, high = random_ends(seed)
    selections = possible_selections(asked, low, high)
    assert len(selections)
    for selection in selections:
        assert (every == selection).all(axis=1).any()
        assert can_be_best(every, selection, low, high)


@pytest.mark.parametrize("seed", FEASIBLE)
def test_beyond_its_limits_a_selection_cannot_be_the_best(seed):
    asked, every, low, high = random_ends(seed)
    selections = possible_selections(asked, low, high)
    for selection, limits in zip(selections, worth_limits(asked, low, high, selections), strict=True):
        for number, limit in enumerate(limits):
            for known in {-50.0, 50.0, *(limit + np.array([-1e-6, 1e-6])).tolist()} - {-np.inf, np.inf}:
                low_then, high_then = low.copy(), high.copy()
                low_then[number] = high_then[number] = known
                assert can_be_best(every, selection, low_then, high_then) == (
                    known >= limit if selection[number] else known <= limit
                )


@pytest.mark.parametrize("size", [1.0, 1e-3, 1e6])
def test_limits_by_hand(size):
    """One of a, 0.2 to 0.5, and b, 0.3 to 0.9: either. a can be the best while b can be 0.5, and from 0.3 itself."""
    asked = problem([0.5 * size, 0.5 * size], conditions=[Linear("max_new", np.array([1, 1]), None, 1)])
    low, high = size * np.array([0.2, 0.3]), size * np.array([0.5, 0.9])
    selections = possible_selections(asked, low, high)
    assert sorted(selections.tolist()) == [[False, True], [True, False]]
    limits = worth_limits(asked, low, high, np.array([[True, False], [False, True]]))
    assert limits == pytest.approx(size * np.array([[0.3, 0.5], [0.9, 0.2]]))


def test_what_is_the_best_only_with_all_of_many_at_their_high_ends_is_there_without_draws(monkeypatch):
    """The first takes the place of all four others and is worth 3.5; they are worth 0 to 1 each."""
    monkeypatch.setattr("engine.robustness.possible_selections.DRAWN", 0)
    room = Linear("room", np.array([4, 1, 1, 1, 1]), 4, 4)
    low, high = np.array([3.5, 0.0, 0.0, 0.0, 0.0]), np.array([3.5, 1.0, 1.0, 1.0, 1.0])
    selections = possible_selections(problem(high, conditions=[room]), low, high)
    assert sorted(np.flatnonzero(selection).tolist() for selection in selections) == [[0], [1, 2, 3, 4]]


def test_who_must_be_in_or_out_limits_nothing():
    """Two of three with c barred: only a and b, whatever they are worth."""
    number = Linear("number", np.array([1, 1, 1]), 2, 2)
    asked = problem([0.5, 0.5, 0.5], conditions=[number, Linear("must_not.c", np.array([0, 0, 1]), None, 0)])
    low, high = np.array([0.2, 0.3, 0.4]), np.array([0.5, 0.9, 1.0])
    (only,) = possible_selections(asked, low, high)
    assert only.tolist() == [True, True, False]
    assert worth_limits(asked, low, high, only[None]).tolist() == [[-np.inf, -np.inf, np.inf]]
