"""Normalised values turned so that more counts for a programme; the normalisers are in ``criteria.normalisers``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# What later rooms compute with too.
from engine.criteria.normalisers import NORMALISERS
from engine.criteria.normalisers import ON_UNIT_SCALE as ON_UNIT_SCALE
from engine.criteria.normalisers import mean_and_deviation as mean_and_deviation
from engine.criteria.normalisers import minmax as minmax
from engine.criteria.normalisers import percentile_rank as percentile_rank
from engine.criteria.normalisers import zscore as zscore

Floats = NDArray[np.float64]


def directed(normalised: Floats, direction: str, method: str) -> Floats:
    """Turned so that more counts for a programme: for ``lower`` 1 - x, or -x on the scales without ends."""
    if direction == "higher":
        return normalised
    return (1.0 if NORMALISERS[method].unit else 0.0) - normalised
