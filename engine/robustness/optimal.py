"""The best selection for each of many sets of values, every one of them proven.

Most draws are settled without a solver: where the most valuable candidates are feasible together they are the best,
and where not, all selections among somewhat more of them are looked through until what lies outside cannot reach
what was found. Only what is left is solved.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from engine.selection.conditions import Chosen
from engine.selection.enumerate import feasible_of_size
from engine.selection.ordered import TIE, BestOfSize
from engine.selection.problem import SelectionProblem

Floats = NDArray[np.float64]

PATTERNS = 3_500  # selections among the most valuable that are looked through for a draw
BLOCK = 4_000_000  # numbers held at a time
LISTED = 800_000  # selections of one size that may be listed, feasible or not
WORTH_LISTING = 20  # draws left for which a list of all feasible selections pays


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


def optimal_selections(problem: SelectionProblem, values: Floats, solver_name: str = "highs") -> Optima:
    """For each row of ``values`` (draw, candidate), what ``select`` would choose, ties by ids included."""
    draws, size = values.shape
    open_ones = ~problem.barred
    if (problem.required & ~open_ones).any():
        return Optima(np.zeros((draws, size), dtype=bool), np.full(draws, -np.inf), 0)
    order = _most_valuable_first(problem, values)
    ranked = np.take_along_axis(values, order, axis=1)
    ranked[:, int(open_ones.sum()) :] = -np.inf
    tops = np.concatenate([np.zeros((draws, 1)), np.cumsum(ranked, axis=1)], axis=1)
    best = _Best(np.zeros((draws, size), dtype=bool), np.full(draws, -np.inf))
    solved = 0
    for count in range(problem.most_new, int(problem.required.sum()) - 1, -1):
        search = _OfSize(problem, values, order, ranked, tops, count)
        in_reach = np.flatnonzero(tops[:, count] >= best.worth - TIE)
        left = search.by_top(in_reach, best)
        for reach in search.reaches():
            left = search.among(left[tops[left, count] >= best.worth[left] - TIE], reach, best)
        left = left[tops[left, count] >= best.worth[left] - TIE]
        if len(left) > WORTH_LISTING and comb(size, count) <= LISTED:
            left = search.among_all(left, best)
        for draw in left:
            own = problem.with_values(values[draw])
            found = BestOfSize(own, count, solver_name).first(1)
            solved += 1
            if found:
                best.take(np.array([draw]), own.chosen(found[0])[None], values)
    return Optima(best.chosen, best.worth, solved)


def _most_valuable_first(problem: SelectionProblem, values: Floats) -> NDArray[np.intp]:
    """(draw, candidate) positions: required ones, then by value, equal values by id; barred ones last."""
    keyed = np.where(problem.required, -np.inf, -values)
    keyed[:, problem.barred] = np.inf
    return np.argsort(keyed, axis=1, kind="stable")


@dataclass(eq=False)
class _Best:
    """The best selection found so far of every draw."""

    chosen: Chosen
    worth: Floats

    def take(self, draws: NDArray[np.intp], chosen: Chosen, values: Floats) -> None:
        """Keep each of ``chosen`` that is worth more than what its draw has, or equal and first by ids."""
        worth = np.where(chosen, values[draws], 0.0).sum(axis=1)
        more = worth > self.worth[draws] + TIE
        for at in np.flatnonzero(~more & (worth >= self.worth[draws] - TIE)):
            more[at] = _ids_first(chosen[at], self.chosen[draws[at]])
        self.chosen[draws[more]], self.worth[draws[more]] = chosen[more], worth[more]


def _ids_first(one: Chosen, other: Chosen) -> bool:
    return bool(np.flatnonzero(one).tolist() < np.flatnonzero(other).tolist())


@dataclass(eq=False)
class _OfSize:
    """The search among selections of one size."""

    problem: SelectionProblem
    values: Floats
    order: NDArray[np.intp]
    ranked: Floats
    tops: Floats
    count: int

    def by_top(self, draws: NDArray[np.intp], best: _Best) -> NDArray[np.intp]:
        """Settle the draws whose most valuable ``count`` are feasible; return the others.

        Those with a close but not equal value next in line are returned too: who is first by ids is open there.
        """
        chosen = np.zeros((len(draws), self.values.shape[1]), dtype=bool)
        np.put_along_axis(chosen, self.order[draws, : self.count], True, axis=1)
        feasible = self.problem.holds(chosen)
        best.take(draws[feasible], chosen[feasible], self.values)
        if self.count == 0 or self.count >= self.values.shape[1]:
            return np.asarray(draws[:0] if self.count == 0 else draws[~feasible])
        gap = self.ranked[draws, self.count - 1] - self.ranked[draws, self.count]
        return np.asarray(draws[~(feasible & ((gap == 0) | (gap > TIE)))])

    def reaches(self) -> list[int]:
        """How many of the most valuable are looked among: more and more, as long as it is not too many."""
        fixed, open_ones = int(self.problem.required.sum()), int((~self.problem.barred).sum())
        places, most = self.count - fixed, open_ones - fixed
        steps = sorted({min(places + more, most) for more in (2, 4, 6, 9, 12, 16, 22, 30, most)})
        return [fixed + reach for reach in steps if comb(reach, places) <= PATTERNS]

    def among(self, draws: NDArray[np.intp], reach: int, best: _Best) -> NDArray[np.intp]:
        """Look through the selections among the first ``reach``; return the draws where that settles nothing."""
        if not len(draws):
            return draws
        fixed = int(self.problem.required.sum())
        patterns = np.array(
            [[*range(fixed), *rest] for rest in combinations(range(fixed, reach), self.count - fixed)], dtype=np.intp
        ).reshape(-1, self.count)
        block = max(1, BLOCK // max(1, patterns.size))
        for start in range(0, len(draws), block):
            self._look_through(draws[start : start + block], patterns, best)
        if reach >= int((~self.problem.barred).sum()):
            return draws[:0]
        # Whatever lies outside holds one further down: at most the first count - 1 and the next after reach.
        outside = self.tops[draws, self.count - 1] + self.ranked[draws, reach]
        return np.asarray(draws[outside >= best.worth[draws] - TIE])

    def among_all(self, draws: NDArray[np.intp], best: _Best) -> NDArray[np.intp]:
        """Settle all draws by a list of every feasible selection of this size, in order of ids."""
        every = feasible_of_size(self.problem, self.count, range(self.values.shape[1]))
        if not len(every):
            return draws[:0]
        by_candidate = np.ascontiguousarray(every.T, dtype=np.float64)
        block = max(1, BLOCK // len(every))
        for start in range(0, len(draws), block):
            some = draws[start : start + block]
            worth = self.values[some] @ by_candidate
            first = (worth >= worth.max(axis=1, keepdims=True) - TIE).argmax(axis=1)
            best.take(some, every[first], self.values)
        return draws[:0]

    def _look_through(self, draws: NDArray[np.intp], patterns: NDArray[np.intp], best: _Best) -> None:
        worth = self.ranked[draws][:, patterns].sum(axis=2)
        falling = np.argsort(-worth, axis=1, kind="stable")
        for turn in range(len(patterns)):
            tried = falling[:, turn]
            still = worth[np.arange(len(draws)), tried] >= best.worth[draws] - TIE
            if not still.any():
                return
            draws, worth, falling, tried = draws[still], worth[still], falling[still], tried[still]
            chosen = np.zeros((len(draws), self.values.shape[1]), dtype=bool)
            np.put_along_axis(chosen, np.take_along_axis(self.order[draws], patterns[tried], axis=1), True, axis=1)
            feasible = self.problem.holds(chosen)
            best.take(draws[feasible], chosen[feasible], self.values)
