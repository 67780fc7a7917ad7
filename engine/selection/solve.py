"""The PuLP model of a selection of a given size, its solution, and the exact check afterwards.

One model a number of programmes: with the grant key a minimum grant is linear only where the number is fixed
(contract, section 3).
"""

from __future__ import annotations

from collections.abc import Collection
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.foundation.errors import BransjevalgError
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.selection.constraints import Row
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.presolve import Positions, Reduced, reduced
from engine.selection.solvers import solver

SOLVER_NOISE = MappingProxyType({"highs": 1e-6, "cbc": 5e-5})
"""Objectives closer than this, in units of the largest value, may come from a solver in any order: CBC stops
improving at 1e-5, HiGHS at its tolerance of 1e-9. Whoever needs the order asks for all of them and sorts in exact
arithmetic."""


class SolverError(BransjevalgError):
    """The solver stopped without a proof: neither an optimum nor that there is none."""

    def __init__(self, status: str) -> None:
        self.status = status
        super().__init__(status)

    def sentence(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """What the solver said."""
        return locale.text("errors.solver", status=self.status)


def best_of(
    problem: SelectionProblem,
    count: int,
    *,
    excluded: Collection[Positions] = (),
    floor: float = -np.inf,
    solver_name: str = "highs",
) -> Positions | None:
    """A best selection of exactly ``count`` candidates, to within ``SOLVER_NOISE``; None where there is none.

    Parameters
    ----------
    excluded
        Selections of this size that are not wanted: those already found.
    floor
        Selections worth less may be left out: a valid lower bound makes the model smaller.

    Raises
    ------
    SolverError
        Where the solver proves nothing.
    """
    rejected = list(excluded)
    left = reduced(problem, count, floor)
    while left is not None:  # ends: each time one more of finitely many selections is rejected
        selection = _solved(problem, count, left, rejected, solver_name)
        if selection in rejected:
            raise SolverError("a rejected selection came back")
        if selection is None or problem.holds(problem.chosen(selection)):
            return selection
        rejected.append(selection)  # within the solver's tolerance, but not in exact arithmetic
    return None


def _solved(
    problem: SelectionProblem, count: int, left: Reduced, excluded: Collection[Positions], solver_name: str
) -> Positions | None:
    if not len(left.free):
        only = left.settled
        return only if only not in excluded and problem.holds(problem.chosen(only)) else None
    import pulp

    built = model_of(problem, count, left, excluded)
    if built is None:
        return None
    model, chosen = built
    largest = float(np.abs(problem.values).max()) or 1.0
    model += pulp.LpAffineExpression({x: problem.values[position] / largest for position, x in chosen.items()})
    return solved(model, chosen, left, solver_name)


def model_of(
    problem: SelectionProblem, count: int, left: Reduced, excluded: Collection[Positions] = ()
) -> tuple[Any, dict[int, Any]] | None:
    """A model to maximise, and its variable for each free candidate: the conditions, without an objective.

    None where what is settled already breaks a condition. Selections in ``excluded`` are cut off.
    """
    import pulp

    model = pulp.LpProblem("selection", pulp.LpMaximize)
    chosen = {int(position): model.add_variable(f"x{position}", cat=pulp.LpBinary) for position in left.free}
    model += pulp.lpSum(chosen.values()) == count - len(left.settled)
    total = model.add_variable("jobs")
    possible = problem.chosen([*left.free.tolist(), *left.settled])
    rows = [row for condition in problem.conditions for row in condition.rows(count, possible)]
    unit = max(1, int(problem.jobs.max(initial=1)))  # the model counts jobs in units of the largest candidate
    if any(row.on_total_jobs for row in rows):
        own = pulp.LpAffineExpression({x: int(problem.jobs[position]) / unit for position, x in chosen.items()})
        model += own + int(problem.jobs[list(left.settled)].sum()) / unit == total
    for row in rows:
        if not _add(model, row, chosen, set(left.settled), total, unit):
            return None
    for selection in excluded:
        open_ones = [chosen[position] for position in selection if position in chosen]
        if len(open_ones) + len(set(selection) & set(left.settled)) == count and set(left.settled) <= set(selection):
            model += pulp.lpSum(open_ones) <= len(open_ones) - 1
    return model, chosen


def solved(model: Any, chosen: dict[int, Any], left: Reduced, solver_name: str) -> Positions | None:
    """The selection that a model comes to; None where there is none. Raises ``SolverError`` without a proof."""
    import pulp

    model.solve(solver(solver_name))
    if model.sol_status == pulp.LpSolutionOptimal:
        return tuple(sorted([*left.settled, *(position for position, x in chosen.items() if round(x.value()) == 1)]))
    if model.sol_status == pulp.LpSolutionInfeasible or model.status == pulp.LpStatusInfeasible:
        return None
    raise SolverError(pulp.LpStatus[model.status])


def _add(model: Any, row: Row, chosen: dict[int, Any], settled: set[int], total: Any, unit: int) -> bool:
    """Add a row to the model; False where what is settled already breaks it.

    Both sides are whole numbers, so half a unit of room keeps rounding errors of the solver out of the answer.
    They are scaled to about 1: with millions in a row, tight tolerances cut off feasible selections.
    """
    import pulp

    already = sum(factor for position, factor in row.coefficients.items() if position in settled)
    scale = unit if row.on_total_jobs else max((abs(factor) for factor in row.coefficients.values()), default=1)
    terms = {chosen[position]: factor / scale for position, factor in row.coefficients.items() if position in chosen}
    if row.on_total_jobs:
        terms[total] = 1.0
    if not terms:
        return (row.least is None or already >= row.least) and (row.most is None or already <= row.most)
    amount = pulp.LpAffineExpression(terms)
    if row.least is not None:
        model += amount >= (row.least - already - 0.5) / scale
    if row.most is not None:
        model += amount <= (row.most - already + 0.5) / scale
    return True
