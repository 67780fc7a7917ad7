"""Selections in order: exact where a solver is not."""

import numpy as np
import pytest

from engine.selection import k_best as ordered
from engine.selection.constraints import Linear
from engine.selection.k_best import BestOfSize, in_order, smallest_equal
from engine.selection.solve import SolverError
from tests.engine.selection.problems import in_exact_order, problem, random_problem


@pytest.mark.parametrize("few", [0, 10, 10_000])
@pytest.mark.parametrize("seed", range(30))
def test_the_first_of_a_size_come_in_exact_order_however_many_are_looked_through(seed, few, monkeypatch):
    """Solved for, looked through, and some of each, beside every selection there is."""
    monkeypatch.setattr(ordered, "FEW", few)
    asked = random_problem(seed, with_key=seed % 2 == 0, size=7)
    for wanted, count in [(1, 2), (4, 3), (2, 4)]:
        expected = [selection for selection in in_exact_order(asked)[0] if len(selection) == count]
        assert BestOfSize(asked, count).first(wanted)[:wanted] == expected[:wanted]


@pytest.mark.parametrize("seed", range(40))
def test_the_first_of_a_size_come_in_exact_order_also_without_looking_through(seed, monkeypatch):
    """The way taken by large problems: one solution at a time, those found cut off."""
    monkeypatch.setattr(ordered, "ENUMERABLE", 0)
    monkeypatch.setattr(ordered, "FEW", 0)
    asked = random_problem(seed, with_key=seed % 2 == 0, size=7)
    expected = [selection for selection in in_exact_order(asked)[0] if len(selection) == 3]
    assert BestOfSize(asked, 3).first(4)[:4] == expected[:4]


def test_values_closer_than_the_solver_can_tell_are_still_put_in_order(monkeypatch):
    """Differences of a millionth of a point decide, whichever the solver happens to return first."""
    monkeypatch.setattr(ordered, "ENUMERABLE", 0)
    monkeypatch.setattr(ordered, "FEW", 0)
    asked = problem([50.0, 50.0 + 1e-6, 50.0 + 2e-6, 50.0 - 1e-6])
    assert BestOfSize(asked, 1).first(4) == [(2,), (1,), (0,), (3,)]


def test_equal_within_a_billionth_go_by_id():
    assert in_order(problem([1.0, 1.0 + 5e-10, 2.0]), [(0,), (1,), (2,)]) == [(2,), (0,), (1,)]


def test_exactly_a_tie_apart_is_equal_and_more_is_not():
    """Where values run to 1 a tie is a billionth."""
    assert in_order(problem([0.0, 1e-9, 1.0]), [(1,), (0,)]) == [(0,), (1,)]
    assert in_order(problem([0.0, 2e-9, 1.0]), [(1,), (0,)]) == [(1,), (0,)]


def test_the_smallest_of_many_equal_ones_is_found_without_listing_them():
    assert smallest_equal(problem([1.0] * 12), (3, 7, 9), "highs") == (0, 1, 2)


def test_the_smallest_equal_one_is_never_one_of_less_worth():
    """c01 and c02 are equal; c00 comes before them and is worth less."""
    assert smallest_equal(problem([1.0, 2.0, 2.0]), (2,), "highs") == (1,)
    assert smallest_equal(problem([3.0, 2.0, 2.0, 2.0, 1.0]), (0, 3), "highs") == (0, 1)


def test_looking_through_corrects_a_solver_that_is_a_little_off(monkeypatch):
    monkeypatch.setattr(ordered, "best_of", lambda *_, **__: (0, 2))
    monkeypatch.setattr(ordered, "near_at_hand", lambda *_: [])
    monkeypatch.setattr(BestOfSize, "_top", [])
    monkeypatch.setattr(ordered, "FEW", 0)
    assert BestOfSize(problem([9.0, 8.0, 7.9, 1.0]), 2).first(1) == [(0, 1)]


@pytest.mark.parametrize("most", [2, 1])
def test_a_solver_whose_answer_is_worse_than_a_known_selection_is_an_error(monkeypatch, most):
    """Also where the two most valuable may not be chosen together."""
    monkeypatch.setattr(ordered, "best_of", lambda *_, **__: (2, 3))
    monkeypatch.setattr(ordered, "FEW", 0)
    conflict = Linear("conflicts.a.b", np.array([1, 1, 0, 0]), None, most)
    with pytest.raises(SolverError):
        BestOfSize(problem([9.0, 8.0, 1.0, 1.0], conditions=[conflict]), 2).first(1)
