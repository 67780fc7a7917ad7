"""How far a figure is from the industry: the industry's share of the jobs of the group that the figure is about."""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from engine.classification.sn2007 import group
from engine.dataset.model import Column, Dataset
from engine.foundation.quality import INHERITED, QUALITIES

Floats = NDArray[np.float64]


def group_shares(dataset: Dataset, column: Column) -> Floats:
    """(industry,) 0..1: 1 where the figure is the industry's own, NaN where there is none.

    A figure of several groups is about all their codes together. Where a group has no jobs, its codes are counted.
    """
    shares = np.where(np.isnan(column.values), np.nan, 1.0)
    of = _shares_of.get(dataset)
    if of is None:
        of = _shares_of[dataset] = _GroupShares(dataset)
    for index in np.flatnonzero(~np.isnan(column.values)).tolist():
        if column.groups[index]:
            shares[index] = of.shares(column.groups[index])[index]
    return shares


class _GroupShares:
    """Each industry's share of the jobs of groups, worked out once for a data set."""

    def __init__(self, dataset: Dataset) -> None:
        numbers = [int(code.sn2007) for code in dataset.codes]
        self._numbers = np.array(numbers, dtype=np.int64)
        self._jobs = np.array([code.jobs for code in dataset.codes], dtype=np.float64)
        self._own = np.stack(
            [
                np.fromiter((number in own for number in numbers), dtype=bool, count=len(numbers))
                for own in ({int(code) for code in industry.codes} for industry in dataset.industries)
            ]
        )
        self._known: dict[tuple[str, ...], Floats] = {}

    def shares(self, groups: tuple[str, ...]) -> Floats:
        """(industry,) for a figure of these groups together."""
        if groups not in self._known:
            about = np.zeros(len(self._numbers), dtype=bool)
            for known_group in filter(None, map(group, groups)):
                about |= known_group.covers(self._numbers)
            sizes = self._jobs if self._jobs[about].sum() > 0 else np.ones(len(self._jobs))
            within = [sizes[own & about].sum() for own in self._own]
            self._known[groups] = np.array(within) / sizes[about].sum() if about.any() else np.ones(len(self._own))
        return self._known[groups]


_shares_of: WeakKeyDictionary[Dataset, _GroupShares] = WeakKeyDictionary()


def without_distant(dataset: Dataset, column: Column, minimum_share: float) -> Column:
    """The column without inherited figures of groups of which the industry has less than ``minimum_share``."""
    if minimum_share <= 0:
        return column
    inherited = np.asarray(column.quality == QUALITIES.index(INHERITED))
    distant = inherited & (np.nan_to_num(group_shares(dataset, column), nan=1.0) < minimum_share)
    if not distant.any():
        return column
    values, se, n = (np.where(distant, np.nan, array) for array in (column.values, column.se, column.n))
    quality = np.where(distant, -1, column.quality).astype(np.int8)
    for array in (values, se, n, quality):
        array.setflags(write=False)

    def kept(given: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        return tuple(() if gone else texts for texts, gone in zip(given, distant.tolist(), strict=True))

    return replace(
        column,
        values=values,
        se=se,
        n=n,
        quality=quality,
        source_ids=kept(column.source_ids),
        groups=kept(column.groups),
    )
