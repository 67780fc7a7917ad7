"""The normalisers as scikit-learn transformers: ends, means and ranks learnt from one table, used on another.

For those who build pipelines; the ranking itself does without scikit-learn, which alone takes a second to import.
Each column is normalised by the formula of ``normalise.py``; a missing value (NaN) stays missing. ``direction`` is
``higher`` or ``lower``, as in a criteria file.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, OneToOneFeatureMixin, TransformerMixin
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted, validate_data

from engine.criteria.model import DIRECTIONS
from engine.criteria.normalisers import (
    ends,
    goalposts,
    mean_and_deviation,
    rank_knots,
    rescaled,
    standardised,
)
from engine.scoring.normalisation import directed

Floats = NDArray[np.float64]


class _Normaliser(OneToOneFeatureMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """What the five share: checks, direction, missing values. A kind says what it learns and its formula."""

    _method = "none"

    def __init__(self, direction: str = "higher") -> None:
        self.direction = direction

    def fit(self, X: Any, y: Any = None) -> _Normaliser:
        """Learn from a table (sample, feature); ``y`` is ignored.

        Raises ``ValueError`` for what scikit-learn refuses (infinities, no rows) and for an unknown ``direction``.
        """
        table = validate_data(self, X, dtype=np.float64, ensure_all_finite="allow-nan")
        if self.direction not in DIRECTIONS:
            raise ValueError(f"direction={self.direction!r}: one of {', '.join(DIRECTIONS)}")
        self._learn(table)
        return self

    def transform(self, X: Any) -> Floats:
        """The table normalised by what was learnt, (sample, feature)."""
        check_is_fitted(self)
        table = validate_data(self, X, dtype=np.float64, ensure_all_finite="allow-nan", reset=False)
        return directed(self._normalised(table), self.direction, self._method)

    def _learn(self, table: Floats) -> None:
        """Nothing but the number of columns, which ``validate_data`` has noted."""

    def _normalised(self, table: Floats) -> Floats:
        raise NotImplementedError

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags


class Identity(_Normaliser):
    """The raw value, or its negative where lower counts for a programme."""

    def _normalised(self, table: Floats) -> Floats:
        return table.copy()

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "n_features_in_")


class Goalposts(_Normaliser):
    """``(x - low) / (high - low)`` with ends given, one for all columns or one each; clipped to 0..1 if ``clip``.

    Learns nothing from the table. Raises ``ValueError`` where a ``low`` is not below its ``high``.
    """

    _method = "goalposts"

    def __init__(
        self, low: float | Floats = 0.0, high: float | Floats = 1.0, clip: bool = True, direction: str = "higher"
    ) -> None:
        super().__init__(direction)
        self.low = low
        self.high = high
        self.clip = clip

    def _learn(self, table: Floats) -> None:
        self.low_, self.high_ = (
            np.broadcast_to(np.asarray(end, dtype=np.float64), table.shape[1:]) for end in (self.low, self.high)
        )
        if not (self.low_ < self.high_).all():
            raise ValueError(f"low={self.low!r} must be below high={self.high!r}")

    def _normalised(self, table: Floats) -> Floats:
        return goalposts(table, self.low_, self.high_, self.clip)


class MinMax(_Normaliser):
    """``(x - min) / (max - min)`` with the ends of the table it was fitted on; 0.5 where they are equal.

    Unlike scikit-learn's own, which puts a constant column at 0. New values beyond the ends fall outside 0..1.
    """

    _method = "minmax"

    def _learn(self, table: Floats) -> None:
        self.data_min_, self.data_max_ = ends(table)

    def _normalised(self, table: Floats) -> Floats:
        return rescaled(table, self.data_min_, self.data_max_)


class ZScore(_Normaliser):
    """``(x - mean) / deviation`` with n in the denominator; 0 where the column was constant."""

    _method = "zscore"

    def _learn(self, table: Floats) -> None:
        self.mean_, self.deviation_ = mean_and_deviation(table)

    def _normalised(self, table: Floats) -> Floats:
        return standardised(table, self.mean_, self.deviation_)


class PercentileRank(_Normaliser):
    """``(mean rank - 1) / (n - 1)`` in the table it was fitted on.

    A new value between two known ones is interpolated linearly between their ranks, one beyond the ends gets the
    end's; 0.5 for every value where the column was constant.
    """

    _method = "percentile_rank"

    def _learn(self, table: Floats) -> None:
        self.knots_ = [rank_knots(column) for column in table.T]

    def _normalised(self, table: Floats) -> Floats:
        columns = [
            np.interp(column, values, ranks) if len(values) else np.full(len(column), np.nan)
            for column, (values, ranks) in zip(table.T, self.knots_, strict=True)
        ]
        return np.where(np.isnan(table), np.nan, np.stack(columns, axis=1))
