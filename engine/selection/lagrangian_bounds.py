"""How much a selection can be worth when its smallest member decides how large the others may be.

Under the grant key each new programme's minimum is a bound on total jobs, lowest for the smallest one chosen.
Given who is smallest, what is left is a knapsack with a fixed number of items. Its Lagrangian relaxation, values
less a price for each job, is a sum of the best few and bounds it from above at any price (Kellerer, Pferschy &
Pisinger 2004, «Knapsack Problems», section 9.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

PRICES = 16  # prices of a job that are tried; each gives a valid bound, more give a closer one
MOST_COUNT = 40  # sizes above this are not bounded here: the table would grow with their square

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SizeBounds:
    """Bounds for every count up to the largest asked for, and every smallest member.

    Parameters
    ----------
    order
        (open,) positions of those that can be chosen, most jobs first.
    prices
        (price,) of a job.
    priced
        (open, price) values less the price of their jobs.
    best_before
        (open, price, count) sum of the best ``count`` priced values among those before; -inf if there are fewer.
    last_before
        (open, price, count) the last of those.
    """

    order: NDArray[np.intp]
    jobs: NDArray[np.int64]
    prices: Floats
    priced: Floats
    best_before: Floats
    last_before: Floats

    @property
    def most_count(self) -> int:
        """The largest count that is bounded."""
        return int(self.best_before.shape[2])

    def worth_with_smallest(self, count: int, limits: NDArray[np.int64]) -> tuple[Floats, NDArray[np.intp]]:
        """(open,) bound on the worth of ``count`` whose smallest is each, and the price that gives it.

        ``limits`` (candidate,) are the most total jobs that choosing each allows.
        """
        room = np.minimum(limits[self.order], int(np.sort(self.jobs)[-count:].sum()))
        bounds = self.priced + self.best_before[:, :, count - 1] + self.prices * room[:, None]
        best_prices = bounds.argmin(axis=1)
        return np.where(room < 0, -np.inf, bounds[np.arange(len(bounds)), best_prices]), best_prices

    def left_open(
        self, count: int, limits: NDArray[np.int64], floor: float, required: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """(candidate,) who can be in a selection of ``count`` worth at least ``floor`` that has all ``required``."""
        still = np.zeros(len(self.jobs), dtype=bool)
        worth, best_prices = self.worth_with_smallest(count, limits)
        last_required = max(np.flatnonzero(required[self.order]), default=-1)
        smallest = np.flatnonzero(worth >= floor)
        smallest = smallest[smallest >= last_required]
        still[self.order[smallest]] = True
        if count > 1 and len(smallest):
            price = best_prices[smallest]
            last = self.last_before[smallest, price, count - 1]
            given_up = np.maximum(0.0, last[:, None] - self.priced[:, price].T)
            larger = np.arange(len(self.order)) < smallest[:, None]
            with_it = (worth[smallest][:, None] - given_up >= floor) & larger
            still[self.order[with_it.any(axis=0)]] = True
        return still

    @cached_property
    def falling(self) -> NDArray[np.intp]:
        """(price, open) places in ``order``, most valuable after price first, equal ones as they stand."""
        return np.ascontiguousarray(np.argsort(-self.priced, axis=0, kind="stable").T)

    def tried(self, count: int) -> NDArray[np.intp]:
        """(selection, count) positions: the best of the larger ones at each price, for several sizes of smallest."""
        ends = np.unique(np.linspace(count, len(self.order), PRICES).astype(int))
        best = [self.falling[self.falling < end].reshape(PRICES, end)[:, :count] for end in ends if end >= count]
        return np.unique(np.sort(self.order[np.concatenate(best)], axis=1), axis=0)


def size_bounds(values: Floats, jobs: NDArray[np.int64], barred: NDArray[np.bool_], most_count: int) -> SizeBounds:
    """The table for these candidates, for counts up to ``most_count`` (or ``MOST_COUNT``)."""
    order = np.flatnonzero(~barred)
    order = order[np.argsort(-jobs[order], kind="stable")]
    most_count = max(1, min(most_count, MOST_COUNT, len(order)))
    worth_a_job = np.maximum(values[order], 0.0) / np.maximum(jobs[order], 1)
    spread = np.quantile(worth_a_job, np.linspace(0.0, 0.98, PRICES - 1)) if len(order) else np.zeros(PRICES - 1)
    prices = np.concatenate([[0.0], spread])
    priced = values[order, None] - prices * jobs[order, None]
    best = np.zeros((len(order), PRICES, most_count))
    last = np.full((len(order), PRICES, most_count), -np.inf)
    top = np.full((PRICES, most_count), -np.inf)  # the best so far, ascending
    for index in range(len(order)):
        last[index, :, 1:] = top[:, :0:-1]
        top[:, 0] = np.maximum(top[:, 0], priced[index])
        top.sort(axis=1)
    np.cumsum(last[:, :, 1:], axis=2, out=best[:, :, 1:])
    return SizeBounds(order, jobs, prices, priced, best, last)
