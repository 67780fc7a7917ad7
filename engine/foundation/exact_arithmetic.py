"""Published decimals and money without binary rounding: 0.1 + 0.2 is 0.3, and nothing is finer than an øre."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

ORE_PER_MNOK = 100_000_000
LARGEST_MNOK = 1_000_000
"""No frame, grant or cost of a programme is larger; a number that is has lost its decimal sign."""


def exact(number: float) -> Fraction:
    """The decimal number that somebody wrote, not its nearest binary one: 3.5, 0.6, 70.1."""
    return Fraction(repr(float(number)))


def exact_sum(numbers: Iterable[float]) -> float:
    """The sum of decimals as written, rounded once."""
    return float(sum(map(exact, numbers), Fraction(0)))


def exact_mean(numbers: Iterable[float], weights: Iterable[int]) -> float:
    """``Σ w·v / Σ w`` of decimals as written with whole weights, rounded once; the weights add to more than 0."""
    total, mass = Fraction(0), 0
    for number, weight in zip(numbers, weights, strict=True):
        total += exact(number) * weight
        mass += weight
    return float(total / mass)


def whole_in_ore(mnok: float) -> bool:
    """Whether an amount in MNOK is a whole number of øre: no finer money exists, and none is taken in."""
    return (exact(mnok) * ORE_PER_MNOK).denominator == 1


def at_least(value: float, bound: float) -> bool:
    """Whether a value meets a lower bound, both taken as the decimals they stand for.

    A mean of means is rounded more than once, each time by half a unit in the last of some 16 digits. Where a value
    is nearer the bound than four such units it is the bound.
    """
    return value >= bound or (value - bound) >= -4 * 2.0**-52 * abs(bound)
