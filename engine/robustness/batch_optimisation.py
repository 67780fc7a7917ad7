"""The best selection for each of many sets of values, every one of them proven.

Where the most valuable candidates are feasible together they are the best. For the other draws, what is best in some
draw is tried on every draw: it nearly always is the best there too, or close to it, and then bounds leave little that
could be better (``knapsack``). That little is followed to its end, or solved where it is much after all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.foundation.tolerances import largest
from engine.robustness.bounded_enumeration import Bounds, OfSize
from engine.robustness.lagrangian import with_conditions
from engine.selection.constraints import Chosen
from engine.selection.k_best import BestOfSize
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.presolve import near_at_hand

Floats = NDArray[np.float64]
Draws = NDArray[np.intp]

SORTED = 8  # times as many as are asked for, and a row is not sorted whole
KNOWN = 1_000  # selections that are tried on every draw
PARTS = tuple(2.0**power for power in range(-6, 1))  # of the way from the bound to what is known, that are searched
GROWTH = 8  # each block of draws is so much larger than the one before: the first ones teach the others
NUMBERS = 4_000_000  # held at a time


@dataclass(frozen=True, eq=False)
class Optima:
    """The best selection of every draw.

    Parameters
    ----------
    chosen
        (draw, candidate).
    worth
        (draw,) objectives; -inf where no selection is feasible, the same for all draws.
    solved
        How many (draw, size) pairs went to the solver.
    """

    chosen: Chosen
    worth: Floats
    solved: int


def optimal_selections(
    problem: SelectionProblem, values: Floats, solver_name: str = "highs", known: Chosen | None = None
) -> Optima:
    """For each row of ``values`` (draw, candidate), what ``select`` would choose, ties by ids included.

    ``known`` (selection, candidate) are feasible selections to try on every draw: they decide how long it takes, not
    what is found.
    """
    if problem.size is None:
        problem = replace(problem, size=largest(values))  # one for all draws
    best = _Best.of(values, problem.tie, known)
    if (problem.required & problem.barred).any():
        return Optima(best.chosen, best.worth, 0)
    ranked = _Ranked.of(problem, values)
    most = min(problem.most_new, int((~problem.barred).sum()))
    counts = range(most, int(problem.required.sum()) - 1, -1)
    unsettled = {count: ranked.by_top(count, best) for count in counts}
    pending = np.flatnonzero(
        np.logical_or.reduce([ranked.in_reach(count, best) & unsettled[count] for count in counts])
    )
    most_together = max(1, NUMBERS // max(1, 8 * len(problem.ids)))
    taught = known is not None and len(known) > 0
    solved, start, size = 0, 0, most_together if taught else 1
    while start < len(pending):  # ends: it rises by one at least
        block = pending[start : start + size]
        best.try_known(block)
        if start == 0 and not taught:
            _seed(problem, block, counts, ranked, best)
        for count in counts:
            some = block[(ranked.in_reach(count, best) & unsettled[count])[block]]
            solved += _search(problem, count, some, best, solver_name)
        if np.isneginf(best.worth[block[0]]):
            break  # no selection of any size is feasible
        start, size = start + size, min(size * GROWTH, most_together)
    return Optima(best.chosen, best.worth, solved)


def _seed(problem: SelectionProblem, draws: Draws, counts: range, ranked: _Ranked, best: _Best) -> None:
    """Give the first draws what is easy to find, of the sizes that could still be better."""
    for draw in draws:
        own = problem.with_values(best.values[draw])
        for count in counts:
            nearby = near_at_hand(own, count) if ranked.in_reach(count, best)[draw] else []
            if nearby:
                chosen = np.zeros((len(nearby), len(problem.ids)), dtype=bool)
                np.put_along_axis(chosen, np.array(nearby, dtype=np.intp), True, axis=1)
                best.take(np.full(len(nearby), draw), chosen)


def _search(problem: SelectionProblem, count: int, draws: Draws, best: _Best, solver_name: str) -> int:
    """Settle the draws as far as selections of ``count`` go; gives how many had to be solved."""
    of_size, known = OfSize(problem, count), np.isfinite(best.top[draws])
    if not of_size.possible:
        return 0
    to_solve, draws = draws[~known], draws[known]
    if len(draws):
        values, constant, bounds = _bounded(of_size, best.values[draws], best.top[draws])
        most = bounds.worth.max(axis=0) + constant
        left = np.flatnonzero(most + bounds.slack >= best.top[draws] - problem.tie)
        # Ends: there are so many parts, and with the last of them the floor is what is known, below which nothing
        # is asked for.
        for part in PARTS:
            # Whatever is found above a floor is the best, however high the floor was set: it starts close to the
            # bound, where little is left open.
            known = best.top[draws[left]] - problem.tie
            floor = np.maximum(known, most[left] - part * (most[left] - known)) if part < 1 else known
            followed = of_size.followed(values, bounds.pairs(left, floor - constant[left]))
            best.take(draws[followed.draw], followed.chosen)
            to_solve = np.concatenate([to_solve, draws[followed.too_many]])
            left = np.setdiff1d(left[floor > best.top[draws[left]] - problem.tie], followed.too_many)
            if not len(left):
                break
    for draw in to_solve:
        own = problem.with_values(best.values[draw])
        first = BestOfSize(own, count, solver_name).first(1)
        if first:
            best.take(np.array([draw]), own.chosen(first[0])[None])
    return len(to_solve)


def _bounded(of_size: OfSize, values: Floats, known: Floats) -> tuple[Floats, Floats, Bounds]:
    """Values in which the conditions count, a constant a draw, and the bounds that follow; ``known`` is the best yet.

    What the conditions cost is found first as if jobs were free. Where that leaves something open it is found again at
    the price that a job has where most is possible, and the closer of the two bounds is kept.
    """
    problem, count = of_size.problem, of_size.count
    counted, constant = with_conditions(problem, count, values, known)
    bounds = of_size.bounds(counted, known - constant - problem.tie)
    most = bounds.worth.max(axis=0) + constant
    some = np.flatnonzero(most + bounds.slack >= known - problem.tie)
    if counted is values or of_size.room is None or not len(some):
        return counted, constant, bounds
    tightest = bounds.worth[:, some].argmax(axis=0)
    price = bounds.price[tightest, some]
    cost = price[:, None] * problem.jobs
    left = known[some] - price * np.maximum(0.0, bounds.room[tightest])
    again, constant_again = with_conditions(problem, count, values[some] - cost, left)
    again += cost
    closer = of_size.bounds(again, known[some] - constant_again - problem.tie)
    better = closer.worth.max(axis=0) + constant_again < most[some]
    some, again = some[better], again[better]
    counted, constant = counted.copy(), constant.copy()
    counted[some], constant[some] = again, constant_again[better]
    return counted, constant, bounds.replaced(some, closer, better)


@dataclass(frozen=True, eq=False)
class _Ranked:
    """Candidates of every draw: required ones, then by value, equal values by id; barred ones last.

    Of the ``order`` and the ``values`` in it only as many as can be chosen, and one more; ``keyed`` is all.
    """

    problem: SelectionProblem
    keyed: Floats
    order: Draws
    values: Floats
    tops: Floats

    @classmethod
    def of(cls, problem: SelectionProblem, values: Floats) -> _Ranked:
        keyed = np.where(problem.required, -np.inf, -values)
        keyed[:, problem.barred] = np.inf
        order = lowest_first(keyed, problem.most_new + 1)
        ranked = np.take_along_axis(values, order, axis=1)
        ranked[:, int((~problem.barred).sum()) :] = -np.inf
        tops = np.concatenate([np.zeros((len(values), 1)), np.cumsum(ranked, axis=1)], axis=1)
        return cls(problem, keyed, order, ranked, tops)

    def in_reach(self, count: int, best: _Best) -> Chosen:
        """(draw,) where the most valuable ``count`` are worth as much as the best so far."""
        return np.asarray(self.tops[:, count] >= best.top - best.tie)

    def by_top(self, count: int, best: _Best) -> Chosen:
        """Settle the draws whose most valuable ``count`` are feasible; gives (draw,) the others.

        Those with a value next in line that is close but not equal stay open: who is first by ids is not clear there.
        """
        unsettled = np.zeros(len(self.values), dtype=bool)
        draws = np.flatnonzero(self.in_reach(count, best))
        if not len(draws):
            return unsettled
        chosen = np.zeros((len(draws), self.keyed.shape[1]), dtype=bool)
        np.put_along_axis(chosen, self.order[draws, :count], True, axis=1)
        feasible = self.problem.holds(chosen)
        best.take(draws[feasible], chosen[feasible])
        unsettled[draws] = ~feasible
        fixed = int(self.problem.required.sum())
        if fixed < count < self.keyed.shape[1]:
            last = self.values[draws, count - 1]
            contested = self.values[draws, count] >= last - best.tie
            draws, last = draws[contested], last[contested]
            with np.errstate(invalid="ignore"):
                off = np.abs(self.keyed[draws] + last[:, None])
            unsettled[draws] |= ((off > 0) & (off <= 2 * best.tie)).any(axis=1)
        return unsettled


@dataclass(frozen=True, eq=False)
class _Best:
    """The best selection found so far of every draw.

    ``top`` is the most that any found is worth, ``worth`` what the first by ids of those that equal it is worth;
    ``tie`` is how close equal ones are, ``known`` (selection, candidate) are some that are feasible.
    """

    values: Floats
    tie: float
    known: Chosen
    chosen: Chosen
    worth: Floats
    top: Floats

    @classmethod
    def of(cls, values: Floats, tie: float, known: Chosen | None = None) -> _Best:
        draws, none = len(values), np.zeros((0, values.shape[1]), dtype=bool)
        worth = np.full(draws, -np.inf)
        return cls(
            values, tie, none if known is None else known, np.zeros(values.shape, dtype=bool), worth, worth.copy()
        )

    def take(self, draws: Draws, chosen: Chosen) -> None:
        """Keep each of ``chosen`` that is worth more than what its draw has, or equal and first by ids."""
        if not len(draws):
            return
        had, number = np.unique(draws), len(draws)
        draws, chosen = np.concatenate([draws, had]), np.concatenate([chosen, self.chosen[had]])
        members = _padded(chosen)
        worth = self._objectives(draws, members)
        worth[number:] = self.worth[had]
        np.maximum.at(self.top, draws[:number], worth[:number])
        equal = worth >= self.top[draws] - self.tie
        draws, chosen, members, worth = draws[equal], chosen[equal], members[equal], worth[equal]
        by_ids = np.lexsort((*members.T[::-1], draws))
        first = by_ids[np.concatenate([[True], draws[by_ids][1:] != draws[by_ids][:-1]])]
        self.chosen[draws[first]], self.worth[draws[first]] = chosen[first], worth[first]

    def try_known(self, draws: Draws) -> None:
        """Give each of ``draws`` the best of what is known and what others have."""
        selections = np.concatenate([self.known, self.chosen[np.isfinite(self.top)]])
        if not len(selections) or not self.values.shape[1]:
            return
        times = Counter(row.tobytes() for row in np.packbits(selections, axis=1))
        often = sorted(times, key=lambda packed: (-times[packed], packed))[:KNOWN]
        packed = np.frombuffer(b"".join(often), dtype=np.uint8).reshape(len(often), -1)
        known = np.unpackbits(packed, axis=1, count=self.values.shape[1]).astype(bool)
        best = (self.values[draws] @ known.T.astype(np.float64)).argmax(axis=1)
        self.take(draws, known[best])

    def _objectives(self, draws: Draws, members: Draws) -> Floats:
        """(selection,) summed in order of id, one after the other, as ``SelectionProblem.objective`` does."""
        total = np.zeros(len(draws))
        for member in members.T:
            total += np.where(member >= 0, self.values[draws, member], 0.0)
        return total


def distinct(chosen: Chosen) -> Chosen:
    """Each selection of (selection, candidate) once, in the order of ``np.unique`` but eight candidates at a time."""
    packed = np.packbits(chosen, axis=1)
    if not packed.size:
        return np.unique(chosen, axis=0)
    return chosen[np.unique(packed.view(f"S{packed.shape[1]}")[:, 0], return_index=True)[1]]


def lowest_first(keyed: Floats, count: int) -> Draws:
    """(row, place) positions of the ``count`` lowest of every row, equal ones by position as in a stable sort."""
    if count * SORTED >= keyed.shape[1]:
        return np.argsort(keyed, axis=1, kind="stable")[:, :count]
    order = np.sort(np.argpartition(keyed, count - 1, axis=1)[:, :count], axis=1)
    lowest = np.take_along_axis(keyed, order, axis=1)
    order = np.take_along_axis(order, np.argsort(lowest, axis=1, kind="stable"), axis=1)
    # Where more than so many are as low as the last it is the positions that decide who is among them.
    tied = np.flatnonzero((keyed <= lowest.max(axis=1, keepdims=True)).sum(axis=1) > count)
    order[tied] = np.argsort(keyed[tied], axis=1, kind="stable")[:, :count]
    return order


def _padded(chosen: Chosen) -> Draws:
    """(selection, place) positions of the chosen, rising, -1 after the last: in order of rows is in order of ids."""
    indices = np.flatnonzero(chosen)  # several times as quick as by rows and columns
    selection, member = np.divmod(indices, max(1, chosen.shape[1]))
    times = np.bincount(selection, minlength=len(chosen))
    members = np.full((len(chosen), int(times.max(initial=0))), -1, dtype=np.intp)
    members[selection, np.arange(len(member)) - np.repeat(np.cumsum(times) - times, times)] = member
    return members
