"""Who can be among the best where the number of new programmes is the only condition: told by counting.

With nothing but a number to keep to, the best selection is those that are worth most. A candidate can then be in one
just where fewer than the places are surely worth more than it can be, and is in all of them just where fewer than the
places can be worth as much as it surely is: whoever else is in beside it need not be at a high end for that.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.selection.constraints import Condition, Linear, MinimumGrantContinuing, MinimumGrantNew
from engine.selection.portfolio_problem import SelectionProblem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def in_some_and_all(problem: SelectionProblem, low: Floats, high: Floats) -> tuple[Flags, Flags] | None:
    """(candidate,) whether each is in some best selection, and in all, for values between ``low`` and ``high``.

    None where other conditions than on the number and on single candidates can stop anybody, where somebody can be
    worth less than nothing, or where there are not as many as there must be.
    """
    least = _least_number(problem)
    if least is None or (low < 0).any():
        return None
    free = ~problem.barred & ~problem.required
    taken = int(problem.required.sum())
    places = min(problem.most_new - taken, int(free.sum()))
    if places < max(least - taken, 0):
        return None
    some, every = problem.required.copy(), problem.required.copy()
    for position in np.flatnonzero(free):
        others = free.copy()
        others[position] = False
        some[position] = places > 0 and int((low[others] > high[position] + problem.tie).sum()) < places
        # What is worth nothing can as well be left out, where so few are allowed.
        needed = low[position] > problem.tie or int(others.sum()) < least - taken
        every[position] = needed and int((high[others] >= low[position] - problem.tie).sum()) < places
    return some, every


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
