"""Who can be among the best where the number of new programmes is the only condition: told by counting.

With nothing but a number to keep to, the best selection is those that are worth most. A candidate can then be in one
just where fewer than the places are surely worth more than it can be, and is in all of them just where fewer than the
places can be worth as much as it surely is: whoever else is in beside it need not be at a high end for that.

Over weights it is a mixed-integer programme for each candidate, with one binary for each other of whom it has to be
(need not be) ahead, as for the best rank that weights can give (Lorenz, Brauer & Lorenz 2017, «Rank-optimal weighting
or “How to be best in the OECD Better Life Index?”», Social Indicators Research 134). Whatever weights it finds are
tried by counting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.robustness.potential_optimality import OpenValues
from engine.selection.constraints import Condition, Linear, MinimumGrantContinuing, MinimumGrantNew
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.solvers import solver

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Progress = Callable[[int, int], None]

MOST_OTHERS = 150  # whom weights may put ahead or behind: with more, a programme can take minutes
SOLVER_NOISE = 1e-8  # relative to the largest value: what the solver's tolerances may hide


def in_some_and_all(problem: SelectionProblem, low: Floats, high: Floats) -> tuple[Flags, Flags] | None:
    """(candidate,) whether each is in some best selection, and in all, for values between ``low`` and ``high``.

    None where other conditions than on the number and on single candidates can stop anybody, where somebody can be
    worth less than nothing, or where there are not as many as there must be.
    """
    if (low < 0).any() or (room := _Room.of(problem)) is None:
        return None
    free, places = room.free, room.places
    some, every = problem.required.copy(), problem.required.copy()
    for position in np.flatnonzero(free):
        others = free.copy()
        others[position] = False
        some[position] = int((low[others] > high[position] + problem.tie).sum()) < places
        # What is worth nothing can as well be left out, where so few are allowed.
        needed = low[position] > problem.tie or int(others.sum()) < room.least
        every[position] = needed and int((high[others] >= low[position] - problem.tie).sum()) < places
    return some, every


@dataclass(frozen=True, eq=False)
class CountedOverWeights:
    """(candidate,) who is in some best selection and who in all, over weights; both proven where not ``open``."""

    some: Flags
    every: Flags
    open: Flags


def in_some_and_all_over(
    values: OpenValues, tried: Floats, solver_name: str = "highs", progress: Progress | None = None
) -> CountedOverWeights | None:
    """The same over all weights that ``values`` allows, whose ends must be linear in them; None as above.

    Counting under the weights ``tried`` (draw, member) settles most; the others take a programme each.
    """
    problem = values.problem
    if (values.low < 0).any() or (room := _Room.of(problem)) is None:
        return None
    some, every, open_ones = problem.required.copy(), room.free | problem.required, np.zeros_like(room.free)

    def count(weights: Floats) -> None:
        counted = in_some_and_all(problem, values.low_at(weights)[0], values.high_at(weights)[0])
        if counted is not None:
            some[:], every[:] = some | counted[0], every & counted[1]

    for weights in tried:
        count(weights[None])
    for position in np.flatnonzero(room.free).tolist():
        if progress is not None:
            progress(position, len(problem.ids))
        others = room.free.copy()
        others[position] = False
        number = int(others.sum())
        ahead = values.low[others] - values.high[position]  # by so much the others are above it at the least
        behind = values.low[position] - values.high[others]
        questions = [(some, True, ahead, number - room.places + 1), (every, False, behind, room.places)]
        if number >= room.least:
            questions.append((every, False, values.low[position][None], 1))
        for flags, sought, rows, needed in questions:
            if flags[position] == sought:
                continue
            weights, slack = None, 0.0
            for slack in (SOLVER_NOISE, -SOLVER_NOISE) if len(rows) <= MOST_OTHERS else ():
                weights = _weights_where(values, rows, needed, solver_name, slack)
                if weights is None:
                    break
                count(weights[None])
                if flags[position] == sought:
                    break
            # There are none, even with all that the solver's tolerances may hide.
            ruled_out = weights is None and slack > 0
            open_ones[position] |= flags[position] != sought and not ruled_out
    return CountedOverWeights(some | (open_ones & ~some), every & ~open_ones, open_ones)


def _weights_where(values: OpenValues, rows: Floats, needed: int, solver_name: str, slack: float) -> Floats | None:
    """Weights under which at least ``needed`` of ``rows`` (row, member) are worth no more than a tie; None where none
    are. ``slack`` is what is added to the tie, relative to the largest value."""
    import pulp

    scaled, bound = rows / values.largest, values.tie / values.largest + slack
    most = values.most(scaled)
    sure, never = most <= bound, -values.most(-scaled) > bound
    left = np.flatnonzero(~sure & ~never)
    needed -= int(sure.sum())
    if needed > len(left):
        return None
    model = pulp.LpProblem("number_alone", pulp.LpMaximize)
    ends = zip(values.weights_low.tolist(), values.weights_high.tolist(), strict=True)
    weights = [model.add_variable(f"w{member}", *pair) for member, pair in enumerate(ends)]
    model += pulp.lpSum(weights) == 1
    for above, below in values.order:
        model += weights[above] >= weights[below]
    met = {row: model.add_variable(f"k{row}", cat=pulp.LpBinary) for row in left.tolist()}
    for row, variable in met.items():
        worth = pulp.LpAffineExpression(list(zip(weights, scaled[row].tolist(), strict=True)))
        model += worth <= bound + (float(most[row]) - bound) * (1 - variable)
    model += pulp.lpSum(met.values()) >= needed
    model.solve(solver(solver_name))
    if model.sol_status != pulp.LpSolutionOptimal:
        return None
    # The same rows, as far below a tie as they come: at the edge the solver's rounding would decide.
    chosen = [row for row, variable in met.items() if round(variable.value()) == 1]
    margin = model.add_variable("margin", -1, 1)
    for row in chosen:
        model += pulp.LpAffineExpression(list(zip(weights, scaled[row].tolist(), strict=True))) + margin <= bound
    model.setObjective(margin)
    for row, variable in met.items():
        variable.lowBound = variable.upBound = int(row in chosen)
    first = [weight.value() for weight in weights]
    model.solve(solver(solver_name))
    best = [weight.value() for weight in weights] if model.sol_status == pulp.LpSolutionOptimal else first
    solved = np.clip(best, values.weights_low, values.weights_high)
    return np.asarray(solved / solved.sum())


@dataclass(frozen=True, eq=False)
class _Room:
    """``free`` (candidate,) may be chosen or not; at most ``places`` of them, and at least ``least``."""

    free: Flags
    places: int
    least: int

    @classmethod
    def of(cls, problem: SelectionProblem) -> _Room | None:
        """None where something else than numbers and single candidates decides, or there are too few."""
        least = _least_number(problem)
        if least is None:
            return None
        free = ~problem.barred & ~problem.required
        taken = int(problem.required.sum())
        places = min(problem.most_new - taken, int(free.sum()))
        return None if places < max(least - taken, 0) else cls(free, places, least - taken)


def _least_number(problem: SelectionProblem) -> int | None:
    """How many there must be at least; None where something else than numbers and single candidates is asked for."""
    least = 0
    for condition in problem.conditions:
        if _stops_nobody(problem, condition):
            continue
        if not isinstance(condition, Linear):
            return None
        if (condition.coefficients == 1).all():
            least = max(least, int(np.ceil(condition.least or 0)))
            continue
        alone = np.flatnonzero(condition.coefficients)
        if len(alone) != 1 or not (problem.barred | problem.required)[alone[0]]:
            return None
    return least


def _stops_nobody(problem: SelectionProblem, condition: Condition) -> bool:
    """Whether even the dearest selection that is no larger than any can be meets it: exact, in whole numbers.

    A minimum grant stops nobody where each has room for the largest of the others beside it, of every size.
    """
    free = ~problem.barred
    if isinstance(condition, Linear):
        dearest = np.sort(np.maximum(condition.coefficients[free], 0))[::-1][: problem.most_new]
        no_least = condition.least is None or condition.least <= int(np.minimum(condition.coefficients, 0).sum())
        return no_least and (condition.most is None or int(dearest.sum()) <= condition.most)
    if not isinstance(condition, MinimumGrantNew | MinimumGrantContinuing):
        return False
    jobs = problem.jobs[free]
    falling = np.sort(jobs)[::-1]
    for size in range(1, min(problem.most_new, len(jobs)) + 1):
        # Beside each the largest of the others: one more where it is itself among them.
        among = jobs >= falling[size - 1]
        most = np.where(among, falling[:size].sum(), jobs + falling[: size - 1].sum())
        if (most > condition.limits(size)[free]).any():
            return False
    return True
