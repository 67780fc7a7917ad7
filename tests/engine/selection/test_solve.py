"""The model of one size, and the bounds that make it smaller."""

from itertools import combinations

import numpy as np
import pulp
import pytest

from engine.selection import solve as optimise
from engine.selection.constraints import Linear
from engine.selection.declared_constraints import must
from engine.selection.presolve import Reduced
from engine.selection.solve import SolverError, best_of, model_of
from tests.engine.selection.problems import every_feasible, key, problem, random_problem


def test_half_a_job_decides():
    """9 MNOK by size only, at least 3 each of three: exactly equal sizes fit, one job more does not."""
    fits = problem([1, 1, 1], jobs=[400_000] * 3, grant_key=key(9, 0, new=3, today={}))
    assert best_of(fits, 3) == (0, 1, 2)
    one_more = problem([1, 1, 1], jobs=[400_000, 400_000, 400_001], grant_key=key(9, 0, new=3, today={}))
    assert best_of(one_more, 3) is None


@pytest.mark.parametrize("seed", range(40))
def test_feasible_selections_meet_every_row_of_the_model_and_others_do_not(seed):
    """Without a solver: each selection that has the settled ones is put into the rows, and compared with enumeration.

    The exact check afterwards would hide a row that lets too many through, one that lets too few through nobody would.
    """
    asked, rng = random_problem(seed, with_key=seed % 2 == 0, size=7), np.random.default_rng(seed)
    asked = asked.with_conditions(Linear("worth_at_least", rng.integers(-3, 9, 7), int(rng.integers(-6, 15))))
    feasible = set(every_feasible(asked))
    for count in range(1, 7):
        shuffled = rng.permutation(7).tolist()
        settled = tuple(sorted(shuffled[: rng.integers(0, count + 1)]))
        free = sorted(set(shuffled[: rng.integers(count, 8)]) - set(settled))
        possible = [chosen for chosen in combinations(sorted([*free, *settled]), count) if {*settled} <= {*chosen}]
        excluded = [*possible[:2], tuple(sorted(shuffled[-count:]))]
        built = model_of(asked, count, Reduced(np.array(free, dtype=int), settled), excluded)
        met = {chosen for chosen in possible if built is not None and meets_rows(built, asked, chosen)}
        assert met == {chosen for chosen in possible if chosen in feasible and chosen not in excluded}


def meets_rows(built, asked, chosen):
    model, variables = built
    for position, variable in variables.items():
        variable.varValue = float(position in chosen)
    for variable in model.variables():
        if variable.name == "jobs":
            total, unit = float(asked.jobs[list(chosen)].sum()), float(asked.jobs.max())
            variable.varValue = (total - 1) / unit
            if model.valid(1e-9):
                return False  # the model's total jobs are not those of the chosen
            variable.varValue = total / unit
    return model.valid(1e-9)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("power", [-12, 0, 12])
def test_the_best_of_a_size_is_that_of_enumeration_whatever_the_size_of_the_values(seed, power):
    asked = random_problem(seed, with_key=seed % 2 == 0, size=6)
    asked = asked.with_values(asked.values * 10.0**power)
    feasible = list(every_feasible(asked))
    for count in range(7):
        worths = [asked.objective(chosen) for chosen in feasible if len(chosen) == count]
        chosen = best_of(asked, count)
        assert (chosen is None) == (not worths)
        if chosen is not None:
            assert chosen in feasible
            assert asked.objective(chosen) == pytest.approx(max(worths), abs=1e-6 * np.abs(asked.values).max())


def test_where_nobody_is_worth_anything_there_is_a_selection_all_the_same():
    assert best_of(problem([0.0, 0.0, 0.0], conditions=[must(("c00", "c01", "c02"), "c02")]), 2) in {(0, 2), (1, 2)}


def test_all_candidates_together_do_not_come_back_where_they_are_excluded():
    assert best_of(problem([2.0, 1.0]), 2) == (0, 1)
    assert best_of(problem([2.0, 1.0]), 2, excluded=[(0, 1)]) is None


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
