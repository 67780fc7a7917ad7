"""Figures of a survey to the digits that do not depend on the order of its rows."""

from __future__ import annotations

import math

DIGITS = 10
"""Significant digits of a result: sums of floats depend on the order of rows in the last few."""

Interval = tuple[float, float]


def rounded(value: float) -> float | None:
    """The value to ``DIGITS``; None where it is not finite."""
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None


def rounded_interval(interval: Interval | None) -> Interval | None:
    """Both ends to ``DIGITS``; None where one of them is not finite."""
    if interval is None:
        return None
    low, high = rounded(interval[0]), rounded(interval[1])
    return None if low is None or high is None else (low, high)
