"""Selections that are the best for some of the values that figures leave open, and for some weights.

A selection can be the best just where it is with its own members at their high ends and all others at their low ends
(Liesiö, Mild & Salo 2007, «Preference programming for robust portfolio modeling and project selection», European
Journal of Operational Research 181(3)). So it must be worth as much as each other selection T, the members that it
shares with T counted low. Only the few T that matter are asked for: a selection that meets those so far is tried
against the true best, which is one more T where it is worth more (cutting planes).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.robustness.draws import Order
from engine.robustness.optimal import optimal_selections
from engine.selection.bounds import Positions, reduced
from engine.selection.optimise import model_of, solved
from engine.selection.ordered import TIE
from engine.selection.problem import SelectionProblem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Values = Callable[[Floats], Floats]
"""(draw, member) weights to (draw, candidate) values."""

MOST_SOLVED = 400  # models in one search: beyond it what is left is taken as open
SLACK = 1e-8  # relative: what rounding and the solver's tolerance may hide, and the exact check decides


@dataclass(frozen=True, eq=False)
class OpenValues:
    """What candidates may be worth, over the weights that are asked about.

    Parameters
    ----------
    low_at, high_at
        The ends of the values at given weights, exactly.
    low, high
        (candidate, member) ends that, weighted, are never inside the true ones: the same where ``linear``.
    weights_low, weights_high, order
        The weights: ends of each (member,), and positions (above, below). One member of weight 1 where they are set.
    """

    problem: SelectionProblem
    low_at: Values
    high_at: Values
    low: Floats
    high: Floats
    weights_low: Floats
    weights_high: Floats
    order: Sequence[Order] = ()
    linear: bool = True

    def best_against(self, chosen: Flags, weights: Floats) -> tuple[Flags, float]:
        """The best selection where the chosen are high and the others low, and by how much it is worth more."""
        values = np.where(chosen, self.high_at(weights[None])[0], self.low_at(weights[None])[0])
        best = optimal_selections(self.problem, values[None]).chosen[0]
        gain = self.problem.with_values(values).objective
        return best, gain(np.flatnonzero(best).tolist()) - gain(np.flatnonzero(chosen).tolist())


@dataclass(eq=False)
class Cuts:
    """Selections that every potentially optimal one is compared with, in order of arrival."""

    kept: list[Flags] = field(default_factory=list)
    seen: set[bytes] = field(default_factory=set)

    def add(self, chosen: Flags) -> bool:
        """Keep one more; False where it is there already."""
        key = np.packbits(chosen).tobytes()
        if key in self.seen:
            return False
        self.seen.add(key)
        self.kept.append(chosen.copy())
        return True


@dataclass(frozen=True, eq=False)
class Found:
    """The outcome of a search: a selection that is the best for some values, or None where there is none.

    ``proven`` is False where the search ended without a proof of either.
    """

    chosen: Flags | None
    proven: bool


def potentially_optimal(
    values: OpenValues, cuts: Cuts, wanted: Flags, missing: bool, solver_name: str = "highs"
) -> Found:
    """A potentially optimal selection with at least one of ``wanted`` (candidate,), or without one of them if
    ``missing``; cuts that are found on the way are kept for the next search."""
    problem, excluded = values.problem, dict[int, list[Positions]]()
    counts = list(range(int(problem.required.sum()), problem.most_new + 1))
    solved_models, proven = 0, True
    while counts and solved_models < MOST_SOLVED:
        count = counts[-1]
        found = _candidate(values, cuts, count, wanted, missing, excluded.get(count, ()), solver_name)
        solved_models += 1
        if found is None:
            counts.pop()
            continue
        positions, weights = found
        chosen = problem.chosen(positions)
        best, gain = values.best_against(chosen, weights) if problem.holds(chosen) else (chosen, np.inf)
        if gain <= TIE:
            return Found(chosen, proven=True)
        if np.isinf(gain) or not cuts.add(best):
            # Refuted but by less than the solver can tell, or where the model's values are wider than the true ones.
            proven &= bool(np.isinf(gain)) or len(weights) == 1
            excluded.setdefault(count, []).append(positions)
    return Found(None, proven and not counts)


def _candidate(
    values: OpenValues,
    cuts: Cuts,
    count: int,
    wanted: Flags,
    missing: bool,
    excluded: Sequence[Positions],
    solver_name: str,
) -> tuple[Positions, Floats] | None:
    """A selection of ``count``, and weights, that are worth as much as every cut; None where there are none."""
    import pulp

    problem = values.problem
    left = reduced(problem, count, -np.inf)
    if left is None:
        return None
    # Without a floor the bounds may settle who is most valuable: nobody is, here, but those that conditions require.
    free = np.flatnonzero(~problem.barred & ~problem.required)
    settled = tuple(np.flatnonzero(problem.required).tolist())
    left = type(left)(free, settled)
    built = model_of(problem, count, left, excluded)
    if built is None:
        return None
    model, chosen = built
    asked = [at for at in np.flatnonzero(wanted).tolist() if at in chosen]
    already = bool(wanted[list(settled)].any())
    if missing:
        if not asked:
            return None
        model += pulp.lpSum(chosen[at] for at in asked) <= len(asked) - 1
    elif not already:
        if not asked:
            return None
        model += pulp.lpSum(chosen[at] for at in asked) >= 1
    weights = _weights(model, values)
    worth = _Worth(model, values, chosen, settled, weights)
    margin = model.add_variable("margin", -SLACK, 1.0)
    unit = max(float(np.abs(values.high).max(initial=0.0)), float(np.abs(values.low).max(initial=0.0)), 1e-300)
    for cut in cuts.kept:
        model += worth.against(cut, unit) >= margin
    model.setObjective(margin + 0)
    positions = solved(model, chosen, left, solver_name)
    if positions is None:
        return None
    if weights is None:
        return positions, np.ones(1)
    found = np.clip([one.value() for one in weights], values.weights_low, values.weights_high)
    return positions, found / found.sum()


def _weights(model: Any, values: OpenValues) -> list[Any] | None:
    """The weights as variables; None where they are set."""
    import pulp

    if len(values.weights_low) == 1:
        return None
    ends = zip(values.weights_low.tolist(), values.weights_high.tolist(), strict=True)
    weights = [model.add_variable(f"w{at}", low, high) for at, (low, high) in enumerate(ends)]
    model += pulp.lpSum(weights) == 1
    for above, below in values.order:
        model += weights[above] >= weights[below]
    return weights


class _Worth:
    """What a selection is worth beside another, as an expression: choosing times weight in a variable of its own."""

    def __init__(
        self,
        model: Any,
        values: OpenValues,
        chosen: dict[int, Any],
        settled: Sequence[int],
        weights: list[Any] | None,
    ) -> None:
        self.values, self.chosen, self.settled, self.weights = values, chosen, settled, weights
        self.products: dict[int, list[Any]] = {}
        if weights is None:
            return
        import pulp

        for at, x in chosen.items():
            products = [
                model.add_variable(f"y{at}_{member}", 0, float(most)) for member, most in enumerate(values.weights_high)
            ]
            model += pulp.lpSum(products) == x
            for product, weight, low, most in zip(
                products, weights, values.weights_low.tolist(), values.weights_high.tolist(), strict=True
            ):
                model += product <= weight - low * (1 - x)
                model += product <= most * x
                model += product >= weight - most * (1 - x)
                model += product >= low * x
            self.products[at] = products

    def against(self, cut: Flags, unit: float) -> Any:
        """The worth of what is chosen less that of ``cut``; members of both count low, and so does all of ``cut``."""
        import pulp

        ends = np.where(cut[:, None], self.values.low, self.values.high) / unit
        fixed = ends[list(self.settled)].sum(axis=0) - self.values.low[cut].sum(axis=0) / unit
        if self.weights is None:
            return pulp.LpAffineExpression([(x, float(ends[at, 0])) for at, x in self.chosen.items()], float(fixed[0]))
        terms = [
            (product, float(end))
            for at, products in self.products.items()
            for product, end in zip(products, ends[at], strict=True)
        ]
        terms += [(weight, float(part)) for weight, part in zip(self.weights, fixed, strict=True)]
        return pulp.LpAffineExpression(terms)
