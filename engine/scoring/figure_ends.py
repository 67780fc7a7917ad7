"""How far each figure may be from what it stands for: judged, inherited, old, rounded, or drawn from a sample."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.classification.periods import days_of
from engine.criteria.model import Indicator
from engine.criteria.normalisers import NORMALISERS, ON_UNIT_SCALE, goalposts
from engine.dataset.group_share import group_shares
from engine.dataset.model import Column
from engine.dataset.period_means import column_over
from engine.foundation.quality import CLASSIFIED, DERIVED, INHERITED, PUBLISHED, QUALITIES
from engine.scoring.intervals import judged_ends, widened
from engine.scoring.normalisation import directed
from engine.scoring.score import Scores

Floats = NDArray[np.float64]
Ends = dict[str, tuple[Floats, Floats]]
"""By indicator: (industry,) lowest and highest normalised values, NaN where there is no figure."""

CONFIDENCE = 1.96  # standard errors either way that hold 95 per cent of a normal sampling distribution
MOST_DECIMALS = 6  # a figure with more has been computed, not rounded to be printed


def open_ends(scores: Scores) -> Ends:
    """What judged values leave open; every other figure is taken as it is."""
    return {
        leaf: judged_ends(scores.criteria.indicators[leaf], values, _ranked(scores, scores.columns[leaf]).quality)
        for leaf, values in scores.normalised.items()
    }


def declared_ends(scores: Scores) -> Ends:
    """What the spreads that the criteria declare leave open: of judged, inherited and old values."""
    ends = {}
    for leaf, (low, high) in open_ends(scores).items():
        spread = inherited_spread(scores, leaf) + old_spread(scores, leaf)
        ends[leaf] = (widened(low, spread)[0], widened(high, spread)[1])
    return ends


def measured_ends(scores: Scores) -> Ends:
    """The declared spreads, and 1.96 standard errors where one is given or else half of the last printed decimal."""
    ends = {}
    for leaf, (low, high) in declared_ends(scores).items():
        indicator, column = scores.criteria.indicators[leaf], _ranked(scores, scores.columns[leaf])
        off = np.where(np.nan_to_num(column.se) > 0, CONFIDENCE * np.nan_to_num(column.se), _rounding(column))
        off = np.where(column.quality == QUALITIES.index(CLASSIFIED), 0.0, off)
        as_today = _normaliser(indicator, column.values)
        sides = np.stack([as_today(column.values - off), as_today(column.values + off)]) - as_today(column.values)
        lower, upper = low + sides.min(axis=0), high + sides.max(axis=0)
        if indicator.normalise.method in ON_UNIT_SCALE:
            lower, upper = np.clip(lower, 0.0, 1.0), np.clip(upper, 0.0, 1.0)
        still = off <= 0
        ends[leaf] = (np.where(still, low, lower), np.where(still, high, upper))
    return ends


def inherited_spread(scores: Scores, leaf: str) -> Floats:
    """(industry,) declared half-width of inherited values: the less of its group the industry is, the wider."""
    indicator, column = scores.criteria.indicators[leaf], scores.columns[leaf]
    inherited = _ranked(scores, column).quality == QUALITIES.index(INHERITED)
    if indicator.inherited_spread <= 0 or not inherited.any():
        return np.zeros(len(scores.industry_ids))
    share = np.nan_to_num(group_shares(scores.dataset, column)[_positions(scores)], nan=1.0)
    return np.where(inherited, indicator.inherited_spread * (1 - share), 0.0)


def old_spread(scores: Scores, leaf: str) -> Floats:
    """(industry,) declared half-width of values of an old period."""
    width = scores.criteria.indicators[leaf].old_spread if is_old(scores, leaf) else 0.0
    return np.full(len(scores.industry_ids), width)


def is_old(scores: Scores, leaf: str) -> bool:
    """Whether the figures' last period ended before the one that the criteria name begins."""
    before = days_of(scores.criteria.indicators[leaf].old_before or "")
    spans = [days for period in scores.columns[leaf].period.split(", ") if (days := days_of(period))]
    return before is not None and bool(spans) and max(last for _, last in spans) < before[0]


def figure_shares(scores: Scores) -> dict[str, Floats]:
    """By indicator, (industry,): its share of the jobs of the group that its figure is about, NaN without a figure.

    Figures that are so far from the industry that they count as unknown have their share all the same.
    """
    shares = {}
    for leaf in scores.columns:
        indicator = scores.criteria.indicators[leaf]
        column = scores.columns[leaf]
        if indicator.inherited_minimum_share > 0 and column.period:
            column = column_over(scores.dataset, leaf, indicator.asked_period)
        shares[leaf] = group_shares(scores.dataset, column)[_positions(scores)]
    return shares


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A column over the ranked industries."""

    values: Floats
    se: Floats
    quality: NDArray[np.int8]


def _positions(scores: Scores) -> list[int]:
    return [scores.dataset.position[industry] for industry in scores.industry_ids]


def _ranked(scores: Scores, column: Column) -> _Ranked:
    positions = _positions(scores)
    return _Ranked(column.values[positions], column.se[positions], column.quality[positions])


def _rounding(column: _Ranked) -> Floats:
    """(industry,) half of the last decimal that the column's printed figures have; 0 for what is no printed figure."""
    printed = np.isin(column.quality, [QUALITIES.index(PUBLISHED), QUALITIES.index(INHERITED)])
    decimals = [decimal for value in column.values[printed].tolist() if (decimal := _decimals(value)) <= MOST_DECIMALS]
    rounded = printed | (column.quality == QUALITIES.index(DERIVED))
    return np.where(rounded, 0.5 * 10.0 ** -max(decimals) if decimals else 0.0, 0.0)


def _decimals(value: float) -> int:
    digits = repr(value)
    return MOST_DECIMALS + 1 if "e" in digits else len(digits.partition(".")[2].rstrip("0"))


def _normaliser(indicator: Indicator, values: Floats) -> Callable[[Floats], Floats]:
    """Raw values to normalised ones by the scale that today's values make."""
    rule = indicator.normalise
    logged = indicator.transform == "log"

    def transformed(raw: Floats) -> Floats:
        return np.log(np.where(raw > 0, raw, np.nan)) if logged else raw

    today = transformed(values)

    def scaled(x: Floats) -> Floats:
        if rule.method == "goalposts":
            low, high = transformed(np.array([rule.low, rule.high], dtype=np.float64))
            return goalposts(x, low, high)
        scale = NORMALISERS[rule.method].scale
        return x if scale is None else scale(today)(x)

    return lambda raw: directed(scaled(transformed(raw)), indicator.direction, rule.method)
