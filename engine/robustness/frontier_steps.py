"""What is selected as the frame or the minimum grant grows, read off all that can be the best under any of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from engine.robustness.grant_limits import least_frame, smallest_grant
from engine.robustness.job_frontier import ROUNDING, JobFrontier
from engine.selection.constraints import MinimumGrantContinuing
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.presolve import Positions

Floats = NDArray[np.float64]
Stretch = tuple[int, Positions]
"""A limit, whole øre, and what is selected from there or up to there."""


def frames_listed(problem: SelectionProblem, frontier: JobFrontier) -> list[Stretch]:
    """The least frame of each that is the best from there up to the next, smallest first.

    ``problem`` has the largest frame that is looked at.
    """
    key = problem.key
    assert key is not None
    left = float(key.first_year_frame / key.frame)
    minimums = float(key.minimum_new), float(key.minimum_continuing)
    needed = np.maximum.reduce(
        [_frame_for(least, left * share) for least, share in zip(minimums, frontier.shares, strict=True)]
    )
    every = [frontier.positions(node) for node in frontier.unbeaten(needed, needed * (1 - ROUNDING) <= key.frame)]
    worth = _worth(problem, every)
    least = [least_frame(problem, chosen) for chosen in every]
    stretches: list[Stretch] = []
    frame = key.frame
    while (
        first := _first(problem, every, worth, [limit <= frame for limit in least])
    ) is not None:  # ends: what is chosen is left out next
        stretches.append((least[first], every[first]))
        frame = least[first] - 1
    return stretches[::-1]


def minimums_listed(problem: SelectionProblem, frontier: JobFrontier) -> list[Stretch]:
    """The smallest grant of each that is the best up to there, from ``problem``'s minimum until nobody new is."""
    key = problem.key
    assert key is not None
    beyond = Fraction(2 * key.frame)  # nobody new bears any minimum
    lost = np.where(frontier.count > 0, -float(key.first_year_frame) * frontier.shares[0], -float(beyond))
    every = [frontier.positions(node) for node in frontier.unbeaten(lost, _continuing_keep(problem, frontier))]
    worth = _worth(problem, every)
    grants = [smallest_grant(problem, chosen) if chosen else beyond for chosen in every]
    stretches: list[Stretch] = []
    asked = key.minimum_new
    while (first := _first(problem, every, worth, [grant >= asked for grant in grants])) is not None:  # ends: as above
        if not every[first]:
            break
        stretches.append((int(grants[first] // 1), every[first]))
        asked = Fraction(stretches[-1][0] + 1)
    return stretches


def _frame_for(minimum: float, share: Floats) -> Floats:
    """(node,) the frame of which a share is the minimum; infinite where nothing is enough."""
    if minimum <= 0:
        return np.zeros(len(share))
    return np.asarray(np.divide(minimum, share, out=np.full(len(share), np.inf), where=share > 0))


def _continuing_keep(problem: SelectionProblem, frontier: JobFrontier) -> NDArray[np.bool_]:
    """(node,) whether every continuing programme keeps its minimum: exact, in whole jobs."""
    kept = np.ones(len(frontier.count), dtype=bool)
    for condition in problem.conditions:
        if isinstance(condition, MinimumGrantContinuing):
            limits = np.array([condition.limit(count) for count in range(frontier.most + 1)])
            kept &= frontier.total <= limits[frontier.count]
    return kept


def _worth(problem: SelectionProblem, every: Sequence[Positions]) -> Floats:
    return np.array([problem.objective(chosen) for chosen in every])


def _first(
    problem: SelectionProblem, every: Sequence[Positions], worth: Floats, feasible: Sequence[bool]
) -> int | None:
    """The best of the feasible ones, the first by ids of equal ones; None where there is none."""
    indices = np.flatnonzero(feasible)
    if not len(indices):
        return None
    equal: list[int] = indices[worth[indices] >= worth[indices].max() - problem.tie].tolist()
    return min(equal, key=every.__getitem__)
