"""Co-occurrence (sammenfall): exposure and health both high in the same industry.

The report's pairing (2024 report, section 3.5.11). High on both sides says that the industry is, not that the same
persons are (ecological fallacy).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.criteria.aggregates import PAIR_FORMS
from engine.foundation.tolerances import size_of, tie

Floats = NDArray[np.float64]
Flags = NDArray[np.int8]

HIGH, NOT_HIGH, UNKNOWN = 1, 0, -1


def cooccurrence(exposure: Floats, health: Floats, form: str) -> Floats:
    """Both sides, (industry,) each, as one value; NaN where either is missing. ``geometric`` takes no negatives."""
    return PAIR_FORMS[form].of(exposure, health)


def reaches_quantile(values: Floats, quantile: float) -> NDArray[np.bool_]:
    """Who is at or above the quantile of the values that are there (linear interpolation: Hyndman & Fan 1996, 7)."""
    present = values[~np.isnan(values)]
    if not len(present):
        return np.zeros(values.shape, dtype=bool)
    # An industry that is the quantile itself reaches it, whatever rounding does.
    return values >= np.quantile(present, quantile) - tie("scores", size_of(present))


def flags(exposure: Floats, health: Floats, quantile: float) -> Flags:
    """1 where both sides reach their own quantile over these industries, 0 where not, -1 where a side is missing."""
    high = reaches_quantile(exposure, quantile) & reaches_quantile(health, quantile)
    known = ~(np.isnan(exposure) | np.isnan(health))
    return np.where(known, np.where(high, HIGH, NOT_HIGH), UNKNOWN).astype(np.int8)
