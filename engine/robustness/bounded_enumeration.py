"""Selections of one size that could still be a draw's best, for many draws at once, when jobs are limited.

Under the grant key the smallest programme chosen limits total jobs (``selection.lagrangian_bounds``). Given who is
smallest, what is left is a knapsack with a fixed number of items, and values less a price for each job bound it from
above (Kellerer, Pferschy & Pisinger 2004, «Knapsack Problems», section 9.7). A draw and a smallest member whose bound
does not reach what the draw already has are done with. For the others every way to add members, most valuable after
price first, is followed for as long as the bound allows: what comes out is complete, whatever the prices are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.selection.constraints import Chosen, Linear
from engine.selection.portfolio_problem import SelectionProblem

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]

PRICES = 6  # prices of a job tried for each draw, and as many again around the best of them
PAIRS = 2_000  # (draw, smallest member) pairs that are followed at a time
WAYS = 3_000  # so many ways left open for one pair, and a solver is quicker
NUMBERS = 4_000_000  # held at a time
ROUNDING = 1e-12  # relative; bounds are sums of floats


@dataclass(frozen=True, eq=False)
class Pairs:
    """Draws and smallest members that are still open.

    Parameters
    ----------
    draw
        (pair,) row of the values.
    smallest
        (pair,) place in ``OfSize.order``; one beyond the last where jobs are not limited.
    price, room
        (pair,) of a job, and most total jobs.
    floor
        (pair,) what a selection must be worth.
    """

    draw: Positions
    smallest: Positions
    price: Floats
    room: Floats
    floor: Floats

    def __len__(self) -> int:
        return len(self.draw)

    def some(self, which: slice | Chosen) -> Pairs:
        """Some of them."""
        return Pairs(self.draw[which], self.smallest[which], self.price[which], self.room[which], self.floor[which])


@dataclass(frozen=True, eq=False)
class Bounds:
    """How much a selection can be worth, by its smallest member.

    Parameters
    ----------
    worth, price
        (smallest, draw) the bound, -inf where there is no selection, and the price of a job that gives it.
    room, smallest
        (smallest,) most total jobs, and its place in ``OfSize.order``.
    slack
        (draw,) what rounding may have taken from a bound.
    """

    worth: Floats
    price: Floats
    room: Floats
    smallest: Positions
    slack: Floats

    def replaced(self, draws: Positions, other: Bounds, which: Chosen) -> Bounds:
        """The same with those of ``other`` that are meant by ``which`` for some of the draws."""
        worth, price, slack = self.worth.copy(), self.price.copy(), self.slack.copy()
        worth[:, draws], price[:, draws] = other.worth[:, which], other.price[:, which]
        slack[draws] = other.slack[which]
        return Bounds(worth, price, self.room, self.smallest, slack)

    def pairs(self, draws: Positions, floor: Floats) -> Pairs:
        """All that could be worth ``floor`` (of ``draws``,)."""
        floor = floor - self.slack[draws]
        smallest, draw_indices = np.nonzero(self.worth[:, draws] >= floor)
        price = self.price[smallest, draws[draw_indices]]
        return Pairs(draws[draw_indices], self.smallest[smallest], price, self.room[smallest], floor[draw_indices])


@dataclass(frozen=True, eq=False)
class Followed:
    """``chosen`` (found, candidate) of ``draw`` (found,), and the draws where the ways were too many to follow."""

    draw: Positions
    chosen: Chosen
    too_many: Positions


@dataclass(frozen=True, eq=False)
class OfSize:
    """Selections of ``count`` of the problem's candidates."""

    problem: SelectionProblem
    count: int

    @cached_property
    def order(self) -> Positions:
        """(open,) positions of those that can be chosen, most jobs first."""
        open_ones = np.flatnonzero(~self.problem.barred)
        return open_ones[np.argsort(-self.problem.jobs[open_ones], kind="stable")]

    @cached_property
    def jobs(self) -> NDArray[np.int64]:
        """(open,) in that order."""
        return self.problem.jobs[self.order]

    @cached_property
    def required(self) -> Chosen:
        """(open,) in that order."""
        return self.problem.required[self.order]

    @cached_property
    def room(self) -> Floats | None:
        """(open,) most total jobs when each is the smallest; negative where it cannot be; None without limits.

        It cannot where even those of the larger ones that come next make too many jobs.
        """
        limits = self.problem.job_limits(self.count)
        if limits is None:
            return None
        largest = self.jobs[: self.count - 1].sum() + self.jobs
        room: Floats = np.minimum(limits[self.order], largest).astype(np.float64)
        room[: max(self.count - 1, np.flatnonzero(self.required).max(initial=0))] = -1.0
        up_to = np.concatenate([[0], np.cumsum(self.jobs)])
        fewest = up_to[self.count :] - up_to[: -self.count]
        room[self.count - 1 :][room[self.count - 1 :] < fewest] = -1.0
        return room

    @property
    def possible(self) -> bool:
        """Whether job limits leave any selection of this size."""
        return self.room is None or bool((self.room >= 0).any())

    @cached_property
    def bounded(self) -> list[Linear]:
        """Conditions that adding members can only break."""
        linear = [
            condition
            for condition in self.problem.conditions
            if isinstance(condition, Linear) and condition.most is not None
        ]
        return [
            condition
            for condition in linear
            if (condition.coefficients >= 0).all() and (condition.coefficients != 1).any()
        ]

    def bounds(self, values: Floats, floor: Floats) -> Bounds:
        """How much selections can be worth in each draw; ``values`` is (draw, candidate).

        Draws where nothing can be worth ``floor`` (draw,) get no closer bounds than it takes to tell.
        """
        slack = ROUNDING * self.count * np.abs(values).max(axis=1, initial=0.0)
        if self.room is None:
            own = values[:, self.order]
            rest = -np.sort(-own[:, ~self.required], axis=1)[:, : self.count - int(self.required.sum())]
            worth = own[:, self.required].sum(axis=1) + rest.sum(axis=1)
            return Bounds(
                worth[None], np.zeros((1, len(values))), np.array([np.inf]), np.array([len(self.order)]), slack
            )
        ordered = values[:, self.order].T
        worth_a_job = np.maximum(ordered, 0.0) / np.maximum(self.jobs, 1)[:, None]
        prices = np.quantile(worth_a_job, np.linspace(0.0, 0.95, PRICES - 1), axis=0)
        prices = np.concatenate([np.zeros((1, len(values))), prices])
        bounds = self._bounds(ordered, prices)
        worth, price = _lowest(bounds, prices)
        slack = slack + ROUNDING * prices.max(axis=0) * max(self.room.max(), 0.0)
        some = np.flatnonzero(worth.max(axis=0) + slack >= floor)
        best = bounds[:, :, some].max(axis=0).argmin(axis=0)
        low, high = np.take_along_axis(prices[:, some], np.clip([best - 1, best + 1], 0, PRICES - 1), axis=0)
        closer = low + (high - low) * np.linspace(0.0, 1.0, PRICES + 2)[1:-1, None]
        nearer, at_price = _lowest(self._bounds(ordered[:, some], closer), closer)
        better = nearer < worth[:, some]
        worth[:, some] = np.where(better, nearer, worth[:, some])
        price[:, some] = np.where(better, at_price, price[:, some])
        return Bounds(worth, price, self.room, np.arange(len(self.order)), slack)

    def _bounds(self, ordered: Floats, prices: Floats) -> Floats:
        """(smallest, price, draw) how much a selection can be worth; -inf where there is none."""
        assert self.room is not None
        places = self.count - 1 - int(self.required.sum())
        flat = prices.reshape(-1)
        bounds = np.full((len(self.order), len(flat)), -np.inf)
        top = np.full((places + 1, len(flat)), -np.inf)  # the best that are not required so far, falling
        fixed = np.zeros(len(flat))
        for index in range(len(self.order)):
            priced = (ordered[index] - prices * float(self.jobs[index])).reshape(-1)
            taken = places + int(self.required[index])
            if self.room[index] >= 0:
                bounds[index] = flat * self.room[index] + priced + fixed + top[:taken].sum(axis=0)
            if self.required[index]:
                fixed = fixed + priced
            elif len(top):
                lower = np.minimum(top[:-1], priced)
                np.maximum(top[1:], lower, out=top[1:])
                np.maximum(top[0], priced, out=top[0])
        return bounds.reshape(len(self.order), *prices.shape)

    def followed(self, values: Floats, pairs: Pairs) -> Followed:
        """Every feasible selection of ``pairs`` that is worth its floor."""
        draws, selections, too_many = [pairs.draw[:0]], [np.zeros((0, values.shape[1]), dtype=bool)], [pairs.draw[:0]]
        has_required = np.append(self.required, False)[pairs.smallest]
        for kind in (pairs.some(~has_required), pairs.some(has_required)):
            for start in range(0, len(kind), PAIRS):
                some = kind.some(slice(start, start + PAIRS))
                pair, members, left = self._ways(values, some)
                chosen = np.zeros((len(pair), values.shape[1]), dtype=bool)
                np.put_along_axis(chosen, self.order[members], True, axis=1)
                worth = np.where(chosen, values[some.draw[pair]], 0.0).sum(axis=1)
                reaching = np.flatnonzero(worth >= some.floor[pair])
                reaching = reaching[self.problem.holds(chosen[reaching])]
                draws.append(some.draw[pair[reaching]])
                selections.append(chosen[reaching])
                too_many.append(some.draw[left])
        return Followed(np.concatenate(draws), np.concatenate(selections), np.unique(np.concatenate(too_many)))

    def _ways(self, values: Floats, pairs: Pairs) -> tuple[Positions, Positions, Positions]:
        """(way,) pair and (way, member) places in ``order``; and the pairs with too many ways.

        All pairs have the same number of places left beside the required ones and the smallest.
        """
        rows = np.arange(len(pairs))
        priced = values[pairs.draw][:, self.order] - pairs.price[:, None] * self.jobs
        limited = pairs.smallest < len(self.order)
        fixed = np.tile(self.required, (len(pairs), 1))
        fixed[rows[limited], pairs.smallest[limited]] = True
        places = self.count - int(fixed[0].sum())
        for_all = np.where(limited, pairs.price * np.where(limited, pairs.room, 0.0), 0.0)
        needed = pairs.floor - for_all - np.where(fixed, priced, 0.0).sum(axis=1)
        closed = fixed | (np.arange(len(self.order)) > pairs.smallest[:, None])
        falling = np.argsort(np.where(closed, np.inf, -priced), axis=1)
        open_ones = (~closed).sum(axis=1)
        ordered = np.where(
            np.take_along_axis(closed, falling, axis=1), 0.0, np.take_along_axis(priced, falling, axis=1)
        )
        up_to = np.concatenate([np.zeros((len(pairs), 1)), np.cumsum(ordered, axis=1)], axis=1)

        pair = rows[open_ones >= places]
        following = np.zeros(len(pair), dtype=np.intp)  # the place after the last one added, by falling priced value
        sums = np.zeros(len(pair))
        members = np.nonzero(fixed[pair])[1].reshape(len(pair), -1)
        total = self.jobs[members].sum(axis=1)
        uses = [condition.coefficients[self.order] for condition in self.bounded]
        amounts = [used[members].sum(axis=1) for used in uses]
        too_many = []
        for left in range(places, 0, -1):
            now = np.arange(len(pair))
            parents, added = [], []
            offset = 0
            while len(now):  # ends: the offset rises, and no pair has more open ones than there are candidates
                place = following[now] + offset
                now, place = now[place + left <= open_ones[pair[now]]], place[place + left <= open_ones[pair[now]]]
                own = pair[now]
                reaches = sums[now] + up_to[own, place + left] - up_to[own, place] >= needed[own]
                now, place = now[reaches], place[reaches]
                parents.append(now)
                added.append(place)
                offset += 1
            parent, place = (np.concatenate(part) if part else now for part in (parents, added))
            own = pair[parent]
            candidate = falling[own, place]
            more = total[parent] + self.jobs[candidate]
            # Nobody added later is smaller than the smallest.
            least = np.where(limited[own], self.jobs[np.minimum(pairs.smallest[own], len(self.order) - 1)], 0)
            fits = more + (left - 1) * least <= pairs.room[own]
            parent, place, own, candidate, total = parent[fits], place[fits], own[fits], candidate[fits], more[fits]
            kept = np.ones(len(parent), dtype=bool)
            amounts = [amount[parent] + used[candidate] for amount, used in zip(amounts, uses, strict=True)]
            for amount, bound in zip(amounts, self.bounded, strict=True):
                kept &= amount <= bound.most
            ways = np.bincount(own[kept], minlength=len(pairs))
            crowded = ways > WAYS
            too_many.append(np.flatnonzero(crowded))
            kept &= ~crowded[own]
            pair, sums, following = own[kept], (sums[parent] + ordered[own, place])[kept], place[kept] + 1
            members = np.concatenate([members[parent][kept], candidate[kept, None]], axis=1)
            total, amounts = total[kept], [amount[kept] for amount in amounts]
        return pair, members, np.concatenate([*too_many, rows[:0]])


def _lowest(bounds: Floats, prices: Floats) -> tuple[Floats, Floats]:
    """(smallest, draw) the lowest of (smallest, price, draw) bounds, and the price (price, draw) that gives it."""
    lowest = bounds.argmin(axis=1)
    return np.take_along_axis(bounds, lowest[:, None], axis=1)[:, 0], np.take_along_axis(prices, lowest, axis=0)
