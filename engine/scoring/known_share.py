"""What is known of each score and what is open: its two ends, the weight that rests on figures, who is level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.foundation.quality import CLASSIFIED, QUALITIES
from engine.foundation.tolerances import tie
from engine.scoring.aggregation import aggregated
from engine.scoring.figure_ends import Ends, measured_ends, open_ends
from engine.scoring.intervals import COUNTS_AS, leaves_between, members_of
from engine.scoring.score import MISSING, SHARE_NAMES, Scores
from engine.scoring.tree import effective_weights, evaluated

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Intervals:
    """Lowest and highest that the figures leave open. Scores (industry,) on the criteria's scale, NaN where unranked;
    root members (industry, member) 0..1, NaN where missing under another policy than ``interval``."""

    low: Floats
    high: Floats
    members_low: Floats
    members_high: Floats


def intervals(scores: Scores, leaves: Ends | None = None) -> Intervals:
    """Both ends of every score; ``leaves`` are the figures' ends, by default what judged values leave open."""
    ends = open_ends(scores) if leaves is None else leaves
    low, members_low = _climbed(scores, {leaf: pair[0] for leaf, pair in ends.items()}, COUNTS_AS["low"])
    high, members_high = _climbed(scores, {leaf: pair[1] for leaf, pair in ends.items()}, COUNTS_AS["high"])
    return Intervals(low, high, members_low, members_high)


def _climbed(scores: Scores, leaves: dict[str, Floats], unknown: float) -> tuple[Floats, Floats]:
    criteria, root = scores.criteria, scores.criteria.root
    tree = evaluated(criteria, leaves, scores.industry_ids, unknown)
    below = members_of(criteria, root, {**leaves, **tree.nodes}, unknown)
    if not root.members:
        return criteria.scale * tree.nodes[root.id], np.empty((len(scores.industry_ids), 0))
    points = aggregated(root.aggregate, below, scores.weights[None], root.missing)[0]
    return criteria.scale * points, below


def known_shares(scores: Scores) -> Floats:
    """(industry,) share of the effective weight that rests on figures; 0 where unranked.

    Off go weight on what has no figure, and of a judged value's weight as much as its declared range is of 0..1.
    """
    effective, _ = effective_weights(scores.criteria, scores.nodes, scores.normalised)
    known = np.where(np.isnan(scores.scores), 0.0, 1.0) - scores.quality_shares[:, SHARE_NAMES.index(MISSING)]
    positions = [scores.dataset.position[industry] for industry in scores.industry_ids]
    for leaf, (low, high) in open_ends(scores).items():
        judged = scores.columns[leaf].quality[positions] == QUALITIES.index(CLASSIFIED)
        known = known - np.where(judged, effective[leaf] * np.nan_to_num(high - low), 0.0)
    return np.clip(known, 0.0, 1.0)


def level_with(scores: Scores) -> tuple[tuple[str, ...], ...]:
    """For each industry the ids that the figures cannot tell it from, sorted.

    Two industries are level where their scores, each with all that its own figures leave open, overlap or touch: a
    judged value's declared spread; an inherited one's, the wider the less of the group the industry is; an old one's;
    1.96 standard errors where one is given, or else half of the last printed decimal. What has no figure at all counts
    for both as it does in the ranking. Figures that two industries share are taken as independent.
    """
    measured = measured_ends(scores)
    used = COUNTS_AS[scores.criteria.rank_by]
    low, _ = _climbed(scores, {leaf: pair[0] for leaf, pair in measured.items()}, used)
    high, _ = _climbed(scores, {leaf: pair[1] for leaf, pair in measured.items()}, used)
    slack = tie("scores", max(1.0, scores.criteria.scale))
    overlap = (low[:, None] <= high[None, :] + slack) & (low[None, :] <= high[:, None] + slack)
    np.fill_diagonal(overlap, False)
    ids = scores.industry_ids
    return tuple(tuple(ids[other] for other in np.flatnonzero(row).tolist()) for row in overlap)


def used_leaves(scores: Scores) -> dict[str, Floats]:
    """(industry,) of every indicator at the end that the ranking goes by, NaN where there is no figure."""
    ends = open_ends(scores)
    low, high = ({leaf: pair[side] for leaf, pair in ends.items()} for side in (0, 1))
    return leaves_between(scores.criteria, low, high)
