"""One indicator's raw values to the tree's: transform, normalise, direction; and every value that was clipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.criteria.model import Criteria, Indicator
from engine.criteria.normalisers import NORMALISERS, goalposts
from engine.dataset.model import Column
from engine.foundation.errors import Problem
from engine.scoring.normalisation import directed

Floats = NDArray[np.float64]

OVER_THE_RANKED = {name: normaliser.of for name, normaliser in NORMALISERS.items() if normaliser.of is not None}
"""The methods whose result depends on who else is ranked."""


@dataclass(frozen=True, slots=True)
class Clipped:
    """A value beyond its goalposts: the raw value, and the goalpost it counts as; both in the indicator's unit."""

    industry_id: str
    indicator_id: str
    period: str
    value: float
    limit: float


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the tree takes in: values (industry,), NaN where missing or where one of ``problems`` stands."""

    values: Floats
    clipped: tuple[Clipped, ...] = ()
    problems: tuple[Problem, ...] = ()


def prepared_all(
    criteria: Criteria, columns: Mapping[str, Column], positions: NDArray[np.intp], industry_ids: tuple[str, ...]
) -> dict[str, Prepared]:
    """What the tree takes in of every column: ``prepared``, and at once for those that only lie between goalposts."""
    rules = {leaf: criteria.indicators[leaf] for leaf in columns}
    plain = [leaf for leaf, rule in rules.items() if rule.normalise.method == "goalposts" and rule.transform == "none"]
    together: dict[str, Prepared] = {}
    if len(plain) > 1:
        raw = np.stack([columns[leaf].values for leaf in plain])[:, positions]
        low, high = np.array([_given_ends(rules[leaf]) for leaf in plain]).T[:, :, None]
        # A value beyond an end, or too large to compute with, has something to be said of it: one by one.
        inside = ~((raw < low) | (raw > high)).any(axis=1)
        shares = goalposts(raw[inside], low[inside], high[inside])
        within = [leaf for leaf, fits in zip(plain, inside.tolist(), strict=True) if fits]
        together = {
            leaf: Prepared(directed(share, rules[leaf].direction, "goalposts"))
            for leaf, share in zip(within, shares, strict=True)
        }
    return {
        leaf: together.get(leaf)
        or prepared(rules[leaf], column.values[positions], column.period, industry_ids, criteria.file)
        for leaf, column in columns.items()
    }


def prepared(indicator: Indicator, raw: Floats, period: str, industry_ids: tuple[str, ...], file: str) -> Prepared:
    """Raw values of the ranked industries (industry,) as the criteria file reads them, more counting for a programme.

    The transform comes first and applies to the goalposts too. Problems: a logarithm of 0 or less, a value beyond
    goalposts with ``clip = false``, numbers too large to compute with.
    """

    def problem(code: str, position: np.intp, *allowed: str) -> Problem:
        return Problem(
            code,
            file=file,
            place=f"[[indicator]] {indicator.id}",
            given=str(float(raw[position])),
            allowed=allowed,
            more={"industry": industry_ids[position]},
        )

    rule = indicator.normalise
    usable = raw
    problems: list[Problem] = []
    clipped: list[Clipped] = []
    if indicator.transform == "log":
        problems += [problem("log_of_nonpositive", position, "> 0") for position in np.flatnonzero(raw <= 0)]
        usable = np.where(raw > 0, raw, np.nan)
    if rule.method == "goalposts":
        low, high = _given_ends(indicator)
        beyond = np.flatnonzero((usable < low) | (usable > high))
        if rule.clip:
            clipped += [
                Clipped(industry_ids[position], indicator.id, period, value, low if value < low else high)
                for position, value in zip(beyond.tolist(), raw[beyond].tolist(), strict=True)
            ]
        else:
            problems += [problem("outside_goalposts", position, f"{low}–{high}") for position in beyond]
    try:
        with np.errstate(over="raise"):
            values = directed(_normalised(indicator, usable), indicator.direction, rule.method)
    except FloatingPointError:
        values = np.full(raw.shape, np.nan)
        problems.append(problem("too_large", np.nanargmax(np.abs(raw))))
    return Prepared(values, tuple(clipped), tuple(problems))


def _normalised(indicator: Indicator, usable: Floats) -> Floats:
    rule = indicator.normalise
    transformed = np.log(usable) if indicator.transform == "log" else usable
    if rule.method == "goalposts":
        low, high = _given_ends(indicator)
        if indicator.transform == "log":
            # An array, so that a goalpost and a value equal to it get the same logarithm to the last bit.
            low, high = np.log(np.array([low, high]))
        return goalposts(transformed, low, high)
    method = OVER_THE_RANKED.get(rule.method)
    return method(transformed) if method else transformed.copy()


def _given_ends(indicator: Indicator) -> tuple[float, float]:
    low, high = indicator.normalise.low, indicator.normalise.high
    if low is None or high is None or not low < high or (indicator.transform == "log" and low <= 0):
        raise ValueError(f"goalposts of {indicator.id}: {low}, {high}")
    return low, high
