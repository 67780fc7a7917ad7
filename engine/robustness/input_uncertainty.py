"""Values that could have been: within a standard error where one is given, within a declared spread if inherited."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def varied(values: Floats, se: Floats, inherited: Flags, spread: float, uniform: Floats) -> Floats:
    """Values that could have been, (industry,): normal within ``se``, or uniform within ``spread`` where inherited.

    ``uniform`` has one number in (0, 1) for each uncertain value (``uncertain``), in order.
    """
    from scipy.special import ndtri

    result, with_se = values.copy(), np.nan_to_num(se) > 0
    drawn = np.zeros(len(values))
    drawn[uncertain(values, se, inherited, spread)] = uniform
    result[with_se] += se[with_se] * ndtri(drawn[with_se])
    spreading = uncertain(values, se, inherited, spread) & ~with_se
    result[spreading] *= 1 + spread * (2 * drawn[spreading] - 1)
    return result


def uncertain(values: Floats, se: Floats, inherited: Flags, spread: float) -> Flags:
    """(industry,) which values vary: those with a standard error, and inherited ones where there is a spread."""
    return ~np.isnan(values) & ((np.nan_to_num(se) > 0) | (inherited & (spread > 0)))
