"""The nearest flip where some candidates lack the figure of one member: proven by dividing that member's weight.

The worth of those that lack it is a mean of the others, divided by one minus the member's weight: linear but for that
factor. Between two weights of the member it lies between two factors, so rivals with the larger one and defenders with
the smaller one bound the distance from below; parts that could hold something nearer are divided again.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from engine.robustness.weight_space import distance_to_halfspace, nearest_in_all, undominated

Floats = NDArray[np.float64]

TOLERANCE = 1e-4  # of the weight: nothing nearer by more than this is left
MOST_PROGRAMS = 50  # linear programs until it is given up
MANY = 2_000  # rivals from which those that others exceed everywhere are left out
CLOSE = 1e-9
LARGEST_SHARE = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Found:
    """Weights at which the status flips, how far they are, and the selection that takes over."""

    weights: Floats
    distance: float
    rival: NDArray[np.bool_]


def nearest_with_lacking(
    weights: Floats,
    values: Floats,
    member: int,
    rivals: NDArray[np.bool_],
    defenders: NDArray[np.bool_],
    best: Found,
) -> Found | None:
    """The nearest flip to ``TOLERANCE``; None where it is not proven within ``MOST_PROGRAMS``.

    Parameters
    ----------
    weights
        (member,) today's, normalised.
    values
        (candidate, member); NaN for those that lack ``member``, whose other values are 0 or more, and nowhere else.
    rivals, defenders
        (selection, candidate) all feasible selections with the other status and with today's.
    best
        A flip that is known.
    """
    search = _Divided(weights, values, member, rivals, defenders, best)
    share = float(weights[member])
    low, high = max(0.0, share - best.distance), min(LARGEST_SHARE, share + best.distance)
    # Most are too far off in all of it: only the others are looked at in its parts.
    near = rivals[search.near(rivals, low, high)].astype(np.float64)
    search.add(low, share, near)
    search.add(share, high, near)
    return search.best if search.run() else None


class _Divided:
    """Parts of the member's weight by how near a flip in them could be."""

    def __init__(
        self,
        weights: Floats,
        values: Floats,
        member: int,
        rivals: NDArray[np.bool_],
        defenders: NDArray[np.bool_],
        best: Found,
    ) -> None:
        self.weights, self.best, self.programs = weights, best, 0
        self.lacking: NDArray[np.bool_] = np.asarray(np.isnan(values).any(axis=1))
        self.own = np.where(np.isnan(values), 0.0, values)
        self.alone = np.eye(len(weights))[member]
        self.member = member
        self.defenders = defenders.astype(np.float64)
        self.met: list[int] = [int((self.defenders @ self._true(weights)).argmax())]
        self.parts: list[tuple[float, int, float, float, Floats]] = []
        self.number = count()

    def add(self, low: float, high: float, rivals: Floats, bound: float = 0.0) -> None:
        """One more part, in which no flip is nearer than ``bound``."""
        heapq.heappush(self.parts, (bound, next(self.number), low, high, rivals))

    def near(self, rivals: NDArray[np.bool_], low: float, high: float) -> NDArray[np.bool_]:
        """(rival,) whether it could take over nearer than the best found, with the member's weight in this part."""
        below, above = (self._members(1 / (1 - share)) for share in (low, high))
        reach = self._reached(rivals @ above, [self.defenders[index] @ below for index in self.met])
        return np.asarray(reach < self._enough())

    def run(self) -> bool:
        """Whether every part is shown to hold nothing nearer than the best found."""
        while self.parts:  # ends: only a part that took a program leaves others, and programs are counted
            bound, _, low, high, rivals = heapq.heappop(self.parts)
            if bound >= self._enough():
                return True
            if not self._search(low, high, rivals):
                return False
        return True

    def _search(self, low: float, high: float, rivals: Floats) -> bool:
        """Look through one part; False where there have been too many programs."""
        below, above = (self._members(1 / (1 - share)) for share in (low, high))
        within = np.array([self.alone - low, high - self.alone])
        cuts = [self.defenders[index] @ below for index in self.met]
        worths = rivals @ above
        reach = self._reached(worths, cuts)
        kept = reach < self._enough()
        rivals, worths, reach = rivals[kept], worths[kept], reach[kept]
        left = undominated(worths) if len(worths) > MANY else np.arange(len(worths))
        shown, worths, reach = rivals[left], worths[left], reach[left]
        while len(reach) and reach.min() < self._enough():  # ends: each time one more program is counted
            if self.programs >= MOST_PROGRAMS:
                return False
            self.programs += 1
            closest = int(reach.argmin())
            solution = nearest_in_all(self.weights, np.vstack([worths[closest] - np.array(cuts), within]))
            if solution is None:
                reach[closest] = np.inf
                continue
            there, distance, duals = solution
            if (share := float(duals[: len(cuts)].sum())) > CLOSE:
                # What together kept this rival away keeps others of its kind away too.
                together = (duals[: len(cuts)] @ np.array(cuts) - duals[len(cuts) :] @ within) / share
                reach = np.maximum(reach, distance_to_halfspace(self.weights, worths - together))
            reach[closest] = max(reach[closest], distance)
            if reach[closest] >= self._enough():
                continue
            stands = self.defenders @ (below @ there)
            strongest = int(stands.argmax())
            if strongest not in self.met and stands[strongest] > worths[closest] @ there + CLOSE:
                self.met.append(strongest)
                cuts.append(self.defenders[strongest] @ below)
                reach = np.maximum(reach, self._reached(worths, cuts[-1:]))
                continue
            true = self._true(there)
            worth = shown @ true
            if worth.max() >= (self.defenders @ true).max() - CLOSE:
                self.best = Found(there, distance, shown[int(worth.argmax())].astype(bool))
                continue
            middle = (low + high) / 2
            self.add(low, middle, rivals, float(reach[closest]))
            self.add(middle, high, rivals, float(reach[closest]))
            break
        return True

    def _enough(self) -> float:
        return self.best.distance - TOLERANCE

    def _reached(self, worths: Floats, cuts: list[Floats]) -> Floats:
        """(rival,) the least distance at which it is worth as much as each of the cuts."""
        reached = [distance_to_halfspace(self.weights, worths - cut) for cut in cuts]
        return np.asarray(np.max(reached, axis=0))

    def _members(self, factor: float) -> Floats:
        """(candidate, member) values, those of candidates that lack the member times ``factor``."""
        return np.asarray(np.where(self.lacking[:, None], factor * self.own, self.own))

    def _true(self, weights: Floats) -> Floats:
        """(candidate,) what each is worth under these weights."""
        return np.asarray(self._members(1 / (1 - float(weights[self.member]))) @ weights)
