"""Members' values to the node's: arithmetic, geometric, harmonic, minimum; and what a missing member does.

Values are (industry, member), NaN where missing; weights are (draw, member), non-negative, of any sum above 0.
Results are (draw, industry). A member without weight is never looked at, and a missing one gives its weight to the
rest (``skip``) or counts as 0 (``worst``; ``interval`` where the tree has not filled it in); where no weighted member
is there the result is NaN, but not under ``interval``. Sums run member by
member in the members' order, so that equal rows give equal bits whatever the shape of the arrays: a matrix product
does not promise that.

Source of the formulas: OECD/JRC (2008), *Handbook on Constructing Composite Indicators*, step 7 (aggregation).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import prod

import numpy as np
from numpy.typing import NDArray

from engine.scoring.formula import Formula, joined, number

Floats = NDArray[np.float64]

HELD = 32_000  # numbers added to at a time


def _blocks(weights: Floats, values: Floats) -> Iterator[slice]:
    """So many draws at a time that what is added to stays in the processor's own memory."""
    size = max(1, HELD // max(1, len(values)))
    return (slice(start, start + size) for start in range(0, len(weights), size))


def _weighted_mean(terms: Floats, weights: Floats) -> Floats:
    """Σ w·t / Σ w over the members that are there."""
    present = ~np.isnan(terms)
    complete = bool(present.all())
    rows, counted = (terms.T.copy() if complete else np.where(present, terms, 0.0).T), present.T.astype(np.float64)
    mean = np.full((len(weights), len(terms)), np.nan)
    for block in _blocks(weights, terms):
        share = np.ascontiguousarray(weights[block].T)[:, :, None]
        total = np.zeros((share.shape[1], len(terms)))
        mass = np.zeros((share.shape[1], 1 if complete else len(terms)))
        part = np.empty(total.shape)
        for member, weight in enumerate(share):
            total += np.multiply(weight, rows[member], out=part)
            mass += weight if complete else np.multiply(weight, counted[member], out=part)
        np.divide(total, mass, out=mean[block], where=mass > 0)
    return mean


def _any_weighted(marked: NDArray[np.bool_], weights: Floats) -> NDArray[np.bool_]:
    """(draw, industry): whether a member with weight is marked; ``marked`` is (industry, member)."""
    hit = np.zeros((len(weights), len(marked)), dtype=bool)
    for member in np.flatnonzero(marked.any(axis=0)):
        hit |= (weights[:, member] > 0)[:, None] & marked[:, member]
    return hit


def arithmetic(values: Floats, weights: Floats) -> Floats:
    """Σ w·v / Σ w."""
    return _weighted_mean(values, weights)


def geometric(values: Floats, weights: Floats) -> Floats:
    """exp(Σ w·ln v / Σ w): zero where a weighted member is zero. Values must not be negative."""
    return _mean_of_positive(values, weights, np.log, np.exp)


def harmonic(values: Floats, weights: Floats) -> Floats:
    """Σ w / Σ (w / v): zero where a weighted member is zero. Values must not be negative."""
    return _mean_of_positive(values, weights, np.reciprocal, np.reciprocal)


def _mean_of_positive(
    values: Floats, weights: Floats, there: Callable[..., Floats], back: Callable[..., Floats]
) -> Floats:
    zero = values < np.finfo(np.float64).tiny  # a subnormal has no finite reciprocal
    terms = np.where(np.isnan(values), np.nan, 1.0)
    there(values, out=terms, where=values >= np.finfo(np.float64).tiny)
    mean = _weighted_mean(terms, weights)
    result = np.full(mean.shape, np.nan)
    back(mean, out=result, where=~np.isnan(mean))
    result[_any_weighted(zero, weights)] = 0.0
    return result


def minimum(values: Floats, weights: Floats) -> Floats:
    """The smallest value among the members with weight, however small the weight."""
    lowest = np.full((len(weights), len(values)), np.nan)
    for rows in _blocks(weights, values):
        for member in range(values.shape[1]):
            np.fmin(lowest[rows], values[:, member], out=lowest[rows], where=(weights[rows, member] > 0)[:, None])
    return lowest


AGGREGATES: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "arithmetic": arithmetic,
    "geometric": geometric,
    "harmonic": harmonic,
    "minimum": minimum,
}
Counted = list[tuple[float, float]]
"""Weight and value of each member that counts for one industry; the weights add to 1."""


def _written(sign: str, between: str, one: Callable[[float, float], float], all_: Callable[..., float]) -> Written:
    def written(counted: Counted) -> Formula:
        parts = [joined(sign, [number(weight), number(value)], one) for weight, value in counted]
        return joined(between.join(["%s"] * len(parts)), parts, lambda *values: all_(values))

    return written


def _written_geometric(counted: Counted) -> Formula:
    parts = [
        joined("%s^%s", [number(value), number(weight)], lambda base, power: base**power) for weight, value in counted
    ]
    return joined(" · ".join(["%s"] * len(parts)), parts, lambda *values: prod(values))


def _written_harmonic(counted: Counted) -> Formula:
    if any(value == 0 for _, value in counted):
        return number(0.0)
    total = _written("%s / %s", " + ", lambda weight, value: weight / value, sum)(counted)
    return total.inside("1 / (%s)", lambda mean: 1 / mean)


def _written_minimum(counted: Counted) -> Formula:
    if len(counted) == 1:
        return number(counted[0][1])
    return joined(f"min({'; '.join(['%s'] * len(counted))})", [number(value) for _, value in counted], min)


Written = Callable[[Counted], Formula]
WRITTEN: Mapping[Callable[[Floats, Floats], Floats], Written] = {
    arithmetic: _written("%s · %s", " + ", lambda weight, value: weight * value, sum),
    geometric: _written_geometric,
    harmonic: _written_harmonic,
    minimum: _written_minimum,
}
"""How a mean writes one industry out, by the function that computes it; another is named, never guessed."""

NO_NEGATIVES = ("geometric", "harmonic")


def filled(values: Floats, missing: str) -> Floats:
    """The values with 0 for a missing one under ``worst`` and ``interval``, as they are under ``skip`` and ``fail``."""
    return np.where(np.isnan(values), 0.0, values) if missing in ("worst", "interval") else values


def aggregated(kind: str, values: Floats, weights: Floats, missing: str) -> Floats:
    """The node's value, (draw, industry), by the aggregate and missing-value rule that the file names.

    Where every weighted member is missing so is the node, also under ``worst`` (contract, section 2).
    """
    result = AGGREGATES[kind](filled(values, missing), weights)
    if missing == "worst":
        result[~_any_weighted(~np.isnan(values), weights)] = np.nan
    return result


def shares(values: Floats, weights: Floats, missing: str) -> Floats:
    """(industry, member) weights that count for each industry after the missing-value rule; rows add to 1 or are 0.

    ``weights`` is one set, (member,).
    """
    counted = weights * ~np.isnan(filled(values, missing))
    if missing != "interval":
        counted[~_any_weighted(~np.isnan(values), weights[None])[0]] = 0.0
    mass = counted.sum(axis=1, keepdims=True)
    share = np.zeros(counted.shape)
    np.divide(counted, mass, out=share, where=mass > 0)
    return share
