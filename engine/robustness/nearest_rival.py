"""The selection that takes over nearest to today's weights: bounds rule most out, and a few are solved."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.robustness.weight_space import distance_to_halfspace, nearest_in_all, undominated

Floats = NDArray[np.float64]
Found = tuple[int, Floats, float]

CLOSE = 1e-9
MEASURED = 2_000  # rivals at a time
FIRST, GROWTH = 2_000, 8  # selections that are compared at first, and times as many where those leave it open


def nearest_among(
    weights: Floats, members: Floats, every: NDArray[np.bool_], other: NDArray[np.bool_], chosen: NDArray[np.bool_]
) -> tuple[NearestRival, Found | None]:
    """The row of ``every`` (selection, candidate) that is one of the ``other`` and takes over nearest.

    ``chosen`` (candidate,) is the best today, and ``members`` (candidate, member) what each candidate is worth with all
    weight on one. A unit of weight that moves changes what a selection is worth beside ``chosen`` by no more than the
    spreads of those in which they differ. Nearer than it takes a selection to catch up it can neither take over nor
    stand in the way, so those that catch up soonest decide, if what they come to is nearer than any of the others.
    """
    catch_up, number = _catching_up(weights, members, every, chosen), FIRST
    while True:  # ends: each time more are compared, until all are
        # How soon the soonest of the others catches up.
        beyond = float(np.partition(catch_up, number)[number]) if number < len(catch_up) else np.inf
        some = np.flatnonzero(catch_up < beyond)
        worths = every[some] @ members
        rivals, defenders = np.flatnonzero(other[some]), worths[~other[some]]
        rivals = rivals[undominated(worths[rivals])]
        search = NearestRival(weights, worths[rivals], defenders[undominated(defenders)])
        search.add_cut(chosen @ members)
        nearest = search.nearest()
        if nearest is not None and nearest[2] <= beyond:
            return search, (int(some[rivals[nearest[0]]]), nearest[1], nearest[2])
        if np.isinf(beyond):
            return search, None
        number *= GROWTH


def _catching_up(weights: Floats, members: Floats, every: NDArray[np.bool_], chosen: NDArray[np.bool_]) -> Floats:
    """(selection,) how much weight must move at least before each is worth as much as ``chosen``."""
    today, spread = members @ weights, members.max(axis=1) - members.min(axis=1)
    spread_of_both = np.where(chosen, spread, 0.0)
    added = every @ np.stack([today, spread - 2 * spread_of_both], axis=1)
    lacking = today[chosen].sum() - added[:, 0] - CLOSE
    return np.asarray(lacking / np.maximum(added[:, 1] + spread_of_both.sum(), CLOSE))


class NearestRival:
    """Rivals by how near they could take over, judged against more and more of those they must beat.

    Parameters
    ----------
    weights
        (member,) today's, adding to 1.
    rivals, defenders
        (selection, member) what each selection is worth with all weight on one member.
    """

    def __init__(self, weights: Floats, rivals: Floats, defenders: Floats) -> None:
        self.weights, self.rivals, self.defenders = weights, rivals, defenders
        self.cuts: list[Floats] = []
        self.cut_from: set[int] = set()  # defenders among them
        self.at_least = np.zeros(len(rivals))
        self.measured = np.zeros(len(rivals), dtype=np.intp)  # how many of the cuts are in it in full
        self.worths, self.most, self.least = rivals @ weights, rivals.max(axis=1), rivals.min(axis=1)

    def add_cut(self, defender: Floats) -> None:
        """One more selection that a rival must be worth as much as.

        What a unit of weight can gain at most gives a first bound of how near; ``_lowest`` measures where that matters.
        """
        self.cuts.append(defender)
        steepest = np.maximum(self.most - defender.min() + defender.max() - self.least, CLOSE)
        lacking = float(defender @ self.weights) - self.worths - CLOSE
        self.at_least = np.maximum(self.at_least, lacking / steepest)

    def _lowest(self, done: NDArray[np.bool_]) -> tuple[int, float]:
        """The rival that is not done and has the lowest bound, all that could have it measured; inf if none."""
        while True:  # ends: each time those that are measured are more
            open_ones = np.where(done, np.inf, self.at_least)
            rival = int(open_ones.argmin())
            if np.isinf(open_ones[rival]) or self.measured[rival] == len(self.cuts):
                return rival, float(open_ones[rival])
            coarse = np.flatnonzero(~done & (self.measured < len(self.cuts)))
            nearest = coarse[np.argsort(self.at_least[coarse], kind="stable")[:MEASURED]]
            for number, cut in enumerate(self.cuts):
                some = nearest[self.measured[nearest] <= number]
                exact = distance_to_halfspace(self.weights, self.rivals[some] - cut)
                self.at_least[some] = np.maximum(self.at_least[some], exact)
            self.measured[nearest] = len(self.cuts)

    def any_nearer(self, distance: float, *bounds: Floats) -> bool:
        """Whether a rival that is worth at most each of ``bounds`` (rival, member) might take over nearer than this."""
        reached = [distance_to_halfspace(self.weights, bound - cut) for cut in self.cuts for bound in bounds]
        return bool((np.maximum.reduce(reached) < distance - CLOSE).any())

    def nearest(self) -> tuple[int, Floats, float] | None:
        """The rival that takes over nearest, the weights and the distance; None if none ever does."""
        best: tuple[int, Floats, float] | None = None
        done = np.zeros(len(self.rivals), dtype=bool)
        while not done.all():  # ends: each time one more is done
            rival, bound = self._lowest(done)
            if np.isinf(bound) or (best is not None and bound >= best[2] - CLOSE):
                break
            takeover = self._take_over(rival, np.inf if best is None else best[2])
            done[rival] = True
            if takeover is not None and (best is None or takeover[1] < best[2] - CLOSE):
                best = (rival, *takeover)
        return best

    def _take_over(self, rival: int, unless: float) -> tuple[Floats, float] | None:
        """The nearest weights at which this rival is worth as much as every defender; None if not below ``unless``."""
        while True:  # ends: each time one more of the defenders stands in the way
            solution = nearest_in_all(self.weights, self.rivals[rival] - np.array(self.cuts))
            if solution is None or solution[1] >= unless - CLOSE:
                return None
            worths = self.defenders @ solution[0]
            best = int(worths.argmax()) if len(worths) else 0
            # One that already stands in the way is met as closely as the linear program can.
            if not len(worths) or best in self.cut_from or worths[best] <= self.rivals[rival] @ solution[0] + CLOSE:
                return solution[0], solution[1]
            self.cut_from.add(best)
            self.add_cut(self.defenders[best])
