"""Scores with two ends: what unknown figures and declared spreads leave open, carried up the tree.

Every aggregate and every form of co-occurrence rises with each of its members, so a node is lowest where all that is
below it is lowest, and highest where all is highest: two climbs give both ends exactly.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.criteria.model import Criteria, Criterion, Indicator
from engine.criteria.open_figures import leaves_open
from engine.foundation.quality import CLASSIFIED, QUALITIES
from engine.scoring.tree import Evaluated, evaluated

Floats = NDArray[np.float64]
Leaves = Mapping[str, Floats]

COUNTS_AS: Mapping[str, float] = {"low": 0.0, "middle": 0.5, "high": 1.0}
"""What an unknown value counts as at each end that ranks can go by."""


def judged_ends(indicator: Indicator, values: Floats, quality: NDArray[np.int8]) -> tuple[Floats, Floats]:
    """(industry,) lowest and highest normalised values that judged figures leave open; others are as they are."""
    if indicator.judged_spread <= 0:
        return values, values
    spread = np.where(quality == QUALITIES.index(CLASSIFIED), indicator.judged_spread, 0.0)
    return widened(values, spread)


def widened(values: Floats, spread: Floats) -> tuple[Floats, Floats]:
    """Values with a half-width each, cut at 0 and 1; those without a spread stay as they are."""
    low = np.where(spread > 0, np.clip(values - spread, 0.0, 1.0), values)
    return low, np.where(spread > 0, np.clip(values + spread, 0.0, 1.0), values)


def evaluated_between(criteria: Criteria, low: Leaves, high: Leaves, industry_ids: tuple[str, ...]) -> Evaluated:
    """The tree at the end that ``rank_by`` names; ``low`` and ``high`` are the prepared indicators' ends."""
    if not leaves_open(criteria):
        return evaluated(criteria, low, industry_ids)
    if criteria.rank_by == "low":
        return evaluated(criteria, low, industry_ids, COUNTS_AS["low"])
    top = evaluated(criteria, high, industry_ids, COUNTS_AS["high"])
    if criteria.rank_by == "high":
        return top
    bottom = evaluated(criteria, low, industry_ids, COUNTS_AS["low"])
    nodes = {node: (values + top.nodes[node]) / 2 for node, values in bottom.nodes.items()}
    return Evaluated(nodes, bottom.flags, {**bottom.problems, **top.problems})


def leaves_between(criteria: Criteria, low: Leaves, high: Leaves) -> dict[str, Floats]:
    """The prepared indicators at the end that ``rank_by`` names."""
    if criteria.rank_by == "middle":
        return {leaf: np.where(low[leaf] == high[leaf], low[leaf], (low[leaf] + high[leaf]) / 2) for leaf in low}
    return dict(high if criteria.rank_by == "high" else low)


def members_of(criteria: Criteria, criterion: Criterion, values: Leaves, unknown: float | None = None) -> Floats:
    """(industry, child) values below a node; ``unknown``, or what ``rank_by`` says, where ``interval`` leaves it open.

    NaN where missing under another policy.
    """
    below = np.column_stack([values[child] for child in criterion.children])
    if criterion.missing != "interval":
        return below
    return np.where(np.isnan(below), COUNTS_AS[criteria.rank_by] if unknown is None else unknown, below)
