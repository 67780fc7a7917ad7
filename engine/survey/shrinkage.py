"""Estimates of small industries drawn towards the mean of all, by how little each one knows.

The area-level model of Fay & Herriot (1979) with a common mean: y_i = μ + v_i + e_i, known sampling variances ψ_i, and
the variance of v by their moment equation Σ (y_i − μ̂)² / (σ² + ψ_i) = m − 1. The mean squared error is Datta, Rao &
Smith's (2005), with their correction for that estimator.

References
----------
Fay, R. E. & Herriot, R. A. (1979). JASA 74, 269–277. Rao, J. N. K. & Molina, I. (2015). Small Area Estimation, 2nd ed.,
sections 6.1–6.2 and 6.4.1. Datta, G. S., Rao, J. N. K. & Smith, D. D. (2005). Biometrika 92, 183–196.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST = 5
"""Fewer industries than this say too little of how much industries differ."""
TOLERANCE = 1e-14

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Shrunk:
    """Shrunk estimates.

    ``value`` and ``se`` are (industry,), ``own_share`` how much of each comes from the industry's own figure; ``mean``
    and ``between_variance`` are those of the model.
    """

    value: Array
    se: Array
    own_share: Array
    mean: float
    between_variance: float


def shrunk(values: Array, variances: Array) -> Shrunk | None:
    """``values`` with sampling ``variances``, both (industry,), drawn towards their mean; None where too few."""
    m = len(values)
    if m < FEWEST or not (variances > 0).all():
        return None
    between = between_variance(values, variances)
    precision = 1 / (between + variances)
    total = precision.sum()
    mean = float(precision @ values / total)
    own = between * precision
    square = (precision**2).sum()
    bias = 2 * (m * square - total**2) / total**3
    g1, g2 = own * variances, (1 - own) ** 2 / total
    g3 = variances**2 * precision**3 * 2 * m / total**2
    error = np.maximum(g1 + g2 + 2 * g3 - bias * (1 - own) ** 2, 0.0)
    return Shrunk(mean + own * (values - mean), np.sqrt(error), own, mean, between)


def between_variance(values: Array, variances: Array) -> float:
    """σ² of the moment equation, 0 where the values differ no more than sampling makes them."""

    def excess(between: float) -> float:
        precision = 1 / (between + variances)
        mean = precision @ values / precision.sum()
        return float(precision @ (values - mean) ** 2) - (len(values) - 1)

    if excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, float(np.var(values, ddof=1)) + float(variances.max())
    while excess(high) > 0:
        high *= 2
    while high - low > TOLERANCE * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return (low + high) / 2


def smoothed_variances(share: Array, n: Array, design_effect: Array) -> Array:
    """Sampling variances that do not vanish where a small industry happens to have few cases; (industry,).

    That of the pooled share at each industry's n, times the pooled design effect (a generalised variance function: Rao
    & Molina 2015, section 6.4.1).
    """
    pooled = float(n @ share / n.sum())
    effect = float(n @ design_effect / n.sum())
    return np.asarray(pooled * (1 - pooled) * effect / n)
