"""What ``select`` gives under other weights: whoever has no score there is not chosen, whoever has one can be.

An industry has no score where all the weight is on what it lacks. That is so in corners and on edges of the weights'
simplex, and today where its only figures have no weight.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.robustness.batch_optimisation import Optima, optimal_selections
from engine.scoring.score import Scores, scores_over_weights
from engine.selection.constraints import Chosen
from engine.selection.declared_constraints import ranked
from engine.selection.portfolio_problem import SelectionProblem

Floats = NDArray[np.float64]

MANY = 20_000  # figures, and a matrix product and two searches are sooner done than sums member by member
LITTLE = 1e-2  # of what counts as equal: 1e-11 of the largest value
MOST_ROUNDED = 10_000  # members times those chosen: four roundings each, of 1.2e-16, come to half of that


def worths_of(scores: Scores, problem: SelectionProblem, points: Floats) -> Floats:
    """(draw, candidate) what scores (draw, industry) are worth to the objective; NaN for one without a score."""
    positions = [scores.position[industry] for industry in problem.ids]
    rules = scores.criteria.selection
    worths: Floats = np.take(points, positions, axis=1)  # a copy
    if rules is not None and rules.objective == "sum_times_jobs":
        worths *= problem.jobs
    return worths


def among_ranked(problem: SelectionProblem, worths: Floats) -> SelectionProblem:
    """The problem where those whose worth (candidate,) is NaN, and no others, cannot be chosen for want of a score."""
    others = (condition for condition in problem.conditions if condition.id != "ranked")
    return problem.with_only(*ranked(problem.ids, worths), *others)


def best_among_ranked(
    problem: SelectionProblem,
    worths: Floats,
    solver_name: str = "highs",
    known: Chosen | None = None,
    optimal: Callable[[SelectionProblem, Floats, str, Chosen | None], Optima] = optimal_selections,
) -> Optima:
    """As ``optimal``, for worths (draw, candidate) that are NaN where a candidate has no score.

    ``worth`` is -inf in the draws where no selection of those with a score is feasible.
    """
    unranked = np.isnan(worths)
    lacking = unranked.any()
    values = np.where(unranked, 0.0, worths) if lacking else worths
    # Rows are compared where any two differ only: comparing all of them takes longer than choosing.
    patterns, which = unranked[:1], np.zeros(len(worths), dtype=np.intp)
    if lacking and (unranked != patterns).any():
        patterns, which = np.unique(unranked, axis=0, return_inverse=True)
    chosen, worth, solved = np.zeros(worths.shape, dtype=bool), np.full(len(worths), -np.inf), 0
    for pattern, missing in enumerate(patterns):
        here = which.reshape(-1) == pattern if len(patterns) > 1 else slice(None)
        own = among_ranked(problem, np.where(missing, np.nan, 0.0))
        tried = None if known is None else known[own.holds(known)]
        optima = optimal(own, values[here], solver_name, tried)
        chosen[here], worth[here], solved = optima.chosen, optima.worth, solved + optima.solved
    return Optima(chosen, worth, solved)


def selections_at(
    scores: Scores, problem: SelectionProblem, weights: Floats, solver_name: str = "highs", known: Chosen | None = None
) -> Optima:
    """What ``select`` gives under each set of weights (draw, member)."""
    worths = worths_of(scores, problem, scores_over_weights(scores, weights))
    return best_among_ranked(problem, worths, solver_name, known)


def chosen_at(scores: Scores, problem: SelectionProblem, weights: Floats, solver_name: str = "highs") -> Chosen:
    """(draw, candidate) ``chosen`` of ``selections_at``, sooner where there are many figures.

    One matrix product gives scores that are right but for rounding. Whoever is first among equals both where a little
    less and where a little more counts as equal, by more than rounding can be, is so by the true scores too: all that
    are equal by the first are by these, and all by these are by the second. Where the two differ it is scored again.
    """
    most, members = problem.most_new, weights.shape[1]
    simple = scores.criteria.root.aggregate == "arithmetic" and not scores.latent and problem.size is not None
    lacking = np.isnan(scores.member_values).any()
    if scores.member_values.size < MANY or not simple or lacking or most * (members + most) > MOST_ROUNDED:
        return selections_at(scores, problem, weights, solver_name).chosen
    product = scores.criteria.scale * (weights @ scores.member_values.T) / weights.sum(axis=1, keepdims=True)
    worths, size = worths_of(scores, problem, product), problem.size or 0.0
    less, more = (
        best_among_ranked(replace(problem, size=size * about), worths, solver_name).chosen
        for about in (1 - LITTLE, 1 + LITTLE)
    )
    open_ones = (less != more).any(axis=1)
    if open_ones.any():
        less[open_ones] = selections_at(scores, problem, weights[open_ones], solver_name).chosen
    return less


def generally(scores: Scores, problem: SelectionProblem) -> SelectionProblem:
    """The problem where every member of the root has weight: only those without any figure have no score."""
    positions = [scores.position[industry] for industry in problem.ids]
    nothing = np.isnan(scores.member_values[positions]).all(axis=1)
    return among_ranked(problem, np.where(nothing, np.nan, 0.0))
