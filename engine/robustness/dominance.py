"""Who is at least as much in need as another on every criterion, whatever the weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.foundation.tolerances import size_of, tie

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Dominance:
    """Comparisons by the root members' values.

    Parameters
    ----------
    dominated
        ``{industry_id: who dominates it}``: at least as high on every member, higher on one.
    identical
        Groups of ids, two or more, that are the same on every member.
    not_compared
        Ids that lack a value: another is compared with them only where both have every value.
    """

    dominated: Mapping[str, tuple[str, ...]]
    identical: tuple[tuple[str, ...], ...]
    not_compared: tuple[str, ...]


def dominance(values: Floats, ids: tuple[str, ...]) -> Dominance:
    """Every comparison of two rows of values (industry, member), NaN where missing, in the order of ``ids``."""
    complete = ~np.isnan(values).any(axis=1)
    least: Flags = np.ones((len(ids), len(ids)), dtype=bool)
    more: Flags = np.zeros((len(ids), len(ids)), dtype=bool)
    for column in values.T:
        gap = column[:, None] - column[None, :]
        same_value = tie("scores", size_of(column))
        least = least & (gap >= -same_value)
        more = more | (gap > same_value)
    both = np.logical_and.outer(complete, complete)
    over: Flags = least & more & both
    same: Flags = least & least.T & both
    groups = {tuple(ids[index] for index in np.flatnonzero(row)) for row in same}
    return Dominance(
        dominated={
            ids[index]: tuple(ids[other] for other in np.flatnonzero(over[:, index]))
            for index in range(len(ids))
            if over[:, index].any()
        },
        identical=tuple(sorted(group for group in groups if len(group) > 1)),
        not_compared=tuple(ids[index] for index in np.flatnonzero(~complete)),
    )
