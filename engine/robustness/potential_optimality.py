"""Selections that are the best for some of the values that figures leave open, and for some weights.

A selection can be the best just where it is with its own members at their high ends and all others at their low ends
(Liesiö, Mild & Salo 2007, «Preference programming for robust portfolio modeling and project selection», European
Journal of Operational Research 181(3)). So, under some weights, it is worth as much as each other selection T, the
members that it shares with T counted low. Only the few T that matter are looked at: whatever passes those so far is
tried against the true best, which is one more T where it is worth more. Where no weights pass, the multipliers of the
linear programme (Farkas) combine several T into one that refutes many selections at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product

import numpy as np
from numpy.typing import NDArray

from engine.foundation.tolerances import tie
from engine.robustness.batch_optimisation import optimal_selections
from engine.robustness.weight_draws import Order
from engine.selection.constraints import Chosen
from engine.selection.portfolio_problem import SelectionProblem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Positions = NDArray[np.intp]
Values = Callable[[Floats], Floats]
"""(draw, member) weights to (draw, candidate) values."""

BLOCK = 200_000  # selections that are compared at a time
NEIGHBOURS = 4  # of the least valuable members and of the most valuable others: pairs tried exchanged
BATCH = 200  # selections that are tried against the true best at a time, where weights are set
MOST_COMPARED = 8_000_000  # selections times cuts in one search: some seconds
PROGRAMME_COUNTS = 40_000  # of them, for the time that it takes
ROUNDING = 1e-9  # relative to the largest value


@dataclass(frozen=True, eq=False)
class OpenValues:
    """What candidates may be worth, over the weights that are asked about.

    Parameters
    ----------
    low_at, high_at
        The ends of the values at given weights, exactly.
    low, high
        (candidate, member) ends that, weighted, are never inside the true ones.
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

    @property
    def largest(self) -> float:
        """The largest value, for tolerances."""
        return max(float(np.abs(self.high).max(initial=0.0)), float(np.abs(self.low).max(initial=0.0)), 1e-300)

    @property
    def tie(self) -> float:
        """Selections worth this much less than the best are the best too (contract, section 4)."""
        return tie("objectives", max(1.0, self.largest) if self.problem.size is None else self.problem.size)

    @property
    def slack(self) -> float:
        """What is refuted by less is left to the check against the true best, which alone tells what is a tie."""
        return self.tie + ROUNDING * self.largest

    def against(self, chosen: Chosen, cut: Flags) -> Floats:
        """(selection, member) worth of each above that of ``cut``; members of both count low, and so does ``cut``."""
        ends = np.where(cut[:, None], self.low, self.high)
        return np.asarray(chosen.astype(np.float64) @ ends - self.low[cut].sum(axis=0))

    def above_each(self, chosen: Flags, cuts: Chosen) -> Floats:
        """(cut, member) worth of one selection above each of ``cuts`` (cut, candidate), as ``against``."""
        shared = (cuts & chosen).astype(np.float64) @ (self.high - self.low)
        return np.asarray(self.high[chosen].sum(axis=0) - shared - cuts.astype(np.float64) @ self.low)

    def above_all(self, chosen: Chosen, cuts: Chosen, multipliers: Floats) -> Floats:
        """(selection, member) worth above the cuts together, each counted by its multiplier."""
        times = multipliers @ cuts.astype(np.float64)
        ends = multipliers.sum() * self.high - times[:, None] * (self.high - self.low)
        return np.asarray(chosen.astype(np.float64) @ ends - times @ self.low)

    def most(self, worth: Floats) -> Floats:
        """(selection,) most that (selection, member) ``worth`` adds up to under any weights, ``order`` forgotten.

        What is left of 1 after every member has its least goes to the members where it is worth most.
        """
        left = 1 - float(self.weights_low.sum())
        falling = np.argsort(-worth, axis=1)
        room = (self.weights_high - self.weights_low)[falling]
        before = np.cumsum(room, axis=1) - room
        given = np.clip(left - before, 0.0, room)
        return np.asarray(worth @ self.weights_low + (np.take_along_axis(worth, falling, axis=1) * given).sum(axis=1))

    def gains(self, chosen: Chosen, weights: Floats) -> tuple[Chosen, Floats]:
        """The best selection against each of ``chosen`` (selection, candidate), and by how much it is worth more.

        ``weights`` (selection, member), one set for each.
        """
        values = np.where(chosen, self.high_at(weights), self.low_at(weights))
        best = optimal_selections(self.problem, values).chosen
        return best, np.asarray((values * best).sum(axis=1) - (values * chosen).sum(axis=1))


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


@dataclass(eq=False)
class Search:
    """Goes through feasible selections for those that are potentially optimal.

    ``margins`` (selection,) are the least that each is worth above any cut so far, under the weights that suit it
    best: the largest are looked at first. ``unproven`` are neither the best for some values nor proven not to be,
    which can be only where values are not linear in the weights.
    """

    values: OpenValues
    cuts: Cuts
    left: Chosen
    unproven: Chosen | None = None
    used: int = 0
    compared: int = 0
    margins: Floats = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        self.margins = np.full(len(self.left), np.inf)
        if len(self.values.weights_low) == 1:
            self.keep(~self._beaten_by_a_neighbour())

    def keep(self, wanted: Flags) -> None:
        """Look only at selections (selection,) of those left that are wanted."""
        self.left, self.margins = self.left[wanted], self.margins[wanted]

    def next(self) -> Chosen:
        """Some potentially optimal selections of those left; none where there are no more."""
        while not self.ended:
            for cut in self.cuts.kept[self.used :]:
                self._leave_out(partial(self.values.against, cut=cut))
            self.used = len(self.cuts.kept)
            if not len(self.left):
                return self.left
            selections = self._tried_together() if len(self.values.weights_low) == 1 else self._tried_first()
            if len(selections):
                return selections
        return self.left[:0]

    @property
    def ended(self) -> bool:
        """Whether so much was compared, under weights that are open, that what is left stays open."""
        return len(self.values.weights_low) > 1 and self.compared > MOST_COMPARED

    def _beaten_by_a_neighbour(self) -> Flags:
        """(selection,) whether it is worth less than one with a member exchanged, whatever the values are."""
        low, high = self.values.low[:, 0], self.values.high[:, 0]
        beaten = np.zeros(len(self.left), dtype=bool)
        for place, other in product(range(NEIGHBOURS), range(NEIGHBOURS)):
            rows = np.flatnonzero(~beaten)
            some = self.left[rows]
            if not len(rows) or some.shape[1] <= max(place, other):
                break
            out = np.argsort(np.where(some, high, np.inf), axis=1)[:, place]
            into = np.argsort(np.where(some, np.inf, -low), axis=1)[:, other]
            indices = np.arange(len(rows))
            better = some[indices, out] & ~some[indices, into] & (low[into] > high[out] + self.values.tie)
            rows, out, into = rows[better], out[better], into[better]
            neighbours = self.left[rows].copy()
            neighbours[np.arange(len(rows)), out] = False
            neighbours[np.arange(len(rows)), into] = True
            beaten[rows] = self.values.problem.holds(neighbours)
        return beaten

    def _leave_out(self, worth: Callable[[Chosen], Floats]) -> None:
        """Leave out what is worth too little under all weights, and note how much the others are worth."""
        self.compared += len(self.left)
        for start in range(0, len(self.left), BLOCK):
            block = self.left[start : start + BLOCK]
            margins = self.margins[start : start + BLOCK]
            np.minimum(margins, self.values.most(worth(block)), out=margins)
        self.keep(self.margins >= -self.values.slack)

    def _tried_together(self) -> Chosen:
        indices = np.argsort(-self.margins, kind="stable")[:BATCH]
        some = self.left[indices]
        best, gains = self.values.gains(some, np.ones((len(some), 1)))
        for selection in np.unique(best[gains > self.values.tie], axis=0):
            self.cuts.add(selection)
        self._drop(indices)
        equal: NDArray[np.bool_] = some[gains <= self.values.tie]
        return equal

    def _drop(self, positions: Positions) -> None:
        rest = np.ones(len(self.left), dtype=bool)
        rest[positions] = False
        self.keep(rest)

    def _tried_first(self) -> Chosen:
        """The most promising of those left: the best under some weights, or refuted, and others with it."""
        index = np.array([int(self.margins.argmax())])
        first: Chosen = self.left[index]
        self._drop(index)
        own = self.values.above_each(first[0], np.array(self.cuts.kept))
        while not self.ended:
            margin, weights, multipliers, order = self._programme(own)
            if margin < -self.values.slack:
                self._leave_out(partial(self._combined, multipliers=multipliers, order=order))
                return first[:0]
            best, gains = self.values.gains(first, weights[None])
            if gains[0] <= self.values.tie:
                return first
            if not self.cuts.add(best[0]):
                self.unproven = first if self.unproven is None else np.concatenate([self.unproven, first])
                return first[:0]
            own = np.concatenate([own, self.values.above_each(first[0], best)])
        self.left = np.concatenate([self.left, first])  # nothing is known of it
        self.margins = np.append(self.margins, np.inf)
        return first[:0]

    def _programme(self, own: Floats) -> tuple[float, Floats, Floats, Floats]:
        """The weights under which (cut, member) ``own`` is least negative, how negative, and the multipliers."""
        from scipy.optimize import linprog

        self.compared += PROGRAMME_COUNTS
        values, members = self.values, own.shape[1]
        scaled = own / values.largest
        order = np.zeros((len(values.order), members + 1))
        for row, (above, below) in enumerate(values.order):
            order[row, [below, above]] = 1.0, -1.0
        upper = np.concatenate([np.column_stack([-scaled, np.ones(len(own))]), order])
        equal = np.append(np.ones(members), 0.0)[None]
        bounds = [*zip(values.weights_low.tolist(), values.weights_high.tolist(), strict=True), (None, None)]
        goal = np.append(np.zeros(members), -1.0)
        solution = linprog(goal, upper, np.zeros(len(upper)), equal, [1.0], bounds, method="highs")
        duals = -solution.ineqlin.marginals
        weights = np.clip(solution.x[:members], values.weights_low, values.weights_high)
        return float(solution.x[-1] * values.largest), weights / weights.sum(), duals[: len(own)], duals[len(own) :]

    def _combined(self, block: Chosen, multipliers: Floats, order: Floats) -> Floats:
        """(selection, member) worth above the cuts that have multipliers, and what the order of the weights adds."""
        counted = multipliers > 0
        kept = np.array(self.cuts.kept)[: len(multipliers)]
        worth = self.values.above_all(block, kept[counted], multipliers[counted])
        for (above, below), share in zip(self.values.order, order.tolist(), strict=True):
            worth[:, above] += share * self.values.largest
            worth[:, below] -= share * self.values.largest
        return worth
