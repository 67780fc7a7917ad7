"""The normalisers of a criteria file, declared once each: what it computes, its sum by hand, its scale.

Every function takes floats (industry,) or (industry, indicator), works down axis 0 and leaves NaN (missing) as NaN;
a missing value counts in no minimum, maximum, mean or rank. The formulas are those of OECD/JRC (2008), *Handbook on
Constructing Composite Indicators*, step 5 (normalisation); goalposts are UNDP's, *Human Development Report*,
technical note 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.foundation.formula import Formula, joined, number

Floats = NDArray[np.float64]

CENTRE = 0.5  # what a column of equal values becomes: it tells nobody apart


def rescaled(x: Floats, low: Floats | float, high: Floats | float) -> Floats:
    """``(x - low) / (high - low)``; 0.5 where low equals high. Beyond 0..1 where x is beyond the ends."""
    width = np.asarray(high, dtype=np.float64) - low
    share = np.full(np.shape(x), CENTRE)
    np.divide(x - low, width, out=share, where=np.broadcast_to(width > 0, share.shape))
    share[np.isnan(x)] = np.nan
    return share


def goalposts(x: Floats, low: Floats | float, high: Floats | float, clip: bool = True) -> Floats:
    """``(x - low) / (high - low)`` with ends given in the unit of x (low < high); 0..1 where ``clip``.

    UNDP's dimension index: nobody's value depends on who else is there.
    """
    share = rescaled(x, low, high)
    return np.clip(share, 0.0, 1.0) if clip else share


def ends(x: Floats) -> tuple[Floats, Floats]:
    """Smallest and largest value of each column; NaN where all of it is missing."""
    return np.fmin.reduce(x, axis=0), np.fmax.reduce(x, axis=0)


def minmax(x: Floats) -> Floats:
    """``(x - min) / (max - min)``, 0..1; 0.5 in a constant column."""
    return rescaled(x, *ends(x))


def mean_and_deviation(x: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each column, with n (not n - 1) in the denominator.

    The deviation of a constant column is exactly 0, whatever rounding does to its mean.
    """
    present = ~np.isnan(x)
    count = np.maximum(present.sum(axis=0), 1)
    mean = np.where(present, x, 0.0).sum(axis=0) / count
    apart = np.where(present, x - mean, 0.0)
    # A power of two changes no digit, and keeps the squares of very small numbers from becoming 0.
    _, exponent = np.frexp(np.abs(apart).max(axis=0, initial=0.0))
    deviation = np.ldexp(np.sqrt((np.ldexp(apart, -exponent) ** 2).sum(axis=0) / count), exponent)
    low, high = ends(x)
    return mean, np.where(high > low, deviation, 0.0)


def standardised(x: Floats, mean: Floats | float, deviation: Floats | float) -> Floats:
    """``(x - mean) / deviation``; 0 where the deviation is 0."""
    varies = np.broadcast_to(np.asarray(deviation) > 0, np.shape(x))
    score = np.divide(x - mean, deviation, out=np.zeros(np.shape(x)), where=varies)
    score[np.isnan(x)] = np.nan
    return score


def zscore(x: Floats) -> Floats:
    """``(x - mean) / deviation`` with n in the denominator; 0 in a constant column."""
    return standardised(x, *mean_and_deviation(x))


def rank_knots(x: Floats) -> tuple[Floats, Floats]:
    """Distinct values of one column (industry,), rising, and ``(mean rank - 1) / (n - 1)`` of each.

    Ranks run from 1 at the smallest; equal values share the mean of theirs. With one value alone, 0.5.
    """
    values, counts = np.unique(x[~np.isnan(x)], return_counts=True)
    last = counts.cumsum()
    mean_rank = last - (counts - 1) / 2
    total = int(counts.sum())
    return values, (mean_rank - 1) / (total - 1) if total > 1 else np.full(len(values), CENTRE)


def percentile_rank(x: Floats) -> Floats:
    """``(mean rank - 1) / (n - 1)``, 0..1 with 1 at the largest; 0.5 in a constant column."""
    if x.ndim > 1:
        return np.stack([percentile_rank(column) for column in x.T], axis=1)
    values, shares = rank_knots(x)
    result = np.full(x.shape, np.nan)
    present = ~np.isnan(x)
    result[present] = shares[np.searchsorted(values, x[present])]
    return result


def _between(x: Formula, low: Formula, high: Formula) -> Formula:
    if low.value(*low.numbers) == high.value(*high.numbers):
        return number(CENTRE)
    return joined(
        "(%s − %s) / (%s − %s)", [x, low, high, low], lambda value, start, end, again: (value - start) / (end - again)
    )


def written_goalposts(x: Formula, low: Formula, high: Formula, clip: bool = True) -> Formula:
    """``goalposts`` of one value; where it clips, with the end that it is clipped to."""
    share = _between(x, low, high)
    beyond = share.value(*share.numbers)
    if clip and beyond > 1:
        return share.inside("min(%s; 1)", lambda value: min(value, 1.0))
    if clip and beyond < 0:
        return share.inside("max(%s; 0)", lambda value: max(value, 0.0))
    return share


def _written_minmax(x: Formula, column: Floats) -> Formula:
    low, high = ends(column)
    return _between(x, number(float(low)), number(float(high)))


def _written_zscore(x: Formula, column: Floats) -> Formula:
    mean, deviation = map(float, mean_and_deviation(column))
    if not deviation > 0:
        return number(0.0)
    return joined(
        "(%s − %s) / %s", [x, number(mean), number(deviation)], lambda value, centre, unit: (value - centre) / unit
    )


def _written_percentile_rank(x: Formula, column: Floats) -> Formula:
    value, present = x.value(*x.numbers), column[~np.isnan(column)]
    if len(present) < 2:
        return number(CENTRE)
    rank = float((present < value).sum() + ((present == value).sum() + 1) / 2)
    return joined("(%s − 1) / (%s − 1)", [number(rank), number(len(present))], lambda own, last: (own - 1) / (last - 1))


def _within_ends(today: Floats) -> Callable[[Floats], Floats]:
    return lambda x: np.clip(rescaled(x, *ends(today)), 0.0, 1.0)


def _between_ranks(today: Floats) -> Callable[[Floats], Floats]:
    knots, shares = rank_knots(today)
    return lambda x: np.where(np.isnan(x), np.nan, np.interp(x, knots, shares)) if len(knots) else x


def _by_deviations(today: Floats) -> Callable[[Floats], Floats]:
    return lambda x: standardised(x, *mean_and_deviation(today))


@dataclass(frozen=True, slots=True)
class Normaliser:
    """How raw values become comparable; one that looks at nobody else (goalposts, none) has no functions here.

    Parameters
    ----------
    of
        The ranked industries' values (industry,) to normalised ones.
    scale
        Today's values (industry,) to the scale that they make, for values that could have been.
    written
        One value and today's values to the sum that is done by hand; None where only the name is said.
    unit
        Whether it gives 0..1. On a scale without ends an unknown value has none either, and a lower direction turns
        the sign.
    """

    of: Callable[[Floats], Floats] | None = None
    scale: Callable[[Floats], Callable[[Floats], Floats]] | None = None
    written: Callable[[Formula, Floats], Formula] | None = None
    unit: bool = True


NORMALISERS: Mapping[str, Normaliser] = {
    "goalposts": Normaliser(),
    "minmax": Normaliser(minmax, _within_ends, _written_minmax),
    "percentile_rank": Normaliser(percentile_rank, _between_ranks, _written_percentile_rank),
    "zscore": Normaliser(zscore, _by_deviations, _written_zscore, unit=False),
    "none": Normaliser(unit=False),
}
"""By the name that a criteria file gives."""

ON_UNIT_SCALE = tuple(name for name, normaliser in NORMALISERS.items() if normaliser.unit)
