"""Who is in some best selection, or in all, at set weights: branch and bound where selections are too many to list.

A selection is compared with others with its own members at their high ends and everybody else at the low ones
(``potential_optimality``). So wherever it is decided whether it has a candidate, that candidate's value is decided
too, and each branch is the same question about fewer open values. A branch is done with where nothing in it can be
worth as much as one known selection, whose members that are still open count low for both; the best of what is left
is tried against the true best.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.robustness.batch_optimisation import optimal_selections
from engine.robustness.potential_optimality import ROUNDING, Cuts, OpenValues
from engine.selection.constraints import Chosen

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Positions = NDArray[np.intp]

TOGETHER = 300  # branches that are bounded at a time
MOST_BRANCHES = 12_000  # some ten seconds with a hundred candidates; then the rest stays open
HAS_IT = 100  # times as much counts the width of a value that the selection to be beaten has at its high end


@dataclass(frozen=True, eq=False)
class Branched:
    """``chosen`` (selection, candidate) that can be the best, and (candidate,) whom no branch has left any for."""

    chosen: Chosen
    ruled_out: Flags


def branched(
    values: OpenValues, cuts: Cuts, asked: Flags, missing: bool, progress: Callable[[int], None] | None = None
) -> Branched:
    """Selections that can be the best and have (``missing``: have not) each of the candidates ``asked``.

    Neither found nor ruled out is who was left when ``MOST_BRANCHES`` were looked at. ``cuts`` are known selections,
    at least one; others that are found join them. ``progress`` is told how many of those asked are settled.
    """
    search = _Search(values, cuts, missing)
    positions = np.flatnonzero(asked)
    forced = np.zeros((len(positions), len(asked)), dtype=bool)
    forced[np.arange(len(positions)), positions] = True
    nobody = np.zeros_like(forced)
    left = _Branches(positions, nobody if missing else forced, forced if missing else nobody)
    chosen, settled, stuck, looked_at = [forced[:0]], ~asked, np.zeros_like(asked), 0
    while len(left) and looked_at < MOST_BRANCHES:
        now, left = left.some(slice(-TOGETHER, None)), left.some(slice(None, -TOGETHER))
        looked_at += len(now)
        equal, stuck_in, children = search.bounded(now)
        chosen.append(equal)
        settled |= (equal != missing).any(axis=0)
        stuck[stuck_in] = True
        left = left.and_also(children)
        left = left.some(~settled[left.candidate])
        if progress is not None:
            progress(int((asked & settled).sum()))
    ruled_out = asked & ~settled & ~stuck
    ruled_out[left.candidate] = False
    return Branched(np.concatenate(chosen), ruled_out)


@dataclass(frozen=True, eq=False)
class _Branches:
    """(branch,) whom each is about, and (branch, candidate) who is in its selections and who is not."""

    candidate: Positions
    inside: Flags
    outside: Flags

    def __len__(self) -> int:
        return len(self.candidate)

    def some(self, which: slice | Flags | Positions) -> _Branches:
        return _Branches(self.candidate[which], self.inside[which], self.outside[which])

    def and_also(self, others: _Branches) -> _Branches:
        return _Branches(
            np.concatenate([self.candidate, others.candidate]),
            np.concatenate([self.inside, others.inside]),
            np.concatenate([self.outside, others.outside]),
        )


class _Search:
    def __init__(self, values: OpenValues, cuts: Cuts, missing: bool) -> None:
        self.values, self.cuts, self.missing = values, cuts, missing
        self.low, self.high = values.low[:, 0], values.high[:, 0]
        self.width = np.where(values.problem.barred | values.problem.required, 0.0, self.high - self.low)
        # So much that what has to be in is, and what has to be out is not, wherever any selection is so.
        self.beyond = 4 * (float(np.abs(self.high).sum() + np.abs(self.low).sum()) + 1)
        # What the best selection may be short of the true one, and rounding.
        self.slack = values.tie + ROUNDING * values.largest * max(1, values.problem.most_new)

    def bounded(self, branches: _Branches) -> tuple[Chosen, Positions, _Branches]:
        """Selections that can be the best; whose branches cannot be told from a tie; and the branches that follow."""
        low = np.where(branches.inside, self.high, self.low)
        high = np.where(branches.outside, self.low, self.high)
        known = np.array(self.cuts.kept)
        worth = low @ known.T.astype(np.float64)
        ends = np.where(known[worth.argmax(axis=1)], low, high)
        forced = np.where(branches.inside, self.beyond, np.where(branches.outside, -self.beyond, ends))
        best = optimal_selections(self.values.problem, forced).chosen
        as_asked = ~(branches.inside & ~best).any(axis=1) & ~(branches.outside & best).any(axis=1)
        kept = np.flatnonzero(
            as_asked & ((ends * best).sum(axis=1) >= worth.max(axis=1) - self.values.tie - self.slack)
        )
        best, branches = best[kept], branches.some(kept)
        rivals, gains = self.values.gains(best, np.ones((len(best), 1)))
        beaten = np.flatnonzero(gains > self.values.tie)
        for rival in rivals[beaten]:
            self.cuts.add(rival)
        equal = best[gains <= self.values.tie]
        open_width = np.where(branches.inside | branches.outside, 0.0, self.width)
        whole = ~(open_width > 0).any(axis=1)
        # Every value of such a branch is decided: who falls short of the best there does so by the whole gain.
        near = whole & (gains > self.values.tie) & (gains <= self.values.tie + self.slack)
        parents = np.flatnonzero((gains > self.values.tie) & ~whole)
        by = (open_width[parents] * np.where(best[parents], HAS_IT, 1)).argmax(axis=1)
        return equal, branches.candidate[near], _halves(branches.some(parents), by)


def _halves(branches: _Branches, by: Positions) -> _Branches:
    """Each without the candidate ``by`` (branch,) and each with it."""
    added = np.zeros_like(branches.inside)
    added[np.arange(len(by)), by] = True
    without = _Branches(branches.candidate, branches.inside, branches.outside | added)
    return without.and_also(_Branches(branches.candidate, branches.inside | added, branches.outside))
