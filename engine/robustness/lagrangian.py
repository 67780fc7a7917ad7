"""Values that already count in what the other conditions cost, so that bounds on worth come close.

Lagrangian relaxation (Geoffrion 1974, «Lagrangean relaxation for integer programming»): where a feasible selection
meets ``a·x >= b``, adding ``m·(a·x - b)`` with ``m >= 0`` never makes it worth less. Any multipliers give a valid
bound; subgradient steps (Polyak 1969) make it a close one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.selection.constraints import Linear
from engine.selection.portfolio_problem import SelectionProblem

Floats = NDArray[np.float64]

STEPS = 40


def with_conditions(problem: SelectionProblem, count: int, values: Floats, known: Floats) -> tuple[Floats, Floats]:
    """(draw, candidate) values and (draw,) a constant: no feasible selection of ``count`` is worth more than their sum.

    ``values`` is (draw, candidate); ``known`` (draw,) is the worth of some feasible selection. Draws whose most
    valuable ``count`` meet the conditions keep their values.
    """
    rows, least = _rows(problem, count)
    best = np.zeros((len(values), len(least)))
    if not len(least):
        return values, np.zeros(len(values))
    at_once = _of_groups(problem, count, values, rows, least)
    if at_once is not None:
        return values + at_once @ rows, -(at_once @ least)
    lowest = np.full(len(values), np.inf)
    now, multipliers = np.arange(len(values)), best.copy()
    for _ in range(STEPS):
        worth, met = _relaxed(problem, count, values[now] + multipliers @ rows, rows)
        over = met - least
        bound = worth - multipliers @ least
        better = bound < lowest[now]
        lowest[now[better]], best[now[better]] = bound[better], multipliers[better]
        steepness = (np.where((multipliers > 0) | (over < 0), over, 0.0) ** 2).sum(axis=1)
        on = (steepness > 0) & (bound >= known[now])
        now, step = now[on], (bound[on] - known[now[on]]) / steepness[on]
        if not len(now):
            break
        multipliers = np.maximum(0.0, multipliers[on] - step[:, None] * over[on])
    return values + best @ rows, -(best @ least)


def _of_groups(problem: SelectionProblem, count: int, values: Floats, rows: Floats, least: Floats) -> Floats | None:
    """(draw, row) the best multipliers where all that is asked is at most so many of each of some separate groups.

    There the best is who comes first when no more than so many of a group are let in. Whoever comes next in a group
    must not be worth more than the last let in of all: that much is taken from everybody in it (Edmonds 1971,
    «Matroids and the greedy algorithm», Mathematical Programming 1). None where something else is asked too.
    """
    if not np.isin(rows, (0.0, -1.0)).all() or (rows.sum(axis=0) < -1).any():
        return None
    keyed = np.where(problem.required, np.inf, values)
    keyed[:, problem.barred] = -np.inf
    let_in, next_in_group = [keyed[:, ~rows.any(axis=0)]], np.full((len(values), len(rows)), -np.inf)
    for group, (row, most) in enumerate(zip(rows, (-least).astype(int).tolist(), strict=True)):
        own = keyed[:, row < 0]
        if own.shape[1] > most:
            own = -np.partition(-own, most, axis=1)
            next_in_group[:, group] = own[:, most]
        let_in.append(own[:, :most])
    together = np.concatenate(let_in, axis=1)
    if together.shape[1] < count:
        return None
    last = -np.partition(-together, count - 1, axis=1)[:, count - 1 : count]
    finite = np.isfinite(last) & np.isfinite(next_in_group)
    return np.where(finite, np.maximum(0.0, np.where(finite, next_in_group, 0.0) - np.where(finite, last, 0.0)), 0.0)


def _rows(problem: SelectionProblem, count: int) -> tuple[Floats, Floats]:
    """(row, candidate) and (row,): every linear condition as ``row·x >= least``, but those that any ``count`` meet."""
    required, rest = problem.required, ~problem.barred & ~problem.required
    places = max(0, count - int(required.sum()))
    rows: list[Floats] = [np.zeros((0, len(problem.ids)))]
    least: list[float] = []
    for condition in problem.conditions:
        if not isinstance(condition, Linear):
            continue
        for sign, bound in ((1.0, condition.least), (-1.0, condition.most)):
            row: Floats = sign * condition.coefficients.astype(np.float64)
            if bound is not None and row[required].sum() + np.sort(row[rest])[:places].sum() < sign * bound:
                scale = float(np.abs(row).max()) or 1.0
                rows.append(row[None] / scale)
                least.append(sign * bound / scale)
    return np.concatenate(rows), np.array(least)


def _relaxed(problem: SelectionProblem, count: int, values: Floats, rows: Floats) -> tuple[Floats, Floats]:
    """(draw,) worth of the most valuable ``count``, required ones among them, and (draw, row) what they add up to."""
    keyed = np.where(problem.required, np.inf, values)
    keyed[:, problem.barred] = -np.inf
    chosen = np.argpartition(-keyed, count - 1, axis=1)[:, :count]
    return np.take_along_axis(values, chosen, axis=1).sum(axis=1), rows.T[chosen].sum(axis=1)
