"""The model of one size, and the bounds that make it smaller."""

import numpy as np
import pulp
import pytest

from engine.selection import solve as optimise
from engine.selection.declared_constraints import must
from engine.selection.solve import SolverError, best_of
from tests.engine.selection.problems import key, problem


def test_half_a_job_decides():
    """9 MNOK by size only, at least 3 each of three: exactly equal sizes fit, one job more does not."""
    fits = problem([1, 1, 1], jobs=[400_000] * 3, grant_key=key(9, 0, new=3, today={}))
    assert best_of(fits, 3) == (0, 1, 2)
    one_more = problem([1, 1, 1], jobs=[400_000, 400_000, 400_001], grant_key=key(9, 0, new=3, today={}))
    assert best_of(one_more, 3) is None


def test_an_answer_inside_the_solvers_tolerance_only_is_cut_off_and_solved_again(monkeypatch):
    asked = problem([5.0, 4.0, 3.0], conditions=[must(("c00", "c01", "c02"), "c02")])
    answers = iter([(0,), (2,)])
    monkeypatch.setattr(optimise, "_solved", lambda *_: next(answers))
    assert best_of(asked, 1) == (2,)


def test_a_solver_that_proves_nothing_is_an_error_and_not_an_answer(monkeypatch):
    def time_limited(model, *_):
        model.assignStatus(pulp.LpStatusOptimal, pulp.LpSolutionIntegerFeasible)  # as PuLP reports a time limit
        return pulp.LpStatusOptimal

    monkeypatch.setattr(pulp.LpProblem, "solve", time_limited)
    with pytest.raises(SolverError, match="Optimal"):
        best_of(problem([1.0, 2.0, 3.0]), 2)


def test_excluded_selections_do_not_come_back():
    asked = problem([3.0, 2.0, 1.0])
    assert best_of(asked, 2) == (0, 1)
    assert best_of(asked, 2, excluded=[(0, 1)]) == (0, 2)
    assert best_of(asked, 2, excluded=[(0, 1), (0, 2), (1, 2)]) is None


def test_variables_are_numbered_and_never_named_after_industries(monkeypatch):
    seen = []
    solve = pulp.LpProblem.solve
    monkeypatch.setattr(
        pulp.LpProblem, "solve", lambda model, solver: seen.extend(model.variables()) or solve(model, solver)
    )
    best_of(problem(np.arange(6.0), jobs=[50] * 6, grant_key=key(30, "0.5", 4, today={})), 3)
    assert seen
    assert {variable.name.rstrip("0123456789") for variable in seen} <= {"x", "jobs"}
