"""The aggregates of a criteria file, each declared once: what it computes, its sum by hand and in cells, its rules.

Values are (industry, member), NaN where missing; weights are (draw, member), non-negative, of any sum above 0.
Results are (draw, industry). A member without weight is never looked at, and a missing one gives its weight to the
rest; where no weighted member is there the result is NaN. Sums run member by member in the members' order, so that
equal rows give equal bits whatever the shape of the arrays: a matrix product does not promise that.

Source of the formulas: OECD/JRC (2008), *Handbook on Constructing Composite Indicators*, step 7 (aggregation). The
pairing of an exposure and a health figure is the report's (2024, section 3.5.11).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.foundation.formula import Formula, joined, number

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


def any_weighted(marked: NDArray[np.bool_], weights: Floats) -> NDArray[np.bool_]:
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
    result[any_weighted(zero, weights)] = 0.0
    return result


def minimum(values: Floats, weights: Floats) -> Floats:
    """The smallest value among the members with weight, however small the weight."""
    lowest = np.full((len(weights), len(values)), np.nan)
    for rows in _blocks(weights, values):
        for member in range(values.shape[1]):
            np.fmin(lowest[rows], values[:, member], out=lowest[rows], where=(weights[rows, member] > 0)[:, None])
    return lowest


Counted = list[tuple[float, float]]
"""Weight and value of each member that counts for one industry; the weights add to 1."""


def _written(
    sign: str, between: str, weighted: Callable[[float, float], float], all_: Callable[..., float]
) -> Callable[[Counted], Formula]:
    def written(counted: Counted) -> Formula:
        parts = [joined(sign, [number(weight), number(value)], weighted) for weight, value in counted]
        return joined(between.join(["%s"] * len(parts)), parts, lambda *values: all_(values))

    return written


def _written_geometric(counted: Counted) -> Formula:
    parts = [
        joined("%s^%s", [number(value), number(weight)], lambda base, power: base**power) for weight, value in counted
    ]
    return joined(" · ".join(["%s"] * len(parts)), parts, lambda *values: math.prod(values))


def _written_harmonic(counted: Counted) -> Formula:
    if any(value == 0 for _, value in counted):
        return number(0.0)
    total = _written("%s / %s", " + ", lambda weight, value: weight / value, sum)(counted)
    return total.inside("1 / (%s)", lambda mean: 1 / mean)


def _written_minimum(counted: Counted) -> Formula:
    if len(counted) == 1:
        return number(counted[0][1])
    return joined(f"min({'; '.join(['%s'] * len(counted))})", [number(value) for _, value in counted], min)


def _arithmetic_cell(
    _: Sequence[str], __: Sequence[str], weights: str, values: str, mass: str, stands_in: str | None
) -> str:
    filled = f"+{stands_in}*SUMPRODUCT({weights}*(1-ISNUMBER({values})))" if stands_in else ""
    return f"(SUMPRODUCT({weights},{values}){filled})/{mass}"


def _geometric_cell(
    weights: Sequence[str], values: Sequence[str], _: str, __: str, mass: str, stands_in: str | None
) -> str:
    terms = [_if_counted(w, v, stands_in, f"%s^({w}/{mass})", "1") for w, v in zip(weights, values, strict=True)]
    return f"PRODUCT({','.join(terms)})"


def _harmonic_cell(
    weights: Sequence[str], values: Sequence[str], _: str, __: str, mass: str, stands_in: str | None
) -> str:
    pairs = list(zip(weights, values, strict=True))
    none = "+".join(_if_counted(w, v, stands_in, "(%s=0)", "0") for w, v in pairs)
    terms = ",".join(_if_counted(w, v, stands_in, f"{w}/%s", "0") for w, v in pairs)
    return f"IF({none}>0,0,{mass}/SUM({terms}))"


def _minimum_cell(
    weights: Sequence[str], values: Sequence[str], _: str, __: str, ___: str, stands_in: str | None
) -> str:
    largest = "1E+300"
    return (
        f"MIN({','.join(_if_counted(*pair, stands_in, '%s', largest) for pair in zip(weights, values, strict=True))})"
    )


def _if_counted(weight: str, value: str, stands_in: str | None, term: str, otherwise: str) -> str:
    """The term of a member that has weight and a value, or what stands in for one."""
    if stands_in is None:
        return f"IF(AND(ISNUMBER({value}),{weight}>0),{term % value},{otherwise})"
    filled = f"IF(ISNUMBER({value}),{value},{stands_in})"
    return f"IF({weight}>0,{term % filled},{otherwise})"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """How members become one value.

    Parameters
    ----------
    of
        Values (industry, member) and weights (draw, member) to (draw, industry).
    written
        The sum for one industry as it is done by hand; None where only the name is said.
    cell
        The same over a spreadsheet's cells: each weight, each value, the rows of both, the weight that counts, and
        what stands in for a missing member. None where the workbook has the number alone.
    takes_negatives
        Whether a member may be below 0.
    open_root
        Whether it may stand at the root where figures are open: one unknown figure alone must not make the score 0.
    """

    of: Callable[[Floats, Floats], Floats]
    written: Callable[[Counted], Formula] | None = None
    cell: Callable[[Sequence[str], Sequence[str], str, str, str, str | None], str] | None = None
    takes_negatives: bool = True
    open_root: bool = True


@dataclass(frozen=True, slots=True)
class PairForm:
    """How an exposure and a health figure, (industry,) each, become one value; NaN where either is missing.

    Parameters
    ----------
    pattern, by_hand
        How it is written, and what a calculator makes of two sides.
    cell
        The same over two cells, ``{e}`` and ``{h}``.
    """

    of: Callable[[Floats, Floats], Floats]
    pattern: str
    by_hand: Callable[[float, float], float]
    cell: str
    takes_negatives: bool = True


AGGREGATES: Mapping[str, Aggregate] = {
    "arithmetic": Aggregate(
        arithmetic, _written("%s · %s", " + ", lambda weight, value: weight * value, sum), _arithmetic_cell
    ),
    "geometric": Aggregate(geometric, _written_geometric, _geometric_cell, takes_negatives=False, open_root=False),
    "harmonic": Aggregate(harmonic, _written_harmonic, _harmonic_cell, takes_negatives=False, open_root=False),
    "minimum": Aggregate(minimum, _written_minimum, _minimum_cell),
}
"""The means over members, by the name that a criteria file gives."""

PAIRING = "cooccurrence"
"""The aggregate that has two sides in place of members, and one of ``PAIR_FORMS``."""

PAIR_FORMS: Mapping[str, PairForm] = {
    "geometric": PairForm(
        lambda exposure, health: np.sqrt(exposure * health),
        "√(%s · %s)",
        lambda exposure, health: math.sqrt(exposure * health),
        "SQRT({e}*{h})",
        takes_negatives=False,
    ),
    "minimum": PairForm(np.minimum, "min(%s; %s)", min, "MIN({e},{h})"),
    "product": PairForm(np.multiply, "%s · %s", lambda exposure, health: exposure * health, "{e}*{h}"),
}
