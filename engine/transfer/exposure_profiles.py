"""Exposure profiles of industries on one scale: which exposures two can be compared by, how far apart, how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.dataset.model import Column, Dataset
from engine.foundation.quality import CLASSIFIED, QUALITIES
from engine.foundation.tolerances import tie

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

CHUNK = 50  # draws held in memory at a time
TIE = tie("scores")
LEAST = 2.0**-53  # the generator gives 0 but never 1; a normal value has neither


@dataclass(frozen=True, eq=False)
class Profiles:
    """Every industry's exposures, and those it is compared with.

    Parameters
    ----------
    columns
        The exposures compared, as they stand in the data.
    standardised, se
        (industry, exposure) distance from the industries' mean, and its standard error, both in standard deviations
        over the industries; NaN where nothing was measured, or where no error is known.
    others
        Positions of the industries compared with.
    """

    dataset: Dataset
    columns: tuple[Column, ...]
    standardised: Floats
    se: Floats
    others: NDArray[np.int64]


def profiles(dataset: Dataset, columns: Sequence[Column], others: Sequence[str]) -> Profiles:
    """The profiles over ``columns``, at least one, none of them constant; ``others`` are industry ids."""
    from sklearn.preprocessing import StandardScaler

    values = np.column_stack([np.where(measured(column), column.values, np.nan) for column in columns])
    scaler = StandardScaler().fit(values)
    standardised, se = scaler.transform(values), np.column_stack([column.se for column in columns]) / scaler.scale_
    for array in (standardised, se):
        array.setflags(write=False)
    positions = np.array([dataset.position[other] for other in others], dtype=np.int64)
    return Profiles(dataset, tuple(columns), standardised, se, positions)


def measured(column: Column) -> Flags:
    """(industry,) whether there is a value that is more than somebody's judgement."""
    return np.asarray(~np.isnan(column.values) & (column.quality != QUALITIES.index(CLASSIFIED)))


def same_group(column: Column, industry: int, other: int) -> bool:
    """Whether two industries' values are carried down from the same published groups: one figure, not two."""
    return bool(column.groups[industry]) and column.groups[industry] == column.groups[other]


def comparable(profiled: Profiles, industry: int) -> Flags:
    """(other, exposure) whether both were measured, each on figures of its own."""
    present = ~np.isnan(profiled.standardised)
    same = np.array([[same_group(column, industry, other) for column in profiled.columns] for other in profiled.others])
    return np.asarray(present[industry] & present[profiled.others] & ~same & (profiled.others != industry)[:, None])


def half_mean(squared: Floats, compared: Flags) -> Floats:
    """(…, other) half the mean over the exposures compared, the last axis; NaN where there is none.

    Of squared standardised differences: over all pairs of industries, each with itself too, it averages to exactly 1.
    But for pairs that share a group, its root is scikit-learn's ``nan_euclidean_distances`` over √(2·exposures).
    """
    total, count = np.where(compared, squared, 0.0).sum(axis=-1), compared.sum(axis=-1)
    return np.asarray(np.divide(total, 2 * count, out=np.full(total.shape, np.nan), where=count > 0))


def nearest_shares(profiled: Profiles, asked: Sequence[str], draws: int, seed: int) -> dict[str, Floats]:
    """For each industry (other,): in which share of the draws that one is the nearest, ties shared.

    Values are drawn from normal distributions around what was measured, and the squared differences lessened by what
    the drawing itself adds to them on average: else the industries with the smallest samples would seem the farthest
    off. The drawn numbers do not depend on who is asked about. An industry for which nothing varies is left out.
    """
    from scipy.special import ndtri

    random = np.random.default_rng(seed)
    se = np.nan_to_num(profiled.se)
    compared = {industry_id: comparable(profiled, profiled.dataset.position[industry_id]) for industry_id in asked}
    counts = {
        industry_id: np.zeros(len(profiled.others))
        for industry_id in asked
        if _varies(profiled, industry_id, compared[industry_id], se)
    }
    for first in range(0, draws if counts else 0, CHUNK):
        size = min(CHUNK, draws - first)
        drawn = profiled.standardised + se * ndtri(np.maximum(random.random((size, *se.shape)), LEAST))
        for industry_id in counts:
            position = profiled.dataset.position[industry_id]
            added = se[position] ** 2 + se[profiled.others] ** 2
            squared = half_mean((drawn[:, [position]] - drawn[:, profiled.others]) ** 2 - added, compared[industry_id])
            nearest = squared <= np.nanmin(squared, axis=1, keepdims=True) + TIE
            counts[industry_id] += (nearest / nearest.sum(axis=1, keepdims=True)).sum(axis=0)
    return {industry_id: count / draws for industry_id, count in counts.items()}


def _varies(profiled: Profiles, industry: str, compared: Flags, se: Floats) -> bool:
    position = profiled.dataset.position[industry]
    return bool(((se[position] > 0) & compared).any() or ((se[profiled.others] > 0) & compared).any())
