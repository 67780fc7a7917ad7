"""Who has been seen in a selection that can be the best, and who in all of them: by trying ends, and by branching.

What these leave undecided is for ``potential_optimality`` to settle.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from engine.robustness.batch_optimisation import distinct, optimal_selections
from engine.robustness.membership_branching import branched
from engine.robustness.potential_optimality import Cuts, OpenValues
from engine.robustness.weight_draws import generator
from engine.selection.constraints import Chosen
from engine.selection.enumeration import feasible_of_size
from engine.selection.presolve import reduced

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Progress = Callable[[int, int], None]

TOGETHER = 10  # sets of weights that ends are tried at at a time: what the first ones settle is not tried again
MOST_LOOKED_THROUGH = 1_500_000  # feasible selections: so many fit in memory and take a few seconds
AT_RANDOM = 20  # ends drawn at random for each candidate that is still undecided


def feasible(values: OpenValues, cuts: Cuts) -> Chosen | None:
    """Every feasible selection that could be the best for some values; None where there are too many to look through.

    Whatever is the best is worth as much as the cuts that are known, which leaves few candidates where weights are
    set and little is open.
    """
    problem, selections, to_check = values.problem, [], 0
    floor = None
    if len(values.weights_low) == 1:
        cut = max(cuts.kept, key=lambda cut: float(values.low[cut, 0].sum()))
        ends = np.where(cut, values.low[:, 0], values.high[:, 0])
        problem, floor = problem.with_values(ends), float(values.low[cut, 0].sum())
    for count in range(problem.most_new + 1):
        if floor is None:
            free, settled_ones = np.flatnonzero(~problem.barred & ~problem.required), np.flatnonzero(problem.required)
        else:
            left = reduced(problem, count, floor - values.tie - 1e-6 * values.largest)
            if left is None:
                continue
            free, settled_ones = left.free, np.array(left.settled, dtype=np.intp)
        places = count - len(settled_ones)
        if not 0 <= places <= len(free):
            continue
        to_check += comb(len(free), places)
        if to_check > MOST_LOOKED_THROUGH:
            return None
        selections.append(feasible_of_size(problem, count, free.tolist(), settled_ones.tolist()))
    return np.concatenate(selections) if selections else np.zeros((0, len(problem.ids)), dtype=bool)


@dataclass(eq=False)
class CandidateStatus:
    """Who has been seen in a potentially optimal selection, and who in all of them."""

    values: OpenValues
    cuts: Cuts
    possible: Flags
    core: Flags
    unproven_core: Flags
    proven: tuple[Flags, Flags]
    """(candidate,) proven to be in none, and in all."""
    given_up: Flags

    @classmethod
    def of(cls, values: OpenValues) -> CandidateStatus | None:
        """Nothing is known of anybody yet; None where no selection is feasible."""
        size = len(values.problem.ids)
        nobody = [np.zeros(size, dtype=bool) for _ in range(5)]
        state = cls(values, Cuts(), nobody[0], ~nobody[0], nobody[1], (nobody[2], nobody[3]), nobody[4])
        optima = optimal_selections(values.problem, values.low[:, :1].T)
        return None if np.isneginf(optima.worth[0]) else state

    def open(self, missing: bool) -> Flags:
        """Who is not settled: not yet possible, or in everything so far."""
        if missing:
            return self.core & ~self.values.problem.required & ~self.unproven_core & ~self.proven[1]
        return ~self.possible & ~self.values.problem.barred & ~self.proven[0]

    def take(self, chosen: Flags) -> None:
        """Selections (selection, candidate) that are the best for some values."""
        for selection in distinct(chosen):
            self.cuts.add(selection)
            self.possible |= selection
            self.core &= selection

    def take_branched(self, missing: bool, progress: Progress | None = None) -> None:
        """What branch and bound finds and rules out of those that are open, at the weights that are set."""
        open_ones = self.open(missing)
        before = int((~open_ones).sum())
        told = None if progress is None else lambda settled: progress(before + settled, len(open_ones))
        result = branched(self.values, self.cuts, open_ones, missing, told)
        self.take(result.chosen)
        self.proven[int(missing)][result.ruled_out] = True

    def give_up(self, open_ones: Flags, missing: bool) -> None:
        """Nothing is claimed of those that nothing is proven of."""
        self.given_up |= open_ones
        if missing:
            self.unproven_core |= open_ones
        else:
            self.possible |= open_ones

    def try_ends(self, tried: Floats, progress: Progress | None = None) -> None:
        """Each undecided one at one end with all others at the other, and at random, under each set of weights."""
        random = generator(1)
        for start in range(0, len(tried), TOGETHER):
            some = tried[start : start + TOGETHER]
            low, high = self.values.low_at(some), self.values.high_at(some)
            if start == 0:
                self._best(np.concatenate([low, high]))
            inside, outside = self.open(False), self.open(True)
            if progress is not None:
                progress(int((~(inside | outside)).sum()), len(inside))
            for position in np.flatnonzero(inside | outside).tolist():
                rows = []
                if inside[position]:
                    rows.append(_with(low, position, high))
                if outside[position]:
                    rows.append(_with(high, position, low))
                self._best(np.concatenate(rows))
        first = tried[:1].repeat(AT_RANDOM, axis=0)
        low, high = self.values.low_at(first), self.values.high_at(first)
        for missing in (False, True):
            for position in np.flatnonzero(self.open(missing)).tolist():
                drawn = np.where(random.random(low.shape) < 0.5, low, high)
                self._best(_with(drawn, position, low if missing else high))

    def _best(self, rows: Floats) -> None:
        """Take the best selection of each row; what was the best elsewhere is tried first, and mostly is it again."""
        known = np.array(self.cuts.kept) if self.cuts.kept else None
        self.take(optimal_selections(self.values.problem, rows, known=known).chosen)


def _with(rows: Floats, position: int, others: Floats) -> Floats:
    result = rows.copy()
    result[:, position] = others[:, position]
    return result
