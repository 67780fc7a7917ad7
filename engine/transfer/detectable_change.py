"""The smallest change of a figure that a follow-up of the same size could detect, and how sure today's figure is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

NORMAL = NormalDist()
FEWEST_EXPECTED = 5.0
"""Persons expected with and without what is measured, below which the normal approximation is rough (Fleiss, Levin and
Paik, "Statistical Methods for Rates and Proportions", 3rd ed., chapter 2)."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a follow-up must show to count as having detected a change.

    Parameters
    ----------
    alpha
        How often a change is claimed where there is none.
    power
        How often a real change of the detectable size is found.
    one_sided
        Whether only a change in the direction that was named beforehand can be claimed.
    """

    alpha: float = 0.05
    power: float = 0.80
    one_sided: bool = False

    @property
    def z_alpha(self) -> float:
        """The test statistic beyond which a change is claimed."""
        return NORMAL.inv_cdf(1 - self.alpha / (1 if self.one_sided else 2))

    @property
    def z_power(self) -> float:
        """How far beyond that limit the expected statistic must lie."""
        return NORMAL.inv_cdf(self.power)


def power_of(before: float, after: float, n: float, demand: Demand) -> float:
    """How often two independent samples of ``n`` persons each show the change from ``before`` to ``after``, 0..1.

    ``Φ((√n·|p₁−p₂| − z·√((p₁+p₂)(1−(p₁+p₂)/2))) / √(p₁q₁ + p₂q₂))``: the test of two proportions with pooled variance,
    without correction for continuity, and without counting claims in the wrong direction (Fleiss, Levin and Paik,
    section 4.2; R's ``power.prop.test``). Proportions are 0..1.
    """
    pooled = math.sqrt((before + after) * (1 - (before + after) / 2))
    apart = math.sqrt(before * (1 - before) + after * (1 - after))
    reached = math.sqrt(n) * abs(after - before) - demand.z_alpha * pooled
    if apart == 0:
        return 1.0 if reached > 0 else 0.0
    return NORMAL.cdf(reached / apart)


def detectable_proportion(before: float, n: float, demand: Demand, falling: bool) -> float | None:
    """The proportion nearest to ``before`` that a second sample of ``n`` persons would tell from it, 0..1.

    None where even a fall to 0, or a rise to 1, would be found too seldom.
    """
    from scipy.optimize import brentq

    end = 0.0 if falling else 1.0
    if before == end or power_of(before, end, n, demand) < demand.power:
        return None
    return float(brentq(lambda after: power_of(before, after, n, demand) - demand.power, before, end, xtol=1e-12))


def detectable_difference(se: float, demand: Demand) -> float:
    """The smallest difference of two independent estimates with the same standard error, in the unit of ``se``.

    ``(z_alpha + z_power)·√2·se``, for figures that are not proportions.
    """
    return (demand.z_alpha + demand.z_power) * math.sqrt(2) * se


def effective_sample(proportion: float, se: float | None, n: float | None) -> float | None:
    """How many persons drawn at random would give the same standard error: ``p(1−p)/se²``.

    Where there is no standard error, or the proportion is 0 or 1 and has none that means anything, ``n`` as it is.
    None where neither is known, or the standard error is 0: nothing was sampled.
    """
    if se is not None and 0 < proportion < 1:
        return proportion * (1 - proportion) / se**2 if se > 0 else None
    return n if n else None


def design_effect(proportion: float, se: float, n: float) -> float | None:
    """How much larger the variance is than that of ``n`` persons drawn at random (Kish 1965, section 8.2).

    None where the proportion is 0 or 1, or nobody was asked.
    """
    variance = proportion * (1 - proportion)
    return se**2 * n / variance if variance > 0 and n > 0 else None


def wilson_interval(proportion: float, n: float, alpha: float) -> tuple[float, float]:
    """Two-sided interval of a proportion with coverage ``1 − alpha``, 0..1 (Wilson 1927; Newcombe 1998, method 3)."""
    z = NORMAL.inv_cdf(1 - alpha / 2)
    middle = 2 * n * proportion + z**2
    half = z * math.sqrt(z**2 + 4 * n * proportion * (1 - proportion))
    low, high = ((middle + sign * half) / (2 * (n + z**2)) for sign in (-1, 1))
    return max(0.0, low), min(1.0, high)


def is_rough(before: float, after: float, n: float) -> bool:
    """Whether fewer than ``FEWEST_EXPECTED`` are expected with it or without it, at the mean of the two proportions."""
    mean = (before + after) / 2
    return n * min(mean, 1 - mean) < FEWEST_EXPECTED
