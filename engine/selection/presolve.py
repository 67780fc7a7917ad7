"""What the bounds leave open of a selection, and selections that are easy to find: both make the search short."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.selection.constraints import Linear
from engine.selection.portfolio_problem import SelectionProblem

Positions = tuple[int, ...]

EXCHANGED_FOR = 40  # how many of the most valuable others each member is tried exchanged for
ROUNDS = 3  # of exchanges


@dataclass(frozen=True, slots=True)
class Reduced:
    """What the bounds leave open: positions still free, and those that every remaining selection has."""

    free: NDArray[np.intp]
    settled: Positions


def reduced(problem: SelectionProblem, count: int, floor: float) -> Reduced | None:
    """Candidates that selections of ``count`` worth at least ``floor`` can differ in; None where none exists.

    Bars who breaks a condition alone, settles who must be in, then compares, for every candidate, the most that
    ``count`` of the rest could be worth with it (without it): all conditions but minimum grants forgotten.
    """
    barred, settled = problem.barred.copy(), problem.required.copy()
    places = count - int(settled.sum())
    if floor > -np.inf and places >= 0:  # without a floor the bounds would leave everybody open
        if problem.values[settled].sum() - np.sort(-problem.values[~barred & ~settled])[:places].sum() < floor:
            return None
        limits = problem.job_limits(count)
        if limits is not None and 0 < count <= (sizes := problem.sizes).most_count:
            barred |= ~sizes.left_open(count, limits, floor, settled)
    free = np.flatnonzero(~barred & ~settled)
    if (barred & settled).any() or not 0 <= places <= len(free) or out_of_reach(problem, count):
        return None
    free = free[np.argsort(-problem.values[free], kind="stable")]
    worth = problem.values[free]
    best = problem.values[settled].sum() + worth[:places].sum()
    if best < floor:
        return None
    if places and places < len(free):
        inside = np.arange(len(free)) < places
        with_it = np.where(inside, best, best - worth[places - 1] + worth)
        without_it = np.where(inside, best - worth + worth[places], best)
        settled[free[without_it < floor]] = True
        free = free[(with_it >= floor) & (without_it >= floor)]
    else:
        settled[free[:places]] = True
        free = free[:0]
    return Reduced(np.sort(free), tuple(int(position) for position in np.flatnonzero(settled)))


def out_of_reach(problem: SelectionProblem, count: int) -> bool:
    """Whether one condition alone, beside who is barred and who is required, leaves no selection of ``count``.

    Exact, and far quicker than a solver that finds nothing. Of a linear condition the least and the most that so many
    can add up to; of minimum grants the fewest jobs beside each smallest member.
    """
    places = count - int(problem.required.sum())
    free = ~problem.barred & ~problem.required
    if not 0 <= places <= int(free.sum()):
        return True
    for condition in problem.conditions:
        if isinstance(condition, Linear):
            own = int(condition.coefficients[problem.required].sum())
            rising = np.sort(condition.coefficients[free])
            if condition.most is not None and own + int(rising[:places].sum()) > condition.most:
                return True
            if condition.least is not None and own + int(rising[len(rising) - places :].sum()) < condition.least:
                return True
    limits = problem.job_limits(count)
    return limits is not None and not _some_smallest(problem, free, places, limits)


def _some_smallest(problem: SelectionProblem, free: NDArray[np.bool_], places: int, limits: NDArray[np.int64]) -> bool:
    """Whether somebody can be the smallest of a selection: with the required ones and the next larger ones.

    Whoever has fewer jobs allows no more of them, so the smallest member's limit (candidate,) is the selection's.
    """
    required = np.flatnonzero(problem.required)
    own, most = int(problem.jobs[required].sum()), int(limits[required].min(initial=np.iinfo(np.int64).max))
    if not places:
        return own <= most
    open_ones = np.flatnonzero(free)
    open_ones = open_ones[np.argsort(-problem.jobs[open_ones], kind="stable")]
    up_to = np.concatenate([[0], np.cumsum(problem.jobs[open_ones])])
    fewest = own + up_to[places:] - up_to[:-places]
    return bool((fewest <= np.minimum(limits[open_ones[places - 1 :]], most)).any())


def near_at_hand(problem: SelectionProblem, count: int) -> list[Positions]:
    """Feasible selections that are easy to find, the best of them improved by exchanging one at a time.

    A lower bound for the search: how good it is decides how long the search takes, not what it finds.
    """
    left = reduced(problem, count, -np.inf)
    if left is None:
        return []
    free = left.free[np.argsort(-problem.values[left.free], kind="stable")]
    places = count - len(left.settled)
    start = np.zeros((1, len(problem.ids)), dtype=bool)
    start[0, [*left.settled, *free[:places]]] = True
    if problem.key and 0 < count <= min(problem.sizes.most_count, len(problem.sizes.order)):
        priced = np.zeros((len(tried := problem.sizes.tried(count)), len(problem.ids)), dtype=bool)
        np.put_along_axis(priced, tried, True, axis=1)
        start = np.concatenate([start, priced])
    feasible = start[problem.holds(start)]
    for _ in range(ROUNDS):
        source = feasible if len(feasible) else start
        best = source[np.argmax(source @ problem.values)]
        more = _exchanged(best, set(left.settled), free)
        more = more[problem.holds(more)]
        better = len(more) and (more @ problem.values).max() > (feasible @ problem.values).max(initial=-np.inf)
        feasible = np.concatenate([feasible, more])
        if not better:
            break
    # All have as many members.
    return sorted(set(map(tuple, np.nonzero(feasible)[1].reshape(len(feasible), count).tolist())))


def _exchanged(best: NDArray[np.bool_], settled: set[int], free: NDArray[np.intp]) -> NDArray[np.bool_]:
    """``best`` with each of its members (but the settled ones) exchanged for each of the most valuable others."""
    outs = np.array([position for position in np.flatnonzero(best) if position not in settled], dtype=np.intp)
    ins = np.array([position for position in free if not best[position]], dtype=np.intp)[:EXCHANGED_FOR]
    result = np.repeat(best[None], len(outs) * len(ins), axis=0)
    rows = np.arange(len(result))
    result[rows, np.repeat(outs, len(ins))] = False
    result[rows, np.tile(ins, len(outs))] = True
    return result
