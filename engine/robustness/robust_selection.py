"""The selection whose worst side is best, over several views of what candidates are worth; proven.

Maximin (Wald 1950, *Statistical Decision Functions*) and minimax regret (Savage 1951, «The theory of statistical
decision», JASA 46) differ in what is taken off each view's value first: nothing, or the view's own best. Kouvelis &
Yu (1997), *Robust Discrete Optimization and Its Applications*, call them absolute robust and robust deviation. One
model a number of programmes, with one variable that no view's value may fall below.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from math import comb

import numpy as np
from numpy.typing import NDArray

from engine.foundation.tolerances import tie
from engine.selection.declared_constraints import must, must_not
from engine.selection.enumeration import feasible_of_size
from engine.selection.k_best import ENUMERABLE, MOST_FOUND
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.presolve import Positions, Reduced, near_at_hand, reduced
from engine.selection.solve import SOLVER_NOISE, SolverError, model_of, solved

Floats = NDArray[np.float64]

ROUNDING = 1e-6  # sums in another order differ by far less; those this close are summed again in order of id


@dataclass(frozen=True, eq=False)
class Views:
    """One set of conditions, and several views of what the candidates are worth.

    Parameters
    ----------
    problem
        The conditions; its own values are not used.
    values
        (view, candidate).
    offsets
        (view,) taken off each view's sum: zeros for maximin, each view's own best for minimax regret.
    """

    problem: SelectionProblem
    values: Floats
    offsets: Floats

    def worst(self, positions: Iterable[int]) -> float:
        """The smallest of the views' sums less their offsets, each summed in order of id."""
        chosen = sorted(positions)
        sums = (float(sum(worth[position] for position in chosen)) for worth in self.values)
        return min(total - float(offset) for total, offset in zip(sums, self.offsets, strict=True))

    @cached_property
    def largest(self) -> float:
        """The largest value of any view: the unit of the solver's noise."""
        return float(np.abs(self.values).max(initial=0.0)) or 1.0

    @cached_property
    def noise(self) -> float:
        """Selections closer than this may come from a solver in any order."""
        return max(SOLVER_NOISE.values()) * self.largest + self.tie

    @cached_property
    def tie(self) -> float:
        """Worst views this close are equal (contract, section 4)."""
        return tie("objectives", self.largest if self.problem.size is None else self.problem.size)

    @cached_property
    def weighings(self) -> Floats:
        """(weighing, view) weights of the views that bound the worst from above: each alone, and all alike."""
        count = len(self.values)
        return np.vstack([np.eye(count), np.full((1, count), 1 / count)])

    def weighed(self, weighing: Floats) -> SelectionProblem:
        """The problem with the views' weighed mean as values."""
        return self.problem.with_values(weighing @ self.values)


def best_worst(views: Views, solver_name: str = "highs", look_through: int = ENUMERABLE) -> Positions | None:
    """The selection with the largest ``views.worst``; None where none is feasible.

    Those within a tie of the best are equal, and the first by ids wins (contract, section 4). Up to
    ``look_through`` selections of one size are compared one by one, more are left to the solver.
    """
    sizes = range(views.problem.most_new + 1)
    at_hand = [selection for count in sizes for selection in near_at_hand(views.weighed(views.weighings[-1]), count)]
    floor = max((views.worst(selection) for selection in at_hand), default=-np.inf)
    near: list[Positions] = []
    for count in reversed(sizes):
        of_size = _near_best(views, count, floor, solver_name, look_through)
        near += of_size
        floor = max([floor, *map(views.worst, of_size)])
    equal = [selection for selection in near if views.worst(selection) >= floor - views.tie]
    return min(equal, key=views.problem.named) if equal else None


def _near_best(views: Views, count: int, floor: float, solver_name: str, look_through: int) -> list[Positions]:
    """Every selection of ``count`` that can be the best or equal to it, when something is worth ``floor``.

    Where there are too many equal ones to list, the first of them by ids.
    """
    left = left_open(views, count, floor - 2 * views.noise)
    if left is None:
        return []
    if comb(len(left.free), count - len(left.settled)) <= look_through:
        return _looked_through(views, count, left)
    selections: list[Positions] = []
    # Ends: each is another selection than those before it, and after MOST_FOUND of them it is given up.
    while (selection := _solved(views, count, left, selections, solver_name)) is not None:
        selections.append(selection)
        if views.worst(selection) + views.noise < max(floor, *map(views.worst, selections)) - views.tie:
            break
        if len(selections) > MOST_FOUND:
            return [_smallest_equal(views, max(selections, key=views.worst), solver_name)]
    return selections


def left_open(views: Views, count: int, floor: float) -> Reduced | None:
    """What a selection of ``count`` whose worst is at least ``floor`` can differ in; None where none exists.

    The worst view is at most any weighed mean of the views, so the bounds of every weighing hold together.
    """
    size = len(views.problem.ids)
    free, settled = np.ones(size, dtype=bool), np.zeros(size, dtype=bool)
    for weighing in views.weighings:
        left = reduced(views.weighed(weighing), count, floor + float(weighing @ views.offsets))
        if left is None:
            return None
        settled[list(left.settled)] = True
        free &= np.isin(np.arange(size), [*left.free, *left.settled])
    if (settled & ~free).any() or not settled.sum() <= count <= free.sum():
        return None
    free &= ~settled if settled.sum() < count else np.zeros(size, dtype=bool)
    return Reduced(np.flatnonzero(free), tuple(int(position) for position in np.flatnonzero(settled)))


def _looked_through(views: Views, count: int, left: Reduced) -> list[Positions]:
    every = feasible_of_size(views.problem, count, left.free.tolist(), left.settled)
    if not len(every):
        return []
    worst = (every @ views.values.T - views.offsets).min(axis=1)
    close = every[worst >= worst.max() - views.tie - ROUNDING * max(1.0, views.largest)]
    return [tuple(np.flatnonzero(row).tolist()) for row in close]


def _solved(
    views: Views, count: int, left: Reduced, excluded: Collection[Positions], solver_name: str
) -> Positions | None:
    """A best selection beside those excluded, to within the solver's noise."""
    import pulp

    rejected = list(excluded)
    while True:  # ends: each time one more of finitely many selections is rejected
        if not len(left.free):
            only = left.settled
            return only if only not in rejected and views.problem.holds(views.problem.chosen(only)) else None
        built = model_of(views.problem, count, left, rejected)
        if built is None:
            return None
        model, chosen = built
        worst = model.add_variable("worst")
        model += pulp.LpAffineExpression({worst: 1})
        for worth, offset in zip(views.values / views.largest, views.offsets / views.largest, strict=True):
            already = float(worth[list(left.settled)].sum() - offset)
            model += pulp.LpAffineExpression({x: worth[position] for position, x in chosen.items()}) + already >= worst
        selection = solved(model, chosen, left, solver_name)
        if selection in rejected:
            raise SolverError("a rejected selection came back")
        if selection is None or views.problem.holds(views.problem.chosen(selection)):
            return selection
        rejected.append(selection)  # within the solver's tolerance, but not in exact arithmetic


def _smallest_equal(views: Views, best: Positions, solver_name: str) -> Positions:
    """The first by ids of the selections of this size that are as good as ``best``: ids kept one by one."""
    target, kept, count = views.worst(best) - views.tie, views, len(best)
    for position, industry in enumerate(views.problem.ids):
        with_it = replace(kept, problem=kept.problem.with_conditions(must(views.problem.ids, industry)))
        left = left_open(with_it, count, target)
        selection = best if position in best else left and _solved(with_it, count, left, (), solver_name)
        if selection and views.worst(selection) >= target:
            best, kept = selection, with_it
        else:
            kept = replace(kept, problem=kept.problem.with_conditions(must_not(views.problem.ids, industry)))
    return best
