"""Weights that a user can set by hand, at which an industry's nearest flip has happened."""

from __future__ import annotations

import numpy as np

from engine.robustness.industry_sensitivity import Stability, StabilityCheck
from engine.robustness.selection_at_weights import selections_at

DECIMALS = 4  # of a share: a slider shows hundredths of a per cent
BEYOND = (0.0, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05)
"""Weight moved past the flip: on it the two selections are worth the same, and rounding can fall on either side."""


def flipped_weights(
    result: StabilityCheck, stability: Stability, solver_name: str = "highs"
) -> dict[str, float] | None:
    """Shares of the root's members, 0..1 with four decimals, nearest to the flip with the other status.

    None where no weights flip it, where it is tied so that no weight has to move, and where the flip is so narrow that
    no weights with four decimals meet it.
    """
    if stability.nearest is None or stability.nearest.distance == 0:
        return None
    scores, problem = result.scores, result.result.problem
    today, there = scores.weights, np.array(stability.nearest.weights)
    moved = 1 + np.array(BEYOND)[:, None] / stability.nearest.distance
    tried = np.round(np.clip(today + moved * (there - today), 0.0, 1.0), DECIMALS)
    shares = tried / tried.sum(axis=1, keepdims=True)
    chosen = selections_at(scores, problem, shares, solver_name).chosen
    flipped = np.flatnonzero(chosen[:, problem.ids.index(stability.industry_id)] != stability.selected)
    if not len(flipped):
        return None
    return dict(zip(scores.root_members, tried[flipped[0]].tolist(), strict=True))
