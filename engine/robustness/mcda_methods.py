"""TOPSIS, VIKOR and PROMETHEE II on the root members' values; complete rows only.

The values are those that today's score is made of: already comparable and turned so that more counts for a programme.
So TOPSIS takes them as they are, without the vector normalisation of its paper. The formulas are pymcdm's, but for
PROMETHEE's, which it compares all pairs for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.foundation.errors import MissingExtraError

Floats = NDArray[np.float64]

DECIMALS = 12  # the usual criterion asks for any difference at all; rounding must not make one (contract, section 2)


@dataclass(frozen=True, slots=True)
class MethodScore:
    """What a method makes of the industries.

    Parameters
    ----------
    points
        (industry,) more counts for a programme, with the best of it at most 1; NaN where a row is incomplete. None
        where the method has no answer.
    reason
        Why not: the end of a problem code, as ``all_alike`` of ``method_all_alike``.
    """

    points: Floats | None
    reason: str = ""


def topsis(values: Floats, weights: Floats) -> MethodScore:
    """Closeness to the best of every member over closeness to best and worst, 0..1 (Hwang & Yoon 1981)."""
    from pymcdm.methods import TOPSIS

    return _applied(TOPSIS(lambda column, cost: column), values, weights)


def vikor(values: Floats, weights: Floats) -> MethodScore:
    """1 - Q with v = 0.5, 0..1 (Opricovic & Tzeng 2004): Q itself is lowest for the best."""
    from pymcdm.methods import VIKOR

    return _applied(VIKOR(), values, weights, lambda q: 1 - q)


def promethee(values: Floats, weights: Floats) -> MethodScore:
    """Net flow, -1..1, by the usual criterion: any advantage counts in full (Brans & Vincke 1985).

    By it a member's flow is how many have less than how many have more, over all others: places in order tell, where
    comparing all pairs takes time and memory that grow with their square.
    """

    def net_flows(rows: Floats, shares: Floats, _kinds: object, **_asked: object) -> Floats:
        ordered, flows = np.sort(rows, axis=0), np.zeros(len(rows))
        for column, inside, share in zip(rows.T, ordered.T, shares, strict=True):
            less = np.searchsorted(inside, column, side="left")
            more = len(rows) - np.searchsorted(inside, column, side="right")
            flows += share * (less - more)
        return flows / (len(rows) - 1)

    return _applied(net_flows, np.round(values, DECIMALS), weights)


METHODS: Mapping[str, Callable[[Floats, Floats], MethodScore]] = {
    "topsis": topsis,
    "vikor": vikor,
    "promethee_ii": promethee,
}


def ranked_by(method: str, values: Floats, weights: Floats) -> MethodScore:
    """One of ``METHODS`` on values (industry, member), NaN where missing, and weights (member,), adding to 1.

    Raises ``MissingExtraError`` where pymcdm is not installed.
    """
    try:
        return METHODS[method](values, weights)
    except ImportError:
        raise MissingExtraError("pymcdm", "") from None


def _applied(
    method: Any, values: Floats, weights: Floats, turned: Callable[[Floats], Floats] = lambda points: points
) -> MethodScore:
    """Columns that weigh nothing or tell nobody apart are left out: they move no difference in any of the methods.

    So are those that nobody has a figure for.
    """
    counted = (weights > 0) & ~np.isnan(values).all(axis=0)
    complete = ~np.isnan(values[:, counted]).any(axis=1)
    if complete.sum() < 2:
        return MethodScore(None, "too_few_complete")
    rows = values[complete]
    used = counted & (np.round(np.ptp(rows, axis=0), DECIMALS) > 0)
    if not used.any():
        return MethodScore(None, "all_alike")
    with np.errstate(divide="ignore", invalid="ignore"):
        share = weights[used] / weights[used].sum()
        scores = method(rows[:, used], share, np.ones(used.sum(), dtype=int), validation=False)
    if not np.isfinite(scores).all():
        return MethodScore(None, "undefined")
    points = np.full(len(values), np.nan)
    points[complete] = turned(np.asarray(scores, dtype=np.float64))
    return MethodScore(points)
