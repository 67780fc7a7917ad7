"""What a selection must meet: each condition with its name, its exact check and its rows in the model.

A selection is a boolean vector over the problem's candidates; checks take any number of them at once,
``(..., candidate)``, and are exact: integers and fractions, never the solver's floats.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import lcm, prod
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.foundation.exact_arithmetic import exact
from engine.selection.grant_key import GrantKey

Chosen = NDArray[np.bool_]
NO_LIMIT = int(np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the solver's model, in whole numbers.

    ``least <= sum(coefficients[i] * x[i]) (+ total jobs of the chosen, if on_total_jobs) <= most``;
    None is no bound.
    """

    coefficients: Mapping[int, int]
    least: int | None = None
    most: int | None = None
    on_total_jobs: bool = False


class Condition(Protocol):
    """What optimiser, enumeration and conflict search need of a condition."""

    @property
    def id(self) -> str:
        """Stable name, as results and scripts use it: the text's key, then what it is about."""

    @property
    def fields(self) -> Mapping[str, object]:
        """What its sentence in ``texts/<language>/selection.toml`` is filled with."""

    def holds(self, chosen: Chosen) -> Chosen:
        """Exact check, ``(..., candidate)`` to ``(...)``."""

    def rows(self, count: int, possible: Chosen) -> Iterator[Row]:
        """The same for the solver, for selections of exactly ``count`` of the ``possible`` (candidate,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """A bound on a weighted count: number, must, sectors, sections, conflicts, resources, costs, thresholds.

    ``coefficients`` (candidate,) are whole numbers; amounts with decimals are scaled up first (``whole``).
    """

    id: str
    coefficients: NDArray[np.int64]
    least: int | None = None
    most: int | None = None
    fields: Mapping[str, object] = field(default_factory=dict)

    def holds(self, chosen: Chosen) -> Chosen:
        """Exact, in integers."""
        amount = chosen @ self.coefficients
        met = np.ones(np.shape(amount), dtype=bool)
        if self.least is not None:
            met &= amount >= self.least
        if self.most is not None:
            met &= amount <= self.most
        return met

    def rows(self, count: int, possible: Chosen) -> Iterator[Row]:
        """One row, whatever the count."""
        used = {int(position): int(self.coefficients[position]) for position in np.flatnonzero(self.coefficients)}
        yield Row(used, self.least, self.most)


@dataclass(frozen=True, eq=False)
class MinimumGrantNew:
    """Every new programme gets at least its minimum under the key.

    With a fixed number of programmes a grant falls as total jobs rise, so each minimum is a bound on total
    jobs (``GrantKey.most_jobs``), and the smallest programme chosen has the lowest bound.
    ``jobs`` (candidate,) are the candidates' jobs.
    """

    id: str
    key: GrantKey
    jobs: NDArray[np.int64]
    fields: Mapping[str, object] = field(default_factory=dict)

    def limits(self, count: int) -> NDArray[np.int64]:
        """(candidate,) most jobs of all ``count`` chosen together that choosing each candidate allows."""
        if count not in self._known:
            self._known[count] = self._limits(count)
        return self._known[count]

    @cached_property
    def _known(self) -> dict[int, NDArray[np.int64]]:
        """What was asked for: it is, over and over, and fractions are slow."""
        return {}

    def _limits(self, count: int) -> NDArray[np.int64]:
        running = count + len(self.key.continuing)
        already = sum(self.key.continuing.values())
        bounds = self.key.most_jobs(running, self.key.minimum_new, self.jobs.tolist())
        # Whatever lies beyond 64 bits bounds nothing.
        capped = [NO_LIMIT if most is None else min(most - already, NO_LIMIT) for most in bounds]
        return np.array(capped, dtype=np.int64)

    def holds(self, chosen: Chosen) -> Chosen:
        """Exact: the bounds are floors of fractions, and jobs are whole."""
        counts, total, members = _members(chosen, self.jobs)
        of_size = np.zeros((int(counts.max(initial=0)) + 1, len(self.jobs)), dtype=np.int64)
        for count in np.flatnonzero(np.bincount(counts)):
            if count:
                of_size[count] = self.limits(int(count))
        met, some = np.ones(len(counts), dtype=bool), counts > 0
        if some.any():
            own, starts = np.repeat(counts, counts), (np.cumsum(counts) - counts)[some]
            met[some] = total[some] <= np.minimum.reduceat(of_size[own, members], starts)
        return met.reshape(chosen.shape[:-1])

    def rows(self, count: int, possible: Chosen) -> Iterator[Row]:
        """A bound on total jobs for each candidate small enough to have one, switched on by choosing it."""
        if count == 0 or possible.sum() < count:
            return
        limits = self.limits(count)
        # No selection has more jobs than its largest possible members, nor more than its smallest member allows,
        # which is at most what the last of the count largest limits allows.
        most = min(int(np.sort(self.jobs[possible])[-count:].sum()), int(np.sort(limits[possible])[-count]))
        yield Row({}, None, most, on_total_jobs=True)
        for position in np.flatnonzero(possible & (limits < most)):
            # Chosen: total at most its limit. Not chosen: at most what any selection reaches.
            yield Row({int(position): most - int(limits[position])}, None, most, on_total_jobs=True)


@dataclass(frozen=True, eq=False)
class MinimumGrantContinuing:
    """Every continuing programme keeps at least its minimum when the new ones have come."""

    id: str
    key: GrantKey
    jobs: NDArray[np.int64]
    fields: Mapping[str, object] = field(default_factory=dict)

    def limit(self, count: int) -> int:
        """Most jobs that ``count`` new programmes may have together."""
        if count not in self._known:
            self._known[count] = self._limit(count)
        return self._known[count]

    @cached_property
    def _known(self) -> dict[int, int]:
        """What was asked for: it is, over and over, and fractions are slow."""
        return {}

    def _limit(self, count: int) -> int:
        running = count + len(self.key.continuing)
        limits = self.key.most_jobs(running, self.key.minimum_continuing, list(self.key.continuing.values()))
        bounds = [most for most in limits if most is not None]
        return min(min(bounds) - sum(self.key.continuing.values()), NO_LIMIT) if bounds else NO_LIMIT

    def limits(self, count: int) -> NDArray[np.int64]:
        """(candidate,) the same bound for whoever is chosen."""
        return np.full(len(self.jobs), self.limit(count), dtype=np.int64)

    def holds(self, chosen: Chosen) -> Chosen:
        """Exact, as for the new ones."""
        counts, total, _ = _members(chosen, self.jobs)
        of_size = np.zeros(int(counts.max(initial=0)) + 1, dtype=np.int64)
        for count in np.flatnonzero(np.bincount(counts)):
            of_size[count] = self.limit(int(count))
        return np.asarray(total <= of_size[counts]).reshape(chosen.shape[:-1])

    def rows(self, count: int, possible: Chosen) -> Iterator[Row]:
        """One bound on total jobs."""
        limit = self.limit(count)
        if limit != NO_LIMIT:
            yield Row({}, None, limit, on_total_jobs=True)


def _members(chosen: Chosen, jobs: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.intp]]:
    """(selection,) how many each has and their jobs, and (member,) the positions of all of them, one after the other.

    Few of many are chosen: going by who is takes a fraction of what going through all takes.
    """
    width, indices = chosen.shape[-1], np.flatnonzero(chosen)
    ends = np.searchsorted(indices, width * np.arange(prod(chosen.shape[:-1]) + 1))
    members = indices % max(1, width)
    up_to = np.concatenate([[0], np.cumsum(jobs[members])])
    return np.diff(ends), np.diff(up_to[ends]), members


def whole(amounts: Sequence[float], limit: float) -> tuple[list[int], int]:
    """Amounts and their limit in the largest unit that makes every amount a whole number.

    The limit is rounded down to that unit: no sum of amounts lies in between.
    """
    fractions = [exact(amount) for amount in amounts]
    scale = lcm(*(fraction.denominator for fraction in fractions))
    return [int(fraction * scale) for fraction in fractions], int(exact(limit) * scale // 1)
