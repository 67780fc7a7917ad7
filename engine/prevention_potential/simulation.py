"""Odds ratios and prevalences as they could have been, within their published uncertainty, from a seed."""

from __future__ import annotations

import math
import zlib

import numpy as np
from numpy.typing import NDArray

from engine.prevention_potential.effects import Effect

Floats = NDArray[np.float64]

Z_95 = 1.959963984540054  # half a 95 % interval in standard errors


def standard_normal(name: str, seed: int, draws: int) -> Floats:
    """(draw,) the same for a name and a seed on every machine, whatever else is drawn.

    Only PCG64's stream of bits is promised to stay the same between versions of NumPy (NEP 19), so no more of it is
    used.
    """
    from scipy.special import ndtri

    bits = np.random.PCG64([seed, zlib.crc32(name.encode())]).random_raw(draws)
    return np.asarray(ndtri(((bits >> np.uint64(11)).astype(np.float64) + 0.5) / 2**53))


def odds_ratios(effect: Effect, outcome_id: str, seed: int, draws: int) -> Floats:
    """(draw,) log-normal around the odds ratio with the width of its 95 % interval; all equal where it has none."""
    if effect.ci_low is None or effect.ci_high is None:
        return np.full(draws, effect.odds_ratio)
    spread = math.log(effect.ci_high / effect.ci_low) / (2 * Z_95)
    z = standard_normal(f"effect {outcome_id} {effect.exposure}", seed, draws)
    return np.asarray(effect.odds_ratio * np.exp(spread * z))


def prevalences(shares: Floats, se: Floats, names: tuple[str, ...], seed: int, draws: int) -> Floats:
    """(draw, level) shares of exclusive levels that stay between 0 and 1 together.

    Normal in log(p / p of none) with standard error se / (p·(1 − p)): for one level the logit-normal. Where the
    standard error is unknown (NaN) or 0 that ratio stays as it is, as do shares that leave nobody unexposed.

    Parameters
    ----------
    shares, se
        (level,), 0..1.
    names
        (level,) of each level's draws.
    """
    none = 1 - shares.sum()
    result = np.tile(shares, (draws, 1))
    varying = varies(shares, se)
    if not varying.any():
        return result
    with np.errstate(divide="ignore"):
        ratio = np.log(shares / none) * np.ones((draws, 1))
    for level in np.flatnonzero(varying):
        ratio[:, level] += (
            se[level] / (shares[level] * (1 - shares[level])) * standard_normal(names[level], seed, draws)
        )
    # Divided by the largest of them, so that no odds are too large to compute with.
    largest = np.maximum(ratio.max(axis=1, keepdims=True), 0)
    odds = np.exp(ratio - largest)
    return np.asarray(odds / (np.exp(-largest) + odds.sum(axis=1, keepdims=True)))


def varies(shares: Floats, se: Floats) -> NDArray[np.bool_]:
    """(level,) which shares have an uncertainty that can be drawn from."""
    return np.asarray((np.nan_to_num(se) > 0) & (shares > 0) & (shares.sum() < 1))
