"""Attributable fractions: the formulas, on arrays whose last axis is the exclusive levels of one exposure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

HALVINGS = 60  # of [0, 1]: below the spacing of floats


def risk_ratio(odds_ratio: Floats, unexposed_risk: Floats) -> Floats:
    """Risk among the exposed over risk among the unexposed: RR = OR / (1 − R0 + R0·OR) (Zhang & Yu 1998).

    Zhang J, Yu KF. What's the relative risk? JAMA 1998;280:1690-1691.
    """
    return odds_ratio / (1 - unexposed_risk + unexposed_risk * odds_ratio)


def unexposed_risk(overall_risk: float, prevalence: Floats, odds_ratio: Floats) -> Floats:
    """The risk R0 of the unexposed under which the whole population has ``overall_risk``; (…,).

    Solves Σ p·RR·R0 + (1 − Σp)·R0 = R with RR as in ``risk_ratio``, for ``prevalence`` and ``odds_ratio`` (…, level),
    shares 0..1 that add to at most 1. One level gives the quadratic (1−p)·d·R0² + (1 + d·(p − R))·R0 − R = 0 with
    d = OR − 1, solved in the form that loses no digits; several are found by halving, as the left side rises with R0.
    """
    prevalence, odds_ratio = np.broadcast_arrays(prevalence, odds_ratio)
    if prevalence.shape[-1] == 1:
        p, d = prevalence[..., 0], odds_ratio[..., 0] - 1
        b = 1 + d * (p - overall_risk)
        return np.asarray(2 * overall_risk / (b + np.sqrt(b**2 + 4 * (1 - p) * d * overall_risk)))
    low, high = np.zeros(prevalence.shape[:-1]), np.ones(prevalence.shape[:-1])
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        too_low = overall(middle, prevalence, odds_ratio) < overall_risk
        low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
    return (low + high) / 2


def overall(unexposed: Floats, prevalence: Floats, odds_ratio: Floats) -> Floats:
    """The whole population's risk (…,) where the unexposed have the risk ``unexposed``."""
    exposed = risk_ratio(odds_ratio, unexposed[..., None]) * unexposed[..., None]
    return np.asarray((prevalence * exposed).sum(axis=-1) + (1 - prevalence.sum(axis=-1)) * unexposed)


def levin(prevalence: Floats, ratio: Floats) -> Floats:
    """Share of the outcome that would go if nobody were exposed: Σp(RR − 1) / (1 + Σp(RR − 1)); (…,).

    Levin ML. The occurrence of lung cancer in man. Acta Unio Int Contra Cancrum 1953;9:531-541. With an adjusted ratio
    it is biased where exposure and outcome share causes (Rockhill, Newman & Weinberg 1998, Am J Public Health
    88:15-19).
    """
    excess = (prevalence * (ratio - 1)).sum(axis=-1)
    return np.asarray(excess / (1 + excess))


def miettinen(prevalence_among_cases: Floats, ratio: Floats) -> Floats:
    """The same from exposure among the cases: Σ pc·(RR − 1) / RR; right with adjusted ratios too; (…,).

    Miettinen OS. Proportion of disease caused or prevented by a given exposure, trait or intervention. Am J Epidemiol
    1974;99:325-332.
    """
    return np.asarray((prevalence_among_cases * (ratio - 1) / ratio).sum(axis=-1))


def combined(fractions: Floats) -> Floats:
    """Share that goes if all exposures do, 1 − ∏(1 − PAF) over the last axis, taken to be independent; (…,).

    Never more than the whole where no fraction is (Miettinen 1974; Ezzati et al. 2003, Lancet 362:271-280).
    """
    return np.asarray(1 - np.prod(1 - fractions, axis=-1))
