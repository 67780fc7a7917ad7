"""Weights nearest to today's under which one selection is worth as much as others: halfspaces of the simplex."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.selection.solve import SolverError
from engine.selection.solvers import solver

Floats = NDArray[np.float64]

COMPARED = 100  # selections that all others are compared with
MOST_MEMBERS = 40  # of selections that are compared
LOOKED_AT = 8  # members that all selections are compared on
CLOSE = 1e-9


def undominated(worths: Floats) -> NDArray[np.intp]:
    """Rows of (selection, member) but those that are nowhere above another: whatever the weights, they decide nothing.

    Some may be left of those, since all are compared with the ``COMPARED`` first that are left only, and none where
    there are so many members that hardly any is nowhere above another.
    """
    order = np.argsort(-np.ascontiguousarray(worths.T).sum(axis=0), kind="stable")
    if worths.shape[1] > MOST_MEMBERS:
        return order
    by_member = np.ascontiguousarray(worths.T)
    left = by_member[:LOOKED_AT, order]
    for first in range(COMPARED):
        if first + 1 >= len(order):
            break
        best = by_member[:, order[first]]
        # Nearly all are above it for one of a few members: the others are looked at for what those leave open only.
        open_ones = np.flatnonzero(~(left > best[:LOOKED_AT, None]).any(axis=0))
        below = open_ones[~(by_member[LOOKED_AT:, order[open_ones]] > best[LOOKED_AT:, None]).any(axis=0)]
        kept = np.ones(len(order), dtype=bool)
        kept[below[below > first]] = False
        if not kept.all():
            left, order = left[:, kept], order[kept]
    return order


def distance_to_halfspace(weights: Floats, gains: Floats) -> Floats:
    """(row,) least weight to move until ``gains @ weights >= 0``, inf where no weights on the simplex reach it.

    All that moves goes to the member with the largest gain, from those with the least first.
    """
    lacking = np.maximum(0.0, -(gains @ weights))
    order = np.argsort(gains, axis=1)
    sorted_gains = np.take_along_axis(gains, order, axis=1)
    steps = sorted_gains[:, -1:] - sorted_gains  # gained for each unit moved from here to the best
    room = weights[order]
    gained = np.cumsum(steps * room, axis=1)
    before = np.concatenate([np.zeros((len(gains), 1)), gained[:, :-1]], axis=1)
    still = np.clip(lacking[:, None] - before, 0.0, None)
    moved = np.minimum(room, np.divide(still, steps, out=np.zeros_like(still), where=steps > 0))
    reached = gained[:, -1] >= lacking - CLOSE
    return np.where(reached, moved.sum(axis=1), np.inf)


def nearest_in_all(weights: Floats, gains: Floats) -> tuple[Floats, float, Floats] | None:
    """The weights nearest to ``weights`` with ``gains @ w >= 0`` in every row, and how far; None if there are none.

    Last, how much farther they would be for each unit that is asked of a row instead of 0 (its dual value).
    """
    import pulp

    model = pulp.LpProblem("nearest", pulp.LpMinimize)
    more = [model.add_variable(f"more{index}", 0) for index in range(len(weights))]
    less = [model.add_variable(f"less{index}", 0, float(weight)) for index, weight in enumerate(weights)]
    model += pulp.LpAffineExpression([(variable, 0.5) for variable in (*more, *less)])
    model += pulp.lpSum(more) == pulp.lpSum(less)
    # Objectives may run to millions, the solver's tolerance does not: rows are scaled to about 1.
    scale = np.maximum(np.abs(gains).max(axis=1), CLOSE)
    gains = gains / scale[:, None]
    rows = []
    for row, lacking in zip(gains.tolist(), (-(gains @ weights)).tolist(), strict=True):
        moved = [*zip(more, row, strict=True), *((variable, -gain) for variable, gain in zip(less, row, strict=True))]
        rows.append(pulp.LpAffineExpression(moved) >= lacking)
        model += rows[-1]
    model.solve(solver("highs"))
    if model.sol_status == pulp.LpSolutionInfeasible or model.status == pulp.LpStatusInfeasible:
        return None
    if model.sol_status != pulp.LpSolutionOptimal:
        raise SolverError(pulp.LpStatus[model.status])
    nearest = weights + [increase.value() - other.value() for increase, other in zip(more, less, strict=True)]
    duals = np.array([row.pi for row in rows]) / scale
    return np.clip(nearest, 0.0, 1.0), float(model.objective.value()), duals
