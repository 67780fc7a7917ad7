"""How alike two columns or two rankings are: Pearson, Spearman, Kendall's tau-b."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.foundation.tolerances import size_of, tie
from engine.scoring.normalisation import mean_and_deviation, percentile_rank

Floats = NDArray[np.float64]

HELD = 1_000  # columns, each among the rows that another has too


def pearson(x: Floats, y: Floats) -> float | None:
    """Product-moment correlation over the pairs where both are there, -1..1; None where either is constant."""
    x, y = _both(x, y)
    return _together(_varied(x), _varied(y))


def spearman(x: Floats, y: Floats) -> float | None:
    """Pearson's correlation of the ranks, equal values sharing their mean rank (Spearman 1904)."""
    x, y = _both(x, y)
    return _together(_varied(_ranks(x)), _varied(_ranks(y)))


class Correlations:
    """Of each column with each other, to the last bit as ``pearson`` and ``spearman`` give them one by one.

    What a column comes to among the rows that both have is computed once, and not for every pair.
    """

    def __init__(self, columns: Sequence[Floats]) -> None:
        self.columns, self.there = columns, [~np.isnan(column) for column in columns]
        self._known: dict[tuple[int, bytes], tuple[_Varied | None, _Varied | None]] = {}

    def of(self, column: int, other: int) -> tuple[float | None, float | None, int]:
        """Pearson's and Spearman's correlation of two columns, and how many rows have both."""
        both = self.there[column] & self.there[other]
        (x, x_ranks), (y, y_ranks) = self._varied(column, both), self._varied(other, both)
        return _together(x, y), _together(x_ranks, y_ranks), int(both.sum())

    def _varied(self, index: int, both: NDArray[np.bool_]) -> tuple[_Varied | None, _Varied | None]:
        key = index, both.tobytes()
        if key not in self._known:
            if len(self._known) >= HELD:
                self._known.clear()
            column = self.columns[index][both]
            self._known[key] = _varied(column), _varied(_ranks(column))
        return self._known[key]


@dataclass(frozen=True, slots=True)
class _Varied:
    """How far each is from the mean, and the standard deviation, which is not 0."""

    apart: Floats
    deviation: Floats


def _varied(x: Floats) -> _Varied | None:
    if len(x) < 2:
        return None
    mean, deviation = mean_and_deviation(x)
    return None if deviation <= tie("scores", size_of(x)) else _Varied(x - mean, deviation)


def _together(x: _Varied | None, y: _Varied | None) -> float | None:
    if x is None or y is None:
        return None
    together = float(np.mean(x.apart * y.apart) / (x.deviation * y.deviation))
    return min(1.0, max(-1.0, together))  # rounding alone can pass the ends


def _ranks(x: Floats) -> Floats:
    return percentile_rank(merged_ties(x))


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
