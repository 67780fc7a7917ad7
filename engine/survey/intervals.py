"""Intervals: on the log-odds scale for shares, on the log scale for ratios, with the design's degrees of freedom."""

from __future__ import annotations

import math

LEVEL = 0.95


def share_interval(share: float, variance: float, freedom: int) -> tuple[float, float] | None:
    """The interval of a share, inside 0..1 (Korn & Graubard 1999, section 2.5; ``svyciprop(method = "xlogit")`` in R).

    None where the share is 0 or 1 or the design has no degrees of freedom.
    """
    if not 0 < share < 1 or freedom < 1 or not math.isfinite(variance):
        return None
    log_odds, reach = math.log(share / (1 - share)), _reach(variance, freedom) / (share * (1 - share))
    low, high = (1 / (1 + math.exp(-(log_odds + side * reach))) for side in (-1, 1))
    return low, high


def ratio_interval(log_ratio: float, variance: float, freedom: int) -> tuple[float, float] | None:
    """The interval of a ratio from its logarithm and that one's variance; None where there is none."""
    if not math.isfinite(log_ratio) or freedom < 1 or not math.isfinite(variance):
        return None
    reach = _reach(variance, freedom)
    return math.exp(log_ratio - reach), math.exp(log_ratio + reach)


def _reach(variance: float, freedom: int) -> float:
    from scipy.stats import t

    return float(t.ppf((1 + LEVEL) / 2, freedom)) * math.sqrt(variance)
