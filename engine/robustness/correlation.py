"""How alike two columns or two rankings are: Pearson, Spearman, Kendall's tau-b."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.foundation.tolerances import size_of, tie
from engine.scoring.normalisation import mean_and_deviation, percentile_rank

Floats = NDArray[np.float64]


def pearson(x: Floats, y: Floats) -> float | None:
    """Product-moment correlation over the pairs where both are there, -1..1; None where either is constant."""
    x, y = _both(x, y)
    if len(x) < 2:
        return None
    (x_mean, x_deviation), (y_mean, y_deviation) = mean_and_deviation(x), mean_and_deviation(y)
    if x_deviation <= tie("scores", size_of(x)) or y_deviation <= tie("scores", size_of(y)):
        return None
    together = float(np.mean((x - x_mean) * (y - y_mean)) / (x_deviation * y_deviation))
    return min(1.0, max(-1.0, together))  # rounding alone can pass the ends


def spearman(x: Floats, y: Floats) -> float | None:
    """Pearson's correlation of the ranks, equal values sharing their mean rank (Spearman 1904)."""
    x, y = _both(x, y)
    return pearson(percentile_rank(merged_ties(x)), percentile_rank(merged_ties(y)))


def kendall(x: Floats, y: Floats) -> float | None:
    """Tau-b: pairs in the same order less pairs in opposite order, over those not tied (Kendall 1945).

    ``(C - D) / √((P - T_x)(P - T_y))`` over all P pairs, T those tied in x or in y.
    """
    x, y = _both(x, y)
    # (industry, industry) whether one is above another: each pair that is not tied once.
    first, second = (column[:, None] - column > tie("scores", size_of(column)) for column in (x, y))
    untied = float(np.count_nonzero(first)) * float(np.count_nonzero(second))
    alike = np.count_nonzero(first & second) - np.count_nonzero(first & second.T)
    return float(alike / np.sqrt(untied)) if untied else None


def merged_ties(x: Floats) -> Floats:
    """The same column, values within a tie of the one below made equal to it: rounding must not order ties."""
    order = np.argsort(x, kind="stable")
    steps = np.diff(x[order])
    groups = np.concatenate([[0], np.cumsum(steps > tie("scores", size_of(x)))]) if len(x) else np.zeros(0)
    result = np.empty(len(x))
    result[order] = groups
    return result


def _both(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    there = ~(np.isnan(x) | np.isnan(y))
    return x[there], y[there]
